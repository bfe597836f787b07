"use client";

import { Plus, X } from "lucide-react";
import type { ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { IconButton } from "@/components/ui/icon-button";
import { describeStep } from "@/server/domain/describe-step";
import { StepSentence } from "../../step-sentence";
import { DurationInput } from "../fields/duration-input";
import { FormRow } from "../fields/form-row";
import { plainField } from "../fields/plain-field";
import { toJson } from "../json-value";
import { useChangeStep } from "../use-step";
import { DelayResult } from "./delay-result";
import { NextTime } from "./next-time";
import type { StepFormProps } from "./step-of";

type Part = "for" | "until" | "next";

/** "Wait 2 days, then until 09:00 in the contact's time zone": up to three parts, read in this order. */
export function DelayForm({ step, readOnly }: StepFormProps<"delay">) {
  const change = useChangeStep(step.id);
  const present = PARTS.filter((part) => step[part] !== undefined);
  const absent = PARTS.filter((part) => step[part] === undefined);
  const words = (part: Part) => (present[0] === part ? STARTS[part] : `then ${STARTS[part]}`);
  const row = (part: Part, children: ReactNode) => (
    <section key={part} aria-label={TITLES[part]} className="flex items-start gap-2">
      <div className="min-w-0 flex-1">
        <p className="mb-1 font-medium first-letter:uppercase">{words(part)}</p>
        {children}
      </div>
      {readOnly || present.length === 1 ? null : (
        <IconButton label={`Remove “${words(part)}”`} onClick={() => change({ [part]: null }, part)}>
          <X aria-hidden />
        </IconButton>
      )}
    </section>
  );
  return (
    <div className="flex flex-col gap-4">
      {step.for
        ? row(
            "for",
            <DurationInput
              label="Length"
              value={step.for}
              onChange={(value) => change({ for: toJson(value) }, "for")}
              refers
              readOnly={readOnly}
            />,
          )
        : null}
      {step.until !== undefined
        ? row(
            "until",
            <FormRow
              field={UNTIL}
              path="until"
              value={step.until}
              onChange={(value) => value !== undefined && change({ until: toJson(value) }, "until")}
              readOnly={readOnly}
            />,
          )
        : null}
      {step.next
        ? row(
            "next",
            <NextTime
              value={step.next}
              onChange={(value) => change({ next: toJson(value) }, "next")}
              readOnly={readOnly}
            />,
          )
        : null}
      {readOnly || absent.length === 0 ? null : (
        <div className="flex flex-wrap gap-1">
          {absent.map((part) => (
            <Button key={part} variant="ghost" onClick={() => change({ [part]: START[part] }, part)}>
              <Plus aria-hidden />
              {TITLES[part]}
            </Button>
          ))}
        </div>
      )}
      <div className="rounded-md bg-sunken px-2.5 py-1.5 text-muted text-xs">
        <p>
          Wait <StepSentence parts={describeStep(step)} />
        </p>
        <DelayResult step={step} />
      </div>
    </div>
  );
}

const PARTS = ["for", "until", "next"] as const;
const STARTS: Record<Part, string> = { for: "wait", until: "until a moment", next: "until a time of day" };
const TITLES: Record<Part, string> = {
  for: "A length of time",
  until: "Until a moment",
  next: "Until a time of day",
};
const START = {
  for: { value: 1, unit: "days" },
  until: "{{now + 3 days}}",
  next: { time: "09:00", zone: "contact" },
};
const UNTIL = plainField("until", "Moment", "datetime", {
  description: "A date, a time, or a reference to one. A moment that is past does not wait.",
  required: true,
});
