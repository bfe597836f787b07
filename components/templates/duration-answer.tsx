"use client";

import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { durationFrom, durationSchema, durationUnits } from "@/server/domain/duration";

type DurationAnswerProps = {
  label: string;
  help: string | undefined;
  error: string | undefined;
  value: unknown;
  onChange: (value: unknown) => void;
};

/** So many of a unit: 2 days. */
export function DurationAnswer({ label, help, error, value, onChange }: DurationAnswerProps) {
  const { amount, unit } = readDuration(value);
  const change = (next: { amount?: string; unit?: string }) => {
    const written = next.amount ?? amount;
    onChange({ value: written === "" ? "" : Number(written), unit: next.unit ?? unit });
  };
  return (
    <Field label={label} help={help} error={error} required>
      <div className="flex gap-2">
        <Input
          inputMode="numeric"
          autoComplete="off"
          aria-label={`${label} How many`}
          className="w-20 tabular-nums"
          value={amount}
          onChange={(event) => change({ amount: event.target.value.replace(/\D/g, "") })}
        />
        <Select
          aria-label={`${label} Of what`}
          className="w-32"
          options={durationUnits.map((one) => ({ value: one, label: one }))}
          value={unit}
          onValueChange={(chosen) => change({ unit: chosen })}
        />
      </div>
    </Field>
  );
}

/** As the form has it, or as a flow writes it: “2 days”, “-1 hour”. */
function readDuration(value: unknown): { amount: string; unit: string } {
  const written = typeof value === "string" ? durationFrom(value.replace(/^\s*-/, "")) : value;
  const parsed = durationSchema.safeParse(written);
  if (parsed.success) return { amount: String(parsed.data.value), unit: parsed.data.unit };
  const unit = typeof value === "object" && value !== null && "unit" in value ? String(value.unit) : "days";
  return { amount: "", unit };
}
