"use client";

import { NumberWidget } from "../fields/number-widget";
import { plainField } from "../fields/plain-field";

type CountInputProps = {
  label: string;
  value: number;
  onChange: (value: number) => void;
  minimum?: number;
  maximum: number;
  /** What is counted: runs. */
  unit: string;
  readOnly: boolean;
};

/** At most so many. */
export function CountInput({
  label,
  value,
  onChange,
  minimum = 1,
  maximum,
  unit,
  readOnly,
}: CountInputProps) {
  return (
    <div className="flex items-start gap-2">
      <div className="w-24">
        <NumberWidget
          field={plainField("count", label, "number", { minimum, maximum, whole: true })}
          value={value}
          onChange={(next) => typeof next === "number" && onChange(next)}
          readOnly={readOnly}
        />
      </div>
      <span className="pt-1.5 text-muted">{unit}</span>
    </div>
  );
}
