"use client";

import type { ReactNode } from "react";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { WeekdayPicker } from "../fields/weekday-picker";
import { type CronForm, cronForm, cronOf, cronStart, HOUR_STEPS, MINUTE_STEPS } from "./cron-form";

type CronFieldsProps = { cron: string; onChange: (cron: string) => void; readOnly: boolean };

/** A schedule in words: every day at nine, Monday to Friday, the last of each month. */
export function CronFields({ cron, onChange, readOnly }: CronFieldsProps) {
  const form = cronForm(cron);
  const store = (next: CronForm) => {
    const line = cronOf(next);
    if (line !== null) onChange(line);
  };
  return (
    <div className="flex flex-col gap-2">
      <div className="flex flex-wrap items-center gap-2">
        <Select
          aria-label="How often"
          options={form.every === "other" ? [...EVERY, OTHER] : [...EVERY]}
          value={form.every}
          disabled={readOnly}
          onValueChange={(chosen) => {
            const every = EVERY.find(({ value }) => value === chosen)?.value;
            if (every) store(cronStart(every, form));
          }}
          className="w-40"
        />
        <Details form={form} store={store} readOnly={readOnly} />
      </div>
      {form.every === "week" ? (
        <WeekdayPicker
          label="On"
          value={form.days}
          onChange={(days) => days.length > 0 && store({ ...form, days })}
          none=""
          readOnly={readOnly}
        />
      ) : null}
      {form.every === "other" ? (
        <p className="text-muted text-xs">
          This schedule has no words of its own: it is written as cron below.
        </p>
      ) : null}
    </div>
  );
}

type DetailsProps = { form: CronForm; store: (form: CronForm) => void; readOnly: boolean };

function Details({ form, store, readOnly }: DetailsProps): ReactNode {
  switch (form.every) {
    case "minutes":
      return (
        <Steps
          label="Every how many minutes"
          steps={MINUTE_STEPS}
          unit="min"
          value={form.step}
          onChange={(step) => store({ ...form, step })}
          readOnly={readOnly}
        />
      );
    case "hours":
      return (
        <>
          <Steps
            label="Every how many hours"
            steps={HOUR_STEPS}
            unit="h"
            value={form.step}
            onChange={(step) => store({ ...form, step })}
            readOnly={readOnly}
          />
          <span className="text-muted">at minute</span>
          <Input
            type="number"
            aria-label="At minute"
            {...{ min: 0, max: 59 }}
            className="w-18 tabular-nums"
            value={form.minute}
            disabled={readOnly}
            onChange={({ target }) => {
              const minute = target.valueAsNumber;
              if (Number.isInteger(minute) && minute >= 0 && minute <= 59) store({ ...form, minute });
            }}
          />
        </>
      );
    case "month":
      return (
        <>
          <Select
            aria-label="Day of the month"
            options={DAYS}
            value={String(form.day)}
            disabled={readOnly}
            onValueChange={(day) => store({ ...form, day: day === "last" ? "last" : Number(day) })}
            className="w-32"
          />
          <Time value={form.time} onChange={(time) => store({ ...form, time })} readOnly={readOnly} />
        </>
      );
    case "day":
    case "week":
      return <Time value={form.time} onChange={(time) => store({ ...form, time })} readOnly={readOnly} />;
    case "other":
      return null;
  }
}

type StepsProps = {
  label: string;
  steps: readonly number[];
  unit: string;
  value: number;
  onChange: (step: number) => void;
  readOnly: boolean;
};

const Steps = ({ label, steps, unit, value, onChange, readOnly }: StepsProps) => (
  <Select
    aria-label={label}
    options={steps.map((step) => ({ value: String(step), label: `${step} ${unit}` }))}
    value={String(value)}
    disabled={readOnly}
    onValueChange={(chosen) => onChange(Number(chosen))}
    className="w-24"
  />
);

type TimeProps = { value: string; onChange: (time: string) => void; readOnly: boolean };

const Time = ({ value, onChange, readOnly }: TimeProps) => (
  <>
    <span className="text-muted">at</span>
    <Input
      type="time"
      aria-label="At"
      className="w-28"
      value={value}
      disabled={readOnly}
      onChange={({ target }) => target.value && onChange(target.value)}
    />
  </>
);

const EVERY = [
  { value: "minutes", label: "Every few minutes" },
  { value: "hours", label: "Every few hours" },
  { value: "day", label: "Every day" },
  { value: "week", label: "Every week" },
  { value: "month", label: "Once a month" },
] as const satisfies readonly { value: CronForm["every"]; label: string }[];
const OTHER = { value: "other", label: "As written" };
const DAYS = [
  ...Array.from({ length: 31 }, (_, index) => ({ value: String(index + 1), label: `on day ${index + 1}` })),
  { value: "last", label: "on the last day" },
];
