"use client";

import { Input } from "@/components/ui/input";

type TimeRangeProps = {
  label: string;
  from: string;
  to: string;
  onChange: (range: { from: string; to: string }) => void;
  disabled?: boolean;
};

/** Two times of day: from, to. An emptied field keeps the time it had. */
export function TimeRange({ label, from, to, onChange, disabled }: TimeRangeProps) {
  return (
    <span className="flex items-center gap-2">
      <Input
        type="time"
        aria-label={`${label}: quiet from`}
        className="w-28"
        value={from}
        onChange={(event) => event.target.value && onChange({ from: event.target.value, to })}
        disabled={disabled}
      />
      <span className="text-muted">to</span>
      <Input
        type="time"
        aria-label={`${label}: quiet to`}
        className="w-28"
        value={to}
        onChange={(event) => event.target.value && onChange({ from, to: event.target.value })}
        disabled={disabled}
      />
    </span>
  );
}
