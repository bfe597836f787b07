"use client";

import type { Condition } from "@/server/domain/condition";
import { ConditionBuilder } from "../condition/condition-builder";
import { FieldFrame } from "../fields/field-frame";

type TriggerFilterProps = {
  filter: Condition | undefined;
  onChange: (filter: Condition | undefined) => void;
  readOnly: boolean;
};

/** Only events that pass start a run. */
export function TriggerFilter({ filter, onChange, readOnly }: TriggerFilterProps) {
  return (
    <FieldFrame
      group
      label="Only if"
      path="trigger.filter"
      help="Asked before a run begins: what does not pass costs nothing and leaves no run."
    >
      <ConditionBuilder
        condition={filter ?? null}
        onChange={(next) => onChange(next ?? undefined)}
        path="trigger.filter"
        optional
        readOnly={readOnly}
      />
    </FieldFrame>
  );
}
