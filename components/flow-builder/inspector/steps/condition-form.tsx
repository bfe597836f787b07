"use client";

import { ConditionBuilder } from "../condition/condition-builder";
import { toJson } from "../json-value";
import { useChangeStep } from "../use-step";
import type { StepFormProps } from "./step-of";

export function ConditionForm({ step, readOnly }: StepFormProps<"condition">) {
  const change = useChangeStep(step.id);
  return (
    <section aria-label="Condition">
      <ConditionBuilder
        condition={step.condition}
        onChange={(condition) => condition && change({ condition: toJson(condition) }, "condition")}
        path="condition"
        readOnly={readOnly}
      />
    </section>
  );
}
