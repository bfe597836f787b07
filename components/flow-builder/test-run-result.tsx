"use client";

import { useQuery } from "@tanstack/react-query";
import { X } from "lucide-react";
import Link from "next/link";
import { useState } from "react";
import { RunContext } from "@/components/runs/run-context";
import { parseSelection } from "@/components/runs/run-selection";
import { Timeline } from "@/components/runs/timeline";
import { useTRPC } from "@/components/shell/trpc";
import { useWorkspace } from "@/components/shell/workspace-context";
import { RunStatusBadge } from "@/components/states/run-status-badge";
import { TokenAmount } from "@/components/states/token-amount";
import { buttonClass } from "@/components/ui/button-class";
import { Duration } from "@/components/ui/duration";
import { ErrorState } from "@/components/ui/error-state";
import { IconButton } from "@/components/ui/icon-button";
import { SkeletonRows } from "@/components/ui/skeleton";
import { isCancellable } from "@/server/domain/run";
import { TestRunCancel } from "./test-run-cancel";
import { TestRunMessages } from "./test-run-messages";
import { useBuilderStore } from "./use-builder";
import { useBuilderPanel } from "./use-builder-panel";

/** A test run as it goes: state, time and tokens, the messages it sent, and each step with what went in and came out. */
export function TestRunResult({ runId }: { runId: string }) {
  const trpc = useTRPC();
  const store = useBuilderStore();
  const { slug, timezone } = useWorkspace();
  const { follow } = useBuilderPanel();
  // The follower reads it and keeps it up to date: one connection for the page.
  const query = useQuery(trpc.runs.get.queryOptions({ workspace: slug, runId }, { enabled: false }));
  const [key, setKey] = useState<string | null>(null);
  const detail = query.data;
  if (!detail)
    return query.isError ? (
      <ErrorState
        title="The test run could not be loaded"
        message={query.error.message}
        onRetry={() => query.refetch()}
        pending={query.isFetching}
      />
    ) : (
      <SkeletonRows rows={4} label="Loading the test run" />
    );
  const { run, version } = detail;
  const selection = parseSelection(key);
  const select = (next: string | null) => {
    setKey(next);
    const stepId = parseSelection(next)?.stepId;
    if (stepId) store.getState().select([stepId]);
  };
  return (
    <>
      <header className="sticky top-0 z-10 flex flex-wrap items-center gap-x-4 gap-y-1 border-line border-b bg-canvas px-4 py-1.5">
        <div role="status" className="min-w-0">
          <RunStatusBadge status={run.status} reason={run.reason} wakeAt={run.wakeAt} timezone={timezone} />
        </div>
        <span className="text-muted">
          <Duration from={run.startedAt ?? run.createdAt} to={run.completedAt} />
        </span>
        <TokenAmount milliTokens={run.milliTokens} unit className="text-muted" />
        <span className="ml-auto flex items-center gap-1">
          {isCancellable(run.status) ? <TestRunCancel runId={runId} /> : null}
          <Link href={`/w/${slug}/runs/${runId}`} className={buttonClass({ variant: "ghost" })}>
            Open the run
          </Link>
          <IconButton label="Take it off the canvas" side="top" onClick={() => follow(null)}>
            <X aria-hidden />
          </IconButton>
        </span>
      </header>
      {run.errorMessage ? (
        <p role="alert" className="mx-4 mt-3 rounded-lg bg-failed-soft px-3 py-2 text-failed">
          {run.errorMessage}
        </p>
      ) : null}
      <TestRunMessages runId={runId} runSeq={run.runSeq} />
      <RunContext value={{ run, definition: version?.definition ?? null, selection, select }}>
        <Timeline detail={detail} />
      </RunContext>
    </>
  );
}
