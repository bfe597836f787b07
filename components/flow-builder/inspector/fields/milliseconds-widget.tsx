"use client";

import { durationFrom, durationMs } from "@/server/domain/duration";
import { DurationInput } from "./duration-input";
import type { WidgetProps } from "./widget-props";

/** A length of time that is stored in milliseconds, and said in seconds, minutes or hours. */
export function MillisecondsWidget({ field, value, onChange, readOnly }: WidgetProps) {
  const stored = typeof value === "number" ? value : Number(value ?? field.fallback ?? 0);
  const shown = durationFrom(Number.isFinite(stored) ? stored : 0) ?? { value: 0, unit: "seconds" as const };
  return (
    <DurationInput
      label={field.title}
      value={shown}
      readOnly={readOnly}
      onChange={(next) => {
        const ms = durationMs(next);
        if (ms !== null) onChange(ms);
      }}
    />
  );
}
