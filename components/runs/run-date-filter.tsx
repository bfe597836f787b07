"use client";

import { ChevronDown, X } from "lucide-react";
import { cn } from "@/components/ui/cn";
import { Field } from "@/components/ui/field";
import { formatDate } from "@/components/ui/format-time";
import { Input } from "@/components/ui/input";
import { Popover, PopoverClose, PopoverContent, PopoverTrigger } from "@/components/ui/popover";
import { periods } from "./run-filters";

type Period = (typeof periods)[number];
type Choice = { period: Period | null; from: string | null; to: string | null };

const LABELS: Record<Period, string> = {
  "1h": "Last hour",
  "24h": "Last 24 hours",
  "7d": "Last 7 days",
  "30d": "Last 30 days",
};

/** When runs started: a period that moves with the clock, or two days. */
export function RunDateFilter({ value, onChange }: { value: Choice; onChange: (value: Choice) => void }) {
  const text = describe(value);
  return (
    <div
      className={cn(
        "inline-flex h-7 items-center rounded-md border border-line-strong",
        text ? "bg-surface" : "border-dashed",
      )}
    >
      <Popover>
        <PopoverTrigger className="flex h-full items-center gap-1 rounded-md px-2 hover:bg-hover">
          <span className={text ? "text-muted" : undefined}>Started</span>
          {text ? (
            <span className="font-medium">{text}</span>
          ) : (
            <ChevronDown aria-hidden className="size-3.5 text-muted" />
          )}
        </PopoverTrigger>
        <PopoverContent className="w-60 p-1">
          {periods.map((period) => (
            <PopoverClose key={period} asChild>
              <button
                type="button"
                aria-pressed={value.period === period}
                onClick={() => onChange({ period, from: null, to: null })}
                className={cn(
                  "flex h-7 w-full items-center rounded-md px-2 hover:bg-hover",
                  value.period === period && "font-medium text-accent-ink",
                )}
              >
                {LABELS[period]}
              </button>
            </PopoverClose>
          ))}
          <div className="mt-1 grid grid-cols-2 gap-2 border-line border-t p-2">
            <Field label="From">
              <Input
                type="date"
                size="sm"
                max={value.to ?? undefined}
                value={value.from ?? ""}
                onChange={(event) =>
                  onChange({ period: null, from: event.target.value || null, to: value.to })
                }
              />
            </Field>
            <Field label="To">
              <Input
                type="date"
                size="sm"
                min={value.from ?? undefined}
                value={value.to ?? ""}
                onChange={(event) =>
                  onChange({ period: null, from: value.from, to: event.target.value || null })
                }
              />
            </Field>
          </div>
        </PopoverContent>
      </Popover>
      {text ? (
        <button
          type="button"
          aria-label="Clear started"
          onClick={() => onChange({ period: null, from: null, to: null })}
          className="grid h-full w-6 place-items-center rounded-md text-muted hover:bg-hover hover:text-ink"
        >
          <X aria-hidden className="size-3.5" />
        </button>
      ) : null}
    </div>
  );
}

function describe({ period, from, to }: Choice): string | null {
  if (period) return LABELS[period].toLowerCase();
  const [first, last] = [from, to].map((day) => (day ? formatDate(new Date(`${day}T00:00:00`)) : null));
  if (first && last) return first === last ? first : `${first} to ${last}`;
  if (first) return `since ${first}`;
  return last ? `until ${last}` : null;
}
