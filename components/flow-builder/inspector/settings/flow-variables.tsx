"use client";

import { useBuilder, useBuilderStore } from "../../use-builder";
import { isObject, toJson } from "../json-value";
import { MapField } from "../steps/map-field";

/** Values that every run begins with. */
export function FlowVariables({ readOnly }: { readOnly: boolean }) {
  const variables = useBuilder((state) => state.definition.variables);
  const store = useBuilderStore();
  return (
    <MapField
      label="Variables"
      path="variables"
      help="Steps read them as {{variables.name}}; a step “Set variables” can change them for its run."
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
      preview={false}
    />
  );
}
