"use client";

import { cn } from "@/components/ui/cn";

type WeekdayPickerProps = {
  label: string;
  /** 1 = Monday … 7 = Sunday. */
  value: readonly number[];
  onChange: (value: number[]) => void;
  /** What none of them means. */
  none: string;
  readOnly: boolean;
};

export function WeekdayPicker({ label, value, onChange, none, readOnly }: WeekdayPickerProps) {
  return (
    <fieldset className="flex flex-wrap items-center gap-1">
      <legend className="sr-only">{label}</legend>
      {DAYS.map((name, index) => {
        const day = index + 1;
        const on = value.includes(day);
        return (
          <button
            key={name}
            type="button"
            aria-pressed={on}
            aria-label={name}
            disabled={readOnly}
            onClick={() => onChange(on ? value.filter((each) => each !== day) : [...value, day].sort())}
            className={cn(
              "h-7 w-9 rounded-md border border-line-strong text-xs transition-colors hover:bg-hover",
              on && "border-accent bg-accent text-on-accent hover:bg-accent-hover",
            )}
          >
            {name.slice(0, 3)}
          </button>
        );
      })}
      {value.length === 0 ? <span className="pl-1 text-muted text-xs">{none}</span> : null}
    </fieldset>
  );
}

const DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
