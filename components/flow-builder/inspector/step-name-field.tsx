"use client";

import { Input } from "@/components/ui/input";
import type { Step } from "@/server/domain/step";
import { stepTitle } from "@/server/domain/step-title";
import { useChangeStep } from "./use-step";

/** The name on the card; without one the card says what the step is. */
export function StepNameField({ step, readOnly }: { step: Step; readOnly: boolean }) {
  const change = useChangeStep(step.id);
  const { name: _, ...unnamed } = step;
  if (readOnly) return stepTitle(step);
  return (
    <Input
      size="sm"
      aria-label="Name of the step"
      maxLength={200}
      autoComplete="off"
      placeholder={stepTitle(unnamed)}
      className="-mx-2 w-[calc(100%+8px)] border-transparent bg-transparent font-semibold placeholder:text-ink"
      value={step.name ?? ""}
      onChange={({ target }) => change({ name: target.value === "" ? null : target.value }, "name")}
    />
  );
}
