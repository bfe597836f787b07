"use client";

import type { ReactNode } from "react";
import { StateBadge } from "@/components/states/state-badge";
import { Duration } from "@/components/ui/duration";
import { formatNumber } from "@/components/ui/format-number";
import type { FlowDefinition } from "@/server/domain/flow";
import { LoopBar } from "./loop-bar";
import { LoopCounts } from "./loop-counts";
import { LoopItems } from "./loop-items";
import type { RunLoop } from "./run-types";
import { StepPanel } from "./step-panel";
import { TimelineItem } from "./timeline-item";
import type { TimelineRow } from "./timeline-rows";

type TimelineLoopProps = {
  row: TimelineRow;
  loop: RunLoop;
  runId: string;
  definition: FlowDefinition;
  open: boolean;
  onToggle: () => void;
  renderItem: (path: string, isOver: boolean) => ReactNode;
};

/** A loop is one line of the timeline, however many items it has; opened, it lists them. */
export function TimelineLoop({
  row,
  loop,
  runId,
  definition,
  open,
  onToggle,
  renderItem,
}: TimelineLoopProps) {
  const { step } = row;
  const isGoing = step.finishedAt === null;
  return (
    <TimelineItem
      open={open}
      onToggle={onToggle}
      icon={
        <StateBadge
          state={isGoing && step.status === "waiting" ? "running" : step.status}
          appearance="icon"
        />
      }
      title={row.title}
      detail={
        <>
          {isGoing
            ? `${formatNumber(loop.succeeded + loop.failed)} of ${formatNumber(loop.total)}`
            : `${formatNumber(loop.total)} ${loop.total === 1 ? "item" : "items"}`}
          {loop.failed > 0 ? (
            <>
              , <span className="text-failed">{formatNumber(loop.failed)} failed</span>
            </>
          ) : null}
        </>
      }
      below={<LoopBar loop={loop} />}
      end={
        <Duration
          from={step.startedAt}
          to={step.finishedAt}
          className="min-w-14 whitespace-nowrap text-right text-muted"
        />
      }
      wide
    >
      <div className="flex flex-col gap-3">
        <LoopCounts loop={loop} />
        <LoopItems loop={loop} definition={definition} renderItem={renderItem} />
        <StepPanel row={row} runId={runId} />
      </div>
    </TimelineItem>
  );
}
