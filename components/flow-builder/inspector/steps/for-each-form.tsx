"use client";

import { plainReference } from "@/server/domain/template-source";
import { useData } from "../data/data-context";
import { PathPicker } from "../data/path-picker";
import { FieldFrame } from "../fields/field-frame";
import { FormRow } from "../fields/form-row";
import { plainField } from "../fields/plain-field";
import { RadioCards } from "../fields/radio-cards";
import { toJson } from "../json-value";
import { useChangeStep } from "../use-step";
import { ItemsSample } from "./items-sample";
import type { StepFormProps } from "./step-of";

/** Which list is gone through, how many items at a time, and what a failing item means. */
export function ForEachForm({ step, readOnly }: StepFormProps<"for_each">) {
  const change = useChangeStep(step.id);
  const { tree } = useData();
  const path = typeof step.items === "string" ? plainReference(step.items) : null;
  const isReference = path !== null || step.items === "";
  return (
    <div className="flex flex-col gap-4">
      <FieldFrame
        label="Items"
        path="items"
        required
        help="A list. Inside the loop, {{item}} is the one that is being worked on and {{index}} its place."
        below={<ItemsSample items={step.items} />}
      >
        {isReference ? (
          <PathPicker
            label="Items"
            nodes={tree}
            value={path ?? ""}
            onChange={(chosen) => change({ items: `{{${chosen}}}` }, "items")}
            placeholder="Choose a list"
            readOnly={readOnly}
          />
        ) : (
          <FormRow
            field={plainField("items", "Items", "json")}
            path="-"
            value={step.items}
            onChange={(value) =>
              (Array.isArray(value) || typeof value === "string") && change({ items: toJson(value) }, "items")
            }
            readOnly={readOnly}
          />
        )}
      </FieldFrame>
      <div className="grid grid-cols-2 gap-3">
        <FormRow
          field={CONCURRENCY}
          path="concurrency"
          value={step.concurrency}
          fixedOnly
          readOnly={readOnly}
          onChange={(value) => value !== undefined && change({ concurrency: toJson(value) }, "concurrency")}
        />
        <FormRow
          field={LIMIT}
          path="limit"
          value={step.limit}
          fixedOnly
          readOnly={readOnly}
          onChange={(value) => value !== undefined && change({ limit: toJson(value) }, "limit")}
        />
      </div>
      <FieldFrame group label="When an item fails" path="on_item_error">
        <RadioCards
          label="When an item fails"
          options={ON_ERROR}
          value={step.on_item_error}
          onChange={(value) => change({ on_item_error: value }, "on_item_error")}
          readOnly={readOnly}
        />
      </FieldFrame>
    </div>
  );
}

const CONCURRENCY = plainField("concurrency", "At a time", "number", {
  description: "How many items are worked on at once. 1 keeps them in order.",
  ...{ minimum: 1, maximum: 100, whole: true },
});
const LIMIT = plainField("limit", "At most", "number", {
  description: "Of a longer list only the first so many are worked on; the output says how many were left.",
  ...{ minimum: 1, maximum: 10_000, whole: true },
});
const ON_ERROR = [
  { value: "stop", title: "Stop", words: "No further item begins, and the step fails." },
  {
    value: "continue",
    title: "Go on",
    words: "The others are worked on; the failed ones are listed in the output.",
  },
] as const;
