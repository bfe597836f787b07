"use client";

import { Input } from "@/components/ui/input";
import { FieldFrame } from "../fields/field-frame";
import { RadioCards } from "../fields/radio-cards";
import { useChangeStep } from "../use-step";
import { MapField } from "./map-field";
import type { StepFormProps } from "./step-of";

/** How this way ends, why, and what is given back to a flow that waits for it. */
export function EndForm({ step, readOnly }: StepFormProps<"end">) {
  const change = useChangeStep(step.id);
  return (
    <div className="flex flex-col gap-4">
      <RadioCards
        label="The run ends"
        options={OUTCOMES}
        value={step.outcome}
        onChange={(outcome) => change({ outcome }, "outcome")}
        readOnly={readOnly}
      />
      <FieldFrame label="Reason" path="reason" help="Stands on the run's page.">
        <ReasonInput
          value={step.reason ?? ""}
          onChange={(reason) => change({ reason: reason === "" ? null : reason }, "reason")}
          readOnly={readOnly}
        />
      </FieldFrame>
      <MapField
        label="Gives back"
        path="output"
        help="What a flow that runs this one as a step finds in the step's output."
        value={step.output}
        onChange={(output) => change({ output }, "output")}
        readOnly={readOnly}
      />
    </div>
  );
}

type ReasonInputProps = { value: string; onChange: (value: string) => void; readOnly: boolean };

const ReasonInput = ({ value, onChange, readOnly }: ReasonInputProps) => (
  <Input
    maxLength={500}
    placeholder="Not a customer yet"
    value={value}
    disabled={readOnly}
    onChange={({ target }) => onChange(target.value)}
  />
);

const OUTCOMES = [
  { value: "completed", title: "As completed", words: "Everything went as it should." },
  { value: "failed", title: "As failed", words: "It counts as a failure and stands among the failed runs." },
] as const;
