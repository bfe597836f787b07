"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useTRPC } from "@/components/shell/trpc";
import { useWorkspace } from "@/components/shell/workspace-context";
import { RunCost } from "@/components/states/run-cost";
import { RunStatusBadge } from "@/components/states/run-status-badge";
import { buttonClass } from "@/components/ui/button-class";
import { Card } from "@/components/ui/card";
import { ErrorState } from "@/components/ui/error-state";
import { RelativeTime } from "@/components/ui/relative-time";
import { SkeletonRows } from "@/components/ui/skeleton";

/** The last runs that failed, each with its error in words. */
export function RecentFailures() {
  const trpc = useTRPC();
  const { slug } = useWorkspace();
  const { data, error, refetch } = useQuery(
    trpc.runs.list.queryOptions({ workspace: slug, status: ["failed"], limit: 5 }),
  );
  const all = (
    <Link href={`/w/${slug}/runs?status=failed`} className={buttonClass({ variant: "ghost" })}>
      All failed runs
    </Link>
  );
  return (
    <Card title="Recent failures" flush actions={data?.runs.length ? all : null}>
      {error ? (
        <ErrorState
          title="The failed runs could not be loaded"
          message={error.message}
          onRetry={() => refetch()}
        />
      ) : !data ? (
        <SkeletonRows rows={3} label="Loading failed runs" />
      ) : data.runs.length === 0 ? (
        <p className="px-4 py-6 text-muted">
          No run has failed. When one does, it is listed here with the reason and the way out.
        </p>
      ) : (
        <ul>
          {data.runs.map((run) => (
            <li key={run.id} className="border-line border-b last:border-0">
              <Link
                href={`/w/${slug}/runs/${run.id}`}
                className="flex min-h-9 items-center gap-3 px-4 py-1.5 hover:bg-hover focus-visible:-outline-offset-2"
              >
                <RunStatusBadge status={run.status} appearance="icon" />
                <span className="max-w-[40%] shrink-0 truncate font-medium">
                  {run.flowName ?? run.triggerEventType}
                </span>
                <span className="min-w-0 flex-1 truncate text-muted">{run.errorMessage}</span>
                <RunCost run={run} unit className="shrink-0 text-muted max-sm:hidden" />
                <RelativeTime at={run.createdAt} className="w-16 shrink-0 text-right text-muted" />
              </Link>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}
