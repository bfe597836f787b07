"use client";

import type { ReactNode } from "react";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";

type NumberFieldProps = {
  label: string;
  hideLabel?: boolean;
  value: number;
  onChange: (value: number) => void;
  min: number;
  max: number;
  error?: string | null;
  help?: ReactNode;
  disabled?: boolean;
};

/** A whole number within bounds; what is typed outside of them stays, and the browser says so. */
export function NumberField({ value, onChange, min, max, disabled, ...field }: NumberFieldProps) {
  return (
    <Field {...field}>
      <Input
        type="number"
        inputMode="numeric"
        className="w-18 tabular-nums"
        {...{ min, max, disabled }}
        value={Number.isNaN(value) ? "" : value}
        onChange={(event) => onChange(event.target.valueAsNumber)}
      />
    </Field>
  );
}
