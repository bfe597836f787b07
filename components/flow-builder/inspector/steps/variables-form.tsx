"use client";

import { useChangeStep } from "../use-step";
import { MapField } from "./map-field";
import type { StepFormProps } from "./step-of";

/** Values that later steps read as variables. */
export function VariablesForm({ step, readOnly }: StepFormProps<"set_variables">) {
  const change = useChangeStep(step.id);
  return (
    <MapField
      label="Variables"
      path="variables"
      help="Later steps read them as {{variables.name}}, whatever set them last."
      value={step.variables}
      onChange={(variables) => change({ variables: variables ?? {} }, "variables")}
      readOnly={readOnly}
    />
  );
}
