"use client";

import { useQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { useTRPC } from "@/components/shell/trpc";
import { useWorkspace } from "@/components/shell/workspace-context";
import { Button } from "@/components/ui/button";
import { SkeletonRows } from "@/components/ui/skeleton";
import { isStepFinal } from "@/server/domain/run";
import { useRunContext } from "./run-context";
import { isLoopOpen, isSelected } from "./run-selection";
import type { RunLoop, RunStep, SubRun } from "./run-types";
import { TimelineLoop } from "./timeline-loop";
import { timelineRows } from "./timeline-rows";
import { TimelineStep } from "./timeline-step";
import { useReadAgain } from "./use-read-again";

type StepListProps = {
  steps: readonly RunStep[];
  loops: readonly RunLoop[];
  subRuns: readonly SubRun[];
  /** What is chosen when a line is closed: the item around, or nothing. */
  around: string | null;
};

/** Lines of the timeline: steps, and loops with their items, whose steps are such a list again. */
export function StepList({ steps, loops, subRuns, around }: StepListProps) {
  const { run, definition, selection, select } = useRunContext();
  const rows = useMemo(() => timelineRows(definition, steps), [definition, steps]);
  const [shown, setShown] = useState(PAGE);
  return (
    <>
      {rows.slice(0, shown).map((row) => {
        const loop = loops.find(({ stepId, path }) => stepId === row.step.stepId && path === row.step.path);
        if (loop && definition) {
          const open = isLoopOpen(definition, selection, loop);
          return (
            <TimelineLoop
              key={row.key}
              row={row}
              loop={loop}
              runId={run.id}
              definition={definition}
              open={open}
              onToggle={() => select(open ? around : row.key)}
              renderItem={(path, isOver) => <ItemSteps loopId={loop.stepId} path={path} isOver={isOver} />}
            />
          );
        }
        const open = isSelected(selection, row.step);
        const subRun = subRuns.find(
          ({ stepId, path }) => stepId === row.step.stepId && path === row.step.path,
        );
        return (
          <TimelineStep
            key={row.key}
            row={row}
            run={run}
            subRun={subRun ?? null}
            open={open}
            onToggle={() => select(open ? around : row.key)}
          />
        );
      })}
      {rows.length > shown ? (
        <li className="flex justify-center p-3">
          <Button onClick={() => setShown(shown + PAGE)}>
            Show {Math.min(PAGE, rows.length - shown)} more steps
          </Button>
        </li>
      ) : null}
    </>
  );
}

const PAGE = 200;

type ItemStepsProps = { loopId: string; path: string; isOver: boolean };

function ItemSteps({ loopId, path, isOver }: ItemStepsProps) {
  const trpc = useTRPC();
  const { slug: workspace } = useWorkspace();
  const { run } = useRunContext();
  const { data, error, refetch } = useQuery(
    trpc.runs.iteration.queryOptions({ workspace, runId: run.id, stepId: loopId, path }),
  );
  const settled = isOver && data?.steps.every(({ status }) => isStepFinal(status));
  useReadAgain(refetch, settled ? null : run.runSeq);
  if (error) return <p className="px-4 py-3 text-failed">{error.message}</p>;
  if (!data) return <SkeletonRows rows={2} label="Loading the item" />;
  if (data.steps.length === 0) return <p className="px-4 py-3 text-muted">No step of this item ran.</p>;
  return (
    <ol
      aria-label="Steps of the item"
      className="flex flex-col border-line border-t [&>li:last-child]:border-b-0"
    >
      <StepList steps={data.steps} loops={data.loops} subRuns={data.subRuns} around={`${loopId}@${path}`} />
    </ol>
  );
}
