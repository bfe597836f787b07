"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import Link from "next/link";
import { type ReactNode, useEffect, useState } from "react";
import { runOrigin } from "@/components/runs/run-origin";
import { subjectName } from "@/components/runs/subject-name";
import { useLiveList } from "@/components/runs/use-live-list";
import { useTRPC } from "@/components/shell/trpc";
import { useWorkspace } from "@/components/shell/workspace-context";
import { RunCost } from "@/components/states/run-cost";
import { RunStatusBadge } from "@/components/states/run-status-badge";
import { TokenAmount } from "@/components/states/token-amount";
import { ErrorState } from "@/components/ui/error-state";
import { formatNumber, formatPercent } from "@/components/ui/format-number";
import { RelativeTime } from "@/components/ui/relative-time";
import { SkeletonRows } from "@/components/ui/skeleton";
import { FlowGateFigures } from "./flow-gate-figures";
import type { FlowDetail } from "./flow-types";

/** The last 30 days in three figures, and the latest runs as they come. */
export function FlowRuns({ flow }: { flow: FlowDetail }) {
  const trpc = useTRPC();
  const { slug: workspace, timezone } = useWorkspace();
  const runs = useQuery(trpc.runs.list.queryOptions({ workspace, flowId: flow.id, limit: 20 }));
  useLiveList(runs);
  // The figures come with the flow: read again when its runs changed.
  const queries = useQueryClient();
  const [known, setKnown] = useState(runs.data);
  useEffect(() => {
    if (runs.data === known) return;
    setKnown(runs.data);
    if (known)
      void queries.invalidateQueries({ queryKey: trpc.flows.get.queryKey({ workspace, flowId: flow.id }) });
  }, [runs.data, known, queries, trpc, workspace, flow.id]);
  const { recent } = flow;
  return (
    <>
      <dl className="mb-4 grid grid-cols-3 gap-3">
        <Figure name="Runs, 30 days">{formatNumber(recent.runs)}</Figure>
        <Figure name="Succeeded">
          {recent.successRate === null ? "–" : formatPercent(recent.successRate)}
        </Figure>
        <Figure name="Tokens">
          <TokenAmount milliTokens={recent.milliTokens} />
        </Figure>
      </dl>
      <FlowGateFigures flowId={flow.id} />
      {runs.isPending ? <SkeletonRows rows={5} label="Loading runs" /> : null}
      {runs.isError && !runs.data ? (
        <ErrorState
          title="The runs could not be loaded"
          message={runs.error.message}
          onRetry={() => runs.refetch()}
        />
      ) : null}
      {runs.data?.runs.length === 0 ? (
        <p className="text-muted">No run yet. Test it with a sample event, or send it a real one.</p>
      ) : null}
      <ul className="-mx-2 flex flex-col">
        {runs.data?.runs.map((run) => (
          <li key={run.id}>
            <Link
              href={`/w/${workspace}/runs/${run.id}`}
              className="flex flex-col gap-0.5 rounded-md px-2 py-1.5 hover:bg-hover"
            >
              <span className="flex items-center gap-2">
                <RunStatusBadge
                  status={run.status}
                  reason={run.reason}
                  wakeAt={run.wakeAt}
                  timezone={timezone}
                  appearance="inline"
                  className="min-w-0 flex-1"
                />
                <RelativeTime at={run.createdAt} className="text-muted" />
              </span>
              <span className="flex items-baseline gap-2 pl-5.5 text-muted text-xs">
                <span className="min-w-0 flex-1 truncate">{subjectName(run.subject) ?? runOrigin(run)}</span>
                <RunCost run={run} unit className="shrink-0" />
              </span>
            </Link>
          </li>
        ))}
      </ul>
      {runs.data?.nextCursor ? (
        <Link
          href={`/w/${workspace}/runs?flow=${flow.id}`}
          className="mt-2 inline-block text-accent-ink hover:underline"
        >
          All runs of this flow
        </Link>
      ) : null}
    </>
  );
}

function Figure({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt className="text-muted text-xs">{name}</dt>
      <dd className="font-semibold text-lg">{children}</dd>
    </div>
  );
}
