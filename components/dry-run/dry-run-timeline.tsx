"use client";

import { type KeyboardEvent, useMemo, useState } from "react";
import { Button } from "@/components/ui/button";
import { formatNumber } from "@/components/ui/format-number";
import type { DryRunOutcome } from "./dry-run-outcome";
import { TimelineDay } from "./timeline-day";
import { traceDays } from "./trace-days";
import { traceLines } from "./trace-lines";

type DryRunTimelineProps = {
  outcome: DryRunOutcome;
  /** By whose clock. */
  zone: string;
  onStep?: ((stepId: string) => void) | undefined;
};

const SHOWN = 200;

/** What would happen, day by day, by the contact's clock. Arrow keys go from line to line; a line opens. */
export function DryRunTimeline({ outcome, zone, onStep }: DryRunTimelineProps) {
  const [shown, setShown] = useState(SHOWN);
  const [open, setOpen] = useState<string | null>(null);
  const { startedAt: at } = outcome;
  const lines = useMemo(() => {
    const { definition, simulation, event, startedAt } = outcome;
    return traceLines({ definition, simulation, eventType: event.type, at: startedAt, zone });
  }, [outcome, zone]);
  const days = useMemo(() => traceDays(lines.slice(0, shown), at, zone), [lines, shown, at, zone]);
  return (
    <>
      <ol aria-label="Dry run, day by day" className="flex flex-col pb-4" onKeyDown={moveFocus}>
        {days.map((day) => (
          <TimelineDay
            key={day.key}
            day={day}
            zone={zone}
            open={open}
            onToggle={(key, stepId) => {
              setOpen(open === key ? null : key);
              if (stepId) onStep?.(stepId);
            }}
          />
        ))}
      </ol>
      {lines.length > shown ? (
        <div className="flex items-center justify-center gap-3 pb-4 text-muted">
          {formatNumber(shown)} of {formatNumber(lines.length)} lines shown
          <Button onClick={() => setShown(shown + SHOWN)}>Show more</Button>
        </div>
      ) : null}
    </>
  );
}

function moveFocus(event: KeyboardEvent<HTMLOListElement>) {
  const way = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
  const { activeElement } = document;
  if (way === 0 || !(activeElement instanceof HTMLElement) || activeElement.dataset.line === undefined)
    return;
  const buttons = [...event.currentTarget.querySelectorAll<HTMLElement>("[data-line]")];
  const next = buttons[buttons.indexOf(activeElement) + way];
  if (!next) return;
  event.preventDefault();
  next.focus();
}
