"use client";

import { Zap } from "lucide-react";
import { useEffect, useRef } from "react";
import { useWorkspace } from "@/components/shell/workspace-context";
import { JsonTree } from "@/components/ui/json-tree";
import { RelativeTime } from "@/components/ui/relative-time";
import { TRIGGER } from "@/server/domain/flow-graph";
import { NOT_STARTED_WORDS } from "@/server/domain/not-started-words";
import { goneWords } from "@/server/domain/retention";
import { isFinal } from "@/server/domain/run";
import { useRunContext } from "./run-context";
import type { RunDetail } from "./run-types";
import { stepKey } from "./step-key";
import { StepList } from "./step-list";
import { TimelineItem } from "./timeline-item";

/** What happened, in order: the event that started it, then every step. One at a time is open. */
export function Timeline({ detail: { run, event, steps, loops, subRuns } }: { detail: RunDetail }) {
  const { selection, select } = useRunContext();
  const { plan } = useWorkspace();
  const selected = selection === null ? null : stepKey(selection);
  const list = useRef<HTMLOListElement>(null);
  useEffect(() => {
    if (selected === null) return;
    const open = [...(list.current?.querySelectorAll('[data-open="true"]') ?? [])].at(-1);
    // Whoever opened it here sees it.
    if (!open?.contains(document.activeElement)) open?.scrollIntoView({ block: "nearest" });
  }, [selected]);

  return (
    <div className="pb-6">
      <ol ref={list} aria-label="Timeline" className="flex flex-col">
        {event ? (
          <TimelineItem
            open={selected === TRIGGER}
            onToggle={() => select(selected === TRIGGER ? null : TRIGGER)}
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
            {event.notStarted.length > 0 ? (
              <ul aria-label="Flows that it did not start" className="mt-3 flex flex-col gap-2">
                {event.notStarted.map(({ flowId, flowName, reason }) => (
                  <li key={flowId} className="rounded-lg bg-held-soft px-3 py-2 text-held text-xs">
                    <span className="font-medium">It did not start “{flowName}”. </span>
                    {NOT_STARTED_WORDS[reason]}
                  </li>
                ))}
              </ul>
            ) : null}
            {event.payloadGone ? (
              <p className="mt-3 text-muted">{goneWords("payload", plan)}</p>
            ) : (
              <JsonTree value={event.payload} label="Event payload" pathPrefix="trigger" className="mt-3" />
            )}
          </TimelineItem>
        ) : null}
        <StepList steps={steps} loops={loops} subRuns={subRuns} around={null} />
      </ol>
      {steps.length === 0 ? (
        <p className="px-4 py-6 text-muted">
          {isFinal(run.status) ? "No step ran." : "No step has begun yet."}
        </p>
      ) : null}
    </div>
  );
}
