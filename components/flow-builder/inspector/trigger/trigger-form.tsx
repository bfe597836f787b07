"use client";

import { useMemo } from "react";
import { SegmentedControl } from "@/components/ui/segmented-control";
import type { FlowTrigger } from "@/server/domain/flow";
import { useBuilder, useBuilderStore } from "../../use-builder";
import { FieldFrame } from "../fields/field-frame";
import { EventForm } from "./event-form";
import { ManualForm } from "./manual-form";
import { newTrigger } from "./new-trigger";
import { ScheduleForm } from "./schedule-form";
import { WebhookForm } from "./webhook-form";

/** What starts the flow, and with what. Its draft is in the builder's store. */
export function TriggerForm({ readOnly }: { readOnly: boolean }) {
  const trigger = useBuilder((state) => state.definition.trigger);
  const store = useBuilderStore();
  // What each kind was set to comes back when one turns back to it.
  const before = useMemo(() => new Map<FlowTrigger["type"], FlowTrigger>(), []);
  const change = (next: FlowTrigger, field: string) => {
    store.getState().edit({ kind: "set_trigger", trigger: next }, { merge: `trigger.${field}` });
  };
  const turn = (type: FlowTrigger["type"]) => {
    if (type === trigger.type) return;
    before.set(trigger.type, trigger);
    change(before.get(type) ?? newTrigger(type), "type");
  };
  return (
    <div className="flex flex-col gap-4">
      <FieldFrame group label="Starts">
        {readOnly ? (
          <p>{KINDS.find(({ value }) => value === trigger.type)?.label}</p>
        ) : (
          <SegmentedControl
            label="What starts the flow"
            options={KINDS}
            value={trigger.type}
            onChange={turn}
            className="self-start"
          />
        )}
      </FieldFrame>
      <Form trigger={trigger} change={change} readOnly={readOnly} />
    </div>
  );
}

type FormProps = {
  trigger: FlowTrigger;
  change: (next: FlowTrigger, field: string) => void;
  readOnly: boolean;
};

function Form({ trigger, ...props }: FormProps) {
  switch (trigger.type) {
    case "event":
      return <EventForm trigger={trigger} {...props} />;
    case "webhook":
      return <WebhookForm trigger={trigger} {...props} />;
    case "schedule":
      return <ScheduleForm trigger={trigger} {...props} />;
    case "manual":
      return <ManualForm trigger={trigger} {...props} />;
  }
}

const KINDS = [
  { value: "event", label: "Event" },
  { value: "webhook", label: "Webhook" },
  { value: "schedule", label: "Schedule" },
  { value: "manual", label: "By hand" },
] as const;
