"use client";

import { useBuilder, useBuilderStore } from "../../use-builder";
import { FieldFrame } from "../fields/field-frame";
import { MapWidget } from "../fields/map-widget";
import { plainField } from "../fields/plain-field";
import { isObject, toJson } from "../json-value";

/** Values that every run begins with. */
export function FlowVariables({ readOnly }: { readOnly: boolean }) {
  const variables = useBuilder((state) => state.definition.variables);
  const store = useBuilderStore();
  return (
    <FieldFrame
      group
      label="Variables"
      path="variables"
      help="Steps read them as {{variables.name}}; a step “Set variables” can change them for its run."
    >
      <MapWidget
        field={plainField("variables", "Variables", "map")}
        value={variables}
        onChange={(next) => {
          const entries = Object.entries(isObject(next) ? next : {});
          store.getState().edit(
            {
              kind: "set_variables",
              variables: Object.fromEntries(entries.map(([name, value]) => [name, toJson(value)])),
            },
            { merge: "variables" },
          );
        }}
        readOnly={readOnly}
      />
    </FieldFrame>
  );
}
