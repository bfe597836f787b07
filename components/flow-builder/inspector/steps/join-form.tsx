"use client";

import { RadioCards } from "../fields/radio-cards";
import { useChangeStep } from "../use-step";
import type { StepFormProps } from "./step-of";

export function JoinForm({ step, readOnly }: StepFormProps<"join">) {
  const change = useChangeStep(step.id);
  return (
    <RadioCards
      label="Goes on"
      options={MODES}
      value={step.mode}
      onChange={(mode) => change({ mode }, "mode")}
      readOnly={readOnly}
    />
  );
}

const MODES = [
  {
    value: "all",
    title: "When all branches arrived",
    words: "Branches that were not taken are not waited for.",
  },
  { value: "any", title: "With the first that arrives", words: "The others still run; nothing runs twice." },
] as const;
