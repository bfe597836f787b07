"use client";

import { Switch } from "@/components/ui/switch";
import { DurationInput } from "../fields/duration-input";
import { FieldFrame } from "../fields/field-frame";
import { toJson } from "../json-value";
import { EventTypesField } from "../trigger/event-types-field";
import { useChangeStep } from "../use-step";
import { MatchFields } from "./match-fields";
import type { StepFormProps } from "./step-of";

/** Which event the run waits for, of whom, with what in it, and how long. */
export function WaitForm({ step, readOnly }: StepFormProps<"wait_for_event">) {
  const change = useChangeStep(step.id);
  return (
    <div className="flex flex-col gap-4">
      <FieldFrame group label="Event" path="event_types" required>
        <EventTypesField
          label="Events"
          types={step.event_types}
          onChange={(types) => change({ event_types: types }, "event_types")}
          readOnly={readOnly}
        />
      </FieldFrame>
      <Switch
        label="Only events of the same contact"
        help="Otherwise anybody's event ends the wait."
        checked={step.same_contact}
        disabled={readOnly}
        onCheckedChange={(on) => change({ same_contact: on }, "same_contact")}
      />
      <MatchFields
        eventType={step.event_types[0] ?? ""}
        match={step.match}
        onChange={(match) => change({ match: toJson(match) }, "match")}
        readOnly={readOnly}
      />
      <FieldFrame
        group
        label="At most"
        path="timeout"
        help="When the event did not come by then, the run goes on by its “not in time” way."
        aside={
          <Switch
            label="Limit the wait"
            hideLabel
            checked={step.timeout !== undefined}
            disabled={readOnly}
            onCheckedChange={(on) => change({ timeout: on ? { value: 3, unit: "days" } : null }, "timeout")}
          />
        }
      >
        {step.timeout ? (
          <DurationInput
            label="At most"
            value={step.timeout}
            onChange={(timeout) => change({ timeout: toJson(timeout) }, "timeout")}
            refers
            readOnly={readOnly}
          />
        ) : (
          <p className="text-muted">Without a limit.</p>
        )}
      </FieldFrame>
    </div>
  );
}
