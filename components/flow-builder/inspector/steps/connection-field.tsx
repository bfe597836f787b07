"use client";

import { Select } from "@/components/ui/select";
import { FieldFrame } from "../fields/field-frame";
import { type OfferedAction, useOffers } from "../use-offers";
import { useChangeStep } from "../use-step";
import type { StepOf } from "./step-of";

const USUAL = "\u0000";

type ConnectionFieldProps = { step: StepOf<"action">; action: OfferedAction; readOnly: boolean };

/** By which of the workspace's accounts the action works. Only for those that can be connected. */
export function ConnectionField({ step, action, readOnly }: ConnectionFieldProps) {
  const { connectionsFor } = useOffers();
  const change = useChangeStep(step.id);
  const fitting = connectionsFor(action);
  const chosen = step.connection_id ?? "";
  if (fitting === null && chosen === "") return null;
  const options = [
    { value: USUAL, label: "The workspace's usual one" },
    ...(fitting ?? []).map(({ id, name, integration }) => ({ value: id, label: name, hint: integration })),
    ...(chosen !== "" && !fitting?.some(({ id }) => id === chosen)
      ? [{ value: chosen, label: `${chosen} (not here any more)` }]
      : []),
  ];
  return (
    <FieldFrame label="Connection" path="connection_id">
      <Select
        options={options}
        value={chosen === "" ? USUAL : chosen}
        disabled={readOnly}
        onValueChange={(next) => change({ connection_id: next === USUAL ? null : next }, "connection_id")}
      />
    </FieldFrame>
  );
}
