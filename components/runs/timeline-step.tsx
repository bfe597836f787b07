"use client";

import { useWorkspace } from "@/components/shell/workspace-context";
import { StateBadge } from "@/components/states/state-badge";
import { TokenAmount } from "@/components/states/token-amount";
import { WakeDetail } from "@/components/states/wake-detail";
import { Badge } from "@/components/ui/badge";
import { Duration } from "@/components/ui/duration";
import { STATUS_WORDS } from "@/server/domain/run-words";
import { gateNote } from "./gate-note";
import type { RunFacts, SubRun } from "./run-types";
import { StepBar } from "./step-bar";
import { StepPanel } from "./step-panel";
import { SubRunLine } from "./sub-run-line";
import { TimelineItem } from "./timeline-item";
import type { TimelineRow } from "./timeline-rows";

type TimelineStepProps = {
  row: TimelineRow;
  run: RunFacts;
  /** The run of another flow that it waits for, or waited. */
  subRun: SubRun | null;
  open: boolean;
  onToggle: () => void;
};

export function TimelineStep({ row, run, subRun, open, onToggle }: TimelineStepProps) {
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
          {step.path && run.versionId === null ? (
            <Badge className="ml-1.5">{itemNumbers(step.path)}</Badge>
          ) : null}
        </>
      }
      detail={<Detail row={row} subRun={subRun} timezone={timezone} />}
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
            <Duration
              from={step.startedAt}
              to={step.finishedAt}
              className="min-w-14 whitespace-nowrap text-right text-muted"
            />
          </>
        )
      }
    >
      {subRun ? <SubRunLine subRun={subRun} /> : null}
      <StepPanel row={row} runId={run.id} />
    </TimelineItem>
  );
}

type DetailProps = Pick<TimelineStepProps, "row" | "subRun"> & { timezone: string };

function Detail({ row: { step, wayOut, reason }, subRun, timezone }: DetailProps) {
  const note = gateNote(step);
  if (note !== null) return note;
  switch (step.status) {
    case "skipped":
      return `skipped: ${reason}`;
    case "waiting":
      if (subRun)
        return `for “${subRun.flowName ?? "another flow"}”, ${STATUS_WORDS[subRun.status].toLowerCase()}`;
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

const WAITS: ReadonlySet<string> = new Set(["delay", "wait_for_event", "approval", "sub_flow"]);

/** Iterations are counted from 0 in the path, from 1 by people. */
const itemNumbers = (path: string) =>
  path
    .split(".")
    .map((index) => Number(index) + 1)
    .join(".");
