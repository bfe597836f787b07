"use client";

import { useWorkspace } from "@/components/shell/workspace-context";
import { StateBadge } from "@/components/states/state-badge";
import { TokenAmount } from "@/components/states/token-amount";
import { WakeDetail } from "@/components/states/wake-detail";
import { Badge } from "@/components/ui/badge";
import { Duration } from "@/components/ui/duration";
import type { RunFacts } from "./run-types";
import { StepBar } from "./step-bar";
import { StepPanel } from "./step-panel";
import { TimelineItem } from "./timeline-item";
import type { TimelineRow } from "./timeline-rows";

type TimelineStepProps = { row: TimelineRow; run: RunFacts; open: boolean; onToggle: () => void };

export function TimelineStep({ row, run, open, onToggle }: TimelineStepProps) {
  const { timezone } = useWorkspace();
  const { step } = row;
  const skipped = step.status === "skipped";
  return (
    <TimelineItem
      open={open}
      onToggle={onToggle}
      faded={skipped}
      icon={<StateBadge state={step.status} appearance="icon" />}
      title={
        <>
          {row.title}
          {step.path ? <Badge className="ml-1.5">item {itemNumbers(step.path)}</Badge> : null}
        </>
      }
      detail={<Detail row={row} timezone={timezone} />}
      below={
        skipped ? null : (
          <StepBar
            status={step.status}
            waited={WAITS.has(step.stepType)}
            from={step.startedAt}
            to={step.finishedAt}
            runFrom={run.startedAt ?? run.createdAt}
            runTo={run.completedAt}
          />
        )
      }
      end={
        skipped ? null : (
          <>
            {step.milliTokens > 0 ? (
              <TokenAmount milliTokens={step.milliTokens} unit className="text-muted" />
            ) : null}
            <Duration from={step.startedAt} to={step.finishedAt} className="w-14 text-right text-muted" />
          </>
        )
      }
    >
      <StepPanel row={row} runId={run.id} />
    </TimelineItem>
  );
}

function Detail({ row: { step, wayOut, reason }, timezone }: { row: TimelineRow; timezone: string }) {
  switch (step.status) {
    case "skipped":
      return `skipped: ${reason}`;
    case "waiting":
      return step.wakeAt ? <WakeDetail at={step.wakeAt} as="until" timezone={timezone} /> : "for an event";
    case "retrying":
      return (
        <>
          attempt {step.attempt + 1}{" "}
          {step.wakeAt ? <WakeDetail at={step.wakeAt} as="in" timezone={timezone} /> : null}
        </>
      );
    case "running":
      return step.attempt > 1 ? `attempt ${step.attempt}` : null;
    case "failed":
      return <span className="text-failed">{step.error?.message}</span>;
    default:
      return [wayOut, step.attempt > 1 && `attempt ${step.attempt}`].filter(Boolean).join(", ") || null;
  }
}

const WAITS: ReadonlySet<string> = new Set(["delay", "wait_for_event", "approval"]);

/** Iterations are counted from 0 in the path, from 1 by people. */
const itemNumbers = (path: string) =>
  path
    .split(".")
    .map((index) => Number(index) + 1)
    .join(".");
