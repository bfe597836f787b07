"use client";

import { useState } from "react";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { type Duration, durationUnits } from "@/server/domain/duration";
import { isTemplate } from "@/server/domain/template-source";
import { TemplateField } from "../code/template-field";
import { FieldPreview } from "../data/field-preview";
import { ModeSwitch } from "./mode-switch";
import { numberProblem } from "./number-problem";

type DurationInputProps = {
  label: string;
  value: Duration;
  onChange: (value: Duration) => void;
  readOnly: boolean;
  /** It may come out of the data of the run. */
  refers?: boolean;
};

/** So many of a unit: 2 days. */
export function DurationInput({ label, value, onChange, readOnly, refers = false }: DurationInputProps) {
  const [typed, setTyped] = useState<string | null>(null);
  const written = typeof value.value === "string" && isTemplate(value.value);
  const problem = typed === null ? null : numberProblem(typed, { minimum: 0 });
  const change = (text: string) => {
    setTyped(text);
    if (text.trim() !== "" && numberProblem(text, { minimum: 0 }) === null)
      onChange({ ...value, value: Number(text) });
  };
  return (
    <div className="flex flex-col gap-1">
      <div className="flex items-start gap-2">
        {written ? (
          <TemplateField
            label={`${label}: how many`}
            value={String(value.value)}
            onChange={(text) => onChange({ ...value, value: text === "" ? 1 : text })}
            readOnly={readOnly}
            className="min-w-0 flex-1"
          />
        ) : (
          <Input
            inputMode="decimal"
            autoComplete="off"
            aria-label={`${label}: how many`}
            className="w-20 tabular-nums"
            value={typed ?? String(value.value)}
            disabled={readOnly}
            {...(problem && { "aria-invalid": true })}
            onChange={(event) => change(event.target.value)}
            onBlur={() => setTyped(null)}
          />
        )}
        <Select
          aria-label={`${label}: unit`}
          options={UNITS}
          value={value.unit}
          disabled={readOnly}
          onValueChange={(chosen) => {
            const unit = durationUnits.find((one) => one === chosen);
            if (unit) onChange({ ...value, unit });
          }}
          className="w-28"
        />
        {refers && !readOnly ? (
          <ModeSwitch
            mode={written ? "reference" : "fixed"}
            label={label}
            onChange={(mode) => onChange({ ...value, value: mode === "reference" ? "{{trigger.days}}" : 1 })}
          />
        ) : null}
      </div>
      {problem ? (
        <p role="alert" className="text-failed text-xs">
          {problem}
        </p>
      ) : null}
      {written ? <FieldPreview value={value.value} /> : null}
    </div>
  );
}

const UNITS = durationUnits.map((unit) => ({ value: unit, label: unit }));
