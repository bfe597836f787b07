"use client";

import { FieldPreview } from "../data/field-preview";
import { FieldFrame } from "../fields/field-frame";
import { MapWidget } from "../fields/map-widget";
import { plainField } from "../fields/plain-field";
import { toJson } from "../json-value";
import { useChangeStep } from "../use-step";
import type { StepFormProps } from "./step-of";

/** Values that later steps read as variables. */
export function VariablesForm({ step, readOnly }: StepFormProps<"set_variables">) {
  const change = useChangeStep(step.id);
  return (
    <FieldFrame
      group
      label="Variables"
      path="variables"
      help="Later steps read them as {{variables.name}}, whatever set them last."
      below={<FieldPreview value={step.variables} />}
    >
      <MapWidget
        field={plainField("variables", "Variables", "map")}
        value={step.variables}
        onChange={(variables) => change({ variables: toJson(variables) ?? {} }, "variables")}
        readOnly={readOnly}
      />
    </FieldFrame>
  );
}
