"use client";

import { Zap } from "lucide-react";
import { useEffect, useMemo, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { JsonTree } from "@/components/ui/json-tree";
import { RelativeTime } from "@/components/ui/relative-time";
import { TRIGGER } from "@/server/domain/flow-graph";
import { isFinal } from "@/server/domain/run";
import type { RunDetail } from "./run-types";
import { TimelineItem } from "./timeline-item";
import { timelineRows } from "./timeline-rows";
import { TimelineStep } from "./timeline-step";

type TimelineProps = { detail: RunDetail; selected: string | null; onSelect: (key: string | null) => void };

/** What happened, in order: the event that started it, then every step. One at a time is open. */
export function Timeline({ detail, selected, onSelect }: TimelineProps) {
  const { run, version, event, steps } = detail;
  const rows = useMemo(() => timelineRows(version?.definition ?? null, steps), [version, steps]);
  const [shown, setShown] = useState(PAGE);
  const open = rows.find(({ key }) => key === selected) ?? rows.find(({ step }) => step.stepId === selected);
  const list = useRef<HTMLOListElement>(null);
  useEffect(() => {
    if (selected === null) return;
    list.current?.querySelector('[data-open="true"]')?.scrollIntoView({ block: "nearest" });
  }, [selected]);

  return (
    <div className="pb-6">
      <ol ref={list} aria-label="Timeline" className="flex flex-col">
        {event ? (
          <TimelineItem
            open={selected === TRIGGER}
            onToggle={() => onSelect(selected === TRIGGER ? null : TRIGGER)}
            icon={<Zap aria-hidden className="size-4 text-trigger" />}
            title={event.type}
            detail={event.source === "manual" ? "started by hand" : `from ${event.source}`}
            end={<RelativeTime at={event.createdAt} className="text-muted text-xs" />}
          >
            <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1 text-xs">
              <dt className="text-muted">Event</dt>
              <dd className="break-all font-mono">{event.externalId ?? event.id}</dd>
              {event.rawType === event.type ? null : (
                <>
                  <dt className="text-muted">Sent as</dt>
                  <dd className="font-mono">{event.rawType}</dd>
                </>
              )}
            </dl>
            <JsonTree value={event.payload} label="Event payload" pathPrefix="trigger" className="mt-3" />
          </TimelineItem>
        ) : null}
        {rows.slice(0, shown).map((row) => (
          <TimelineStep
            key={row.key}
            row={row}
            run={run}
            open={row === open}
            onToggle={() => onSelect(row === open ? null : row.key)}
          />
        ))}
      </ol>
      {rows.length > shown ? (
        <div className="flex justify-center p-3">
          <Button onClick={() => setShown(shown + PAGE)}>
            Show {Math.min(PAGE, rows.length - shown)} more steps
          </Button>
        </div>
      ) : null}
      {rows.length === 0 ? (
        <p className="px-4 py-6 text-muted">
          {isFinal(run.status) ? "No step ran." : "No step has begun yet."}
        </p>
      ) : null}
    </div>
  );
}

const PAGE = 200;
