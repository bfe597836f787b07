"use client";

import { ExternalLink } from "lucide-react";
import Link from "next/link";
import { useWorkspace } from "@/components/shell/workspace-context";
import { FieldFrame } from "../fields/field-frame";
import { inputFields } from "../fields/input-fields";
import { MapWidget } from "../fields/map-widget";
import { OptionPicker } from "../fields/option-picker";
import { plainField } from "../fields/plain-field";
import { SchemaForm } from "../fields/schema-form";
import { toJson, withField } from "../json-value";
import { useOffers } from "../use-offers";
import { useChangeStep } from "../use-step";
import type { StepFormProps } from "./step-of";

/** Which flow is run and waited for, and what it is given: in the form that its own start declares. */
export function SubFlowForm({ step, readOnly }: StepFormProps<"sub_flow">) {
  const change = useChangeStep(step.id);
  const { slug } = useWorkspace();
  const { options, flowOf, loading } = useOffers();
  const flow = flowOf(step.flow_id);
  const fields = flow ? inputFields(flow.input) : [];
  const set = (name: string, value: unknown) =>
    change({ input: withField(step.input, name, value) }, `input.${name}`);
  const others = Object.fromEntries(
    Object.entries(step.input).filter(([name]) => fields.every((field) => field.name !== name)),
  );
  return (
    <div className="flex flex-col gap-4">
      <FieldFrame
        label="Flow"
        path="flow_id"
        required
        help="Its published version is run, and this run waits for its end."
        aside={
          flow ? (
            <Link
              href={`/w/${slug}/flows/${flow.id}`}
              className="flex items-center gap-1 text-accent-ink text-xs hover:underline"
            >
              Open <ExternalLink aria-hidden className="size-3" />
            </Link>
          ) : null
        }
      >
        <OptionPicker
          label="Flow"
          value={step.flow_id}
          options={options("flow")}
          onChange={(flowId) => flowId !== "" && change({ flow_id: flowId }, "flow_id")}
          placeholder="Choose a flow"
          other={(typed) => `Use the id “${typed}”`}
          loading={loading}
          required
          readOnly={readOnly}
        />
      </FieldFrame>
      {fields.length > 0 ? (
        <SchemaForm
          key={step.flow_id}
          fields={fields}
          values={step.input}
          onChange={set}
          path="input"
          readOnly={readOnly}
        />
      ) : null}
      <FieldFrame
        group
        label={fields.length > 0 ? "Other data" : "Data it is given"}
        path={fields.length > 0 ? "-" : "input"}
        help="What the flow reads as its trigger data."
      >
        <MapWidget
          field={plainField("input", "Data", "map")}
          value={others}
          onChange={(next) => {
            const declared = Object.entries(step.input).filter(([name]) => !Object.hasOwn(others, name));
            const rest = toJson(next);
            change(
              {
                input: {
                  ...Object.fromEntries(declared),
                  ...(typeof rest === "object" && !Array.isArray(rest) ? rest : {}),
                },
              },
              "input",
            );
          }}
          readOnly={readOnly}
        />
      </FieldFrame>
    </div>
  );
}
