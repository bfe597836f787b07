"use client";

import type { ReactNode } from "react";
import { zoneOptions } from "@/components/crm/zone-options";
import { inputDate, storedDate } from "@/components/flow-builder/inspector/fields/date-value";
import { OptionPicker } from "@/components/flow-builder/inspector/fields/option-picker";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import type { SampleChoice, TriedEvent } from "./dry-run-samples";
import type { DryRunSettings } from "./dry-run-settings";
import { EventPayload } from "./event-payload";
import { cityOf } from "./local-time";

type DryRunFormProps = {
  choices: readonly SampleChoice[];
  event: TriedEvent | null;
  settings: DryRunSettings;
  onChange: (settings: Partial<DryRunSettings>) => void;
  /** When it starts, and by whose clock. */
  at: Date;
  zone: string;
  /** Where the contact can be chosen. */
  contact?: ReactNode;
};

/** What it is tried with: the event, whose it is, where that is, and when it starts. */
export function DryRunForm({ choices, event, settings, onChange, at, zone, contact }: DryRunFormProps) {
  const options = [
    ...choices.map(({ id, label }) => ({ value: id, label })),
    ...(event && event.id === null ? [{ value: OWN, label: event.label }] : []),
  ];
  return (
    <form
      aria-label="What it is tried with"
      className="flex flex-col gap-3"
      onSubmit={(submitted) => submitted.preventDefault()}
    >
      <Field label="Event">
        <Select
          options={options}
          value={event?.id ?? OWN}
          onValueChange={(id) => onChange(id === OWN ? {} : { sampleId: id, own: null })}
          placeholder="No event yet"
        />
      </Field>
      {event ? (
        <EventPayload
          event={event}
          onChange={(payload) => onChange({ own: { type: event.type, payload } })}
        />
      ) : null}
      {contact}
      <Field label="Time zone of the contact">
        <OptionPicker
          label="Time zone of the contact"
          value={settings.zone ?? ""}
          options={zoneOptions()}
          onChange={(next) => onChange({ zone: next || null })}
          placeholder={`${cityOf(zone)}, as it is`}
          readOnly={false}
        />
      </Field>
      <Field label="Starts" aside={`in ${cityOf(zone)}`}>
        <Input
          type="datetime-local"
          value={inputDate(at.toISOString(), zone, false)}
          onChange={({ target }) => {
            const stored = storedDate(target.value, zone, false);
            onChange({ at: stored === undefined ? null : new Date(stored) });
          }}
        />
      </Field>
    </form>
  );
}

const OWN = "own";
