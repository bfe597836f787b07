"use client";

import { Select } from "@/components/ui/select";
import { Switch } from "@/components/ui/switch";
import { durationUnits } from "@/server/domain/duration";
import type { SendingRules } from "@/server/domain/sending-rules";
import { NumberField } from "./number-field";

type Cap = NonNullable<SendingRules["rate_cap"]>;

type CapFieldsProps = {
  /** “SMS to a contact” */
  label: string;
  cap: Cap | null;
  /** What stands there when it is switched on. */
  usual: Cap;
  onChange: (cap: Cap | null) => void;
  mayChange: boolean;
};

/** A cap that may be off: so many per so long. */
export function CapFields({ label, cap, usual, onChange, mayChange }: CapFieldsProps) {
  return (
    <div className="flex min-h-8 flex-wrap items-center gap-x-4 gap-y-2">
      <Switch
        label={label}
        checked={cap !== null}
        onCheckedChange={(on) => onChange(on ? usual : null)}
        disabled={!mayChange}
        className="w-64"
      />
      {cap ? (
        <div className="flex flex-wrap items-center gap-2">
          <span className="text-muted">at most</span>
          <NumberField
            label={`${label}: how many`}
            hideLabel
            value={cap.messages}
            onChange={(messages) => onChange({ ...cap, messages })}
            min={1}
            max={1000}
            disabled={!mayChange}
          />
          <span className="text-muted">per</span>
          <NumberField
            label={`${label}: per how many`}
            hideLabel
            value={cap.per.value}
            onChange={(value) => onChange({ ...cap, per: { ...cap.per, value } })}
            min={1}
            max={10_000}
            disabled={!mayChange}
          />
          <Select
            aria-label={`${label}: unit of time`}
            options={UNITS}
            value={cap.per.unit}
            onValueChange={(chosen) => {
              const unit = durationUnits.find((one) => one === chosen);
              if (unit) onChange({ ...cap, per: { ...cap.per, unit } });
            }}
            disabled={!mayChange}
            className="w-26"
          />
        </div>
      ) : (
        <span className="text-muted">any number</span>
      )}
    </div>
  );
}

const UNITS = durationUnits.map((unit) => ({ value: unit, label: unit }));
