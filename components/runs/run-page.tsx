"use client";

import { useQueryStates } from "nuqs";
import { FlowView } from "@/components/flow-builder/flow-view";
import { KnownFlowNames } from "@/components/flow-builder/known-flow-names";
import { Page } from "@/components/shell/page";
import { useWorkspace } from "@/components/shell/workspace-context";
import { cn } from "@/components/ui/cn";
import { ErrorState } from "@/components/ui/error-state";
import { SegmentedControl } from "@/components/ui/segmented-control";
import type { FlowDefinition } from "@/server/domain/flow";
import { TRIGGER } from "@/server/domain/flow-graph";
import { stepTitle } from "@/server/domain/step-title";
import { LiveSign } from "./live-sign";
import { RunButtons } from "./run-buttons";
import { RunContext } from "./run-context";
import { RunHeader } from "./run-header";
import { RunNotice } from "./run-notice";
import { RunPageSkeleton } from "./run-page-skeleton";
import { parseSelection } from "./run-selection";
import type { RunDetail } from "./run-types";
import { runView } from "./run-view";
import { Timeline } from "./timeline";
import { useRun } from "./use-run";
import { useStepMarks } from "./use-step-marks";

/** One run: the version that ran with what happened on it, beside the timeline of its steps. */
export function RunPage({ runId }: { runId: string }) {
  const { slug } = useWorkspace();
  const { query, live, connected } = useRun(runId);
  const detail = query.data;
  return (
    <Page
      layout="flush"
      crumbs={[{ label: "Runs", href: `/w/${slug}/runs` }, { label: `Run ${runId.slice(-8)}` }]}
      actions={
        detail ? (
          <>
            {live ? <LiveSign live={connected} /> : null}
            <RunButtons detail={detail} />
          </>
        ) : null
      }
    >
      {detail ? (
        <Loaded detail={detail} />
      ) : query.isError ? (
        <ErrorState
          title="The run could not be loaded"
          message={query.error.message}
          onRetry={() => query.refetch()}
          pending={query.isFetching}
        />
      ) : (
        <RunPageSkeleton />
      )}
    </Page>
  );
}

function Loaded({ detail }: { detail: RunDetail }) {
  const [{ step, view }, setView] = useQueryStates(runView, { history: "replace" });
  const { run, version } = detail;
  const definition = version?.definition ?? null;
  const marks = useStepMarks(detail);
  const failed = definition && run.failedStepId ? findStep(definition, run.failedStepId) : null;
  const select = (key: string | null) => setView({ step: key, view: key === null ? view : "timeline" });
  const selection = parseSelection(step);
  return (
    <div className="flex min-h-0 flex-1 flex-col overflow-y-auto desk:overflow-hidden">
      <RunHeader detail={detail} onShowEvent={() => select(TRIGGER)} />
      <RunNotice
        run={run}
        places={detail.flow?.runLimit ?? null}
        failedTitle={failed ? stepTitle(failed) : null}
        onShowStep={() => select(run.failedStepId)}
      />
      {definition ? (
        <div className="border-line border-b px-4 py-2 desk:hidden">
          <SegmentedControl
            label="Show"
            options={views}
            value={view}
            onChange={(next) => setView({ view: next })}
          />
        </div>
      ) : null}
      <div className="flex flex-1 desk:min-h-0">
        {definition ? (
          <div className={cn("relative min-w-0 flex-1", view === "timeline" && "hidden desk:block")}>
            <KnownFlowNames definition={definition}>
              <FlowView
                definition={definition}
                marks={marks}
                selected={selection?.stepId ?? null}
                onSelect={select}
              />
            </KnownFlowNames>
          </div>
        ) : null}
        <div
          className={cn(
            "w-full desk:min-h-0 desk:overflow-y-auto",
            definition && "desk:w-110 desk:shrink-0 desk:border-line desk:border-l xl:w-124",
            definition && view === "flow" && "hidden desk:block",
          )}
        >
          <RunContext value={{ run, definition, selection, select }}>
            <Timeline detail={detail} />
          </RunContext>
        </div>
      </div>
    </div>
  );
}

const views = [
  { value: "timeline", label: "Timeline" },
  { value: "flow", label: "Flow" },
] as const;

const findStep = (definition: FlowDefinition, stepId: string) =>
  [...definition.steps, ...definition.error_handlers].find(({ id }) => id === stepId) ?? null;
