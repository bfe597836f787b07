"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import type { inferProcedureOutput } from "@trpc/server";
import { ShieldCheck } from "lucide-react";
import Link from "next/link";
import { useTRPC } from "@/components/shell/trpc";
import { useWorkspace } from "@/components/shell/workspace-context";
import { EmptyState } from "@/components/ui/empty-state";
import { ErrorState } from "@/components/ui/error-state";
import { LoadMore } from "@/components/ui/load-more";
import { SkeletonRows } from "@/components/ui/skeleton";
import type { AppRouter } from "@/server/api/root";
import { FlowDecision } from "./flow-decision";
import { GateDecision } from "./gate-decision";

/** “Why did they get it, or not?”: every decision about messages to a contact, the newest first. */
export function GateDecisions({ contactId }: { contactId: string }) {
  const trpc = useTRPC();
  const { slug: workspace } = useWorkspace();
  const list = useInfiniteQuery(
    trpc.gate.ofContact.infiniteQueryOptions(
      { workspace, contactId },
      { getNextPageParam: (page) => page.nextCursor ?? undefined },
    ),
  );
  const decisions = list.data?.pages.flatMap((page) => page.decisions) ?? [];
  if (list.error && !list.data)
    return (
      <ErrorState
        title="The decisions could not be loaded"
        message={list.error.message}
        onRetry={() => list.refetch()}
        pending={list.isFetching}
      />
    );
  if (!list.data) return <SkeletonRows rows={4} label="Loading decisions" />;
  if (decisions.length === 0)
    return (
      <EmptyState
        picture={<ShieldCheck className="size-6 text-muted" />}
        title="No flow meant to write to this contact yet"
      >
        Each message and call that a flow means to send is looked at first. What was decided, and why, stands
        here.
      </EmptyState>
    );
  return (
    <>
      <ul aria-label="Decisions" className="flex flex-col divide-y divide-line">
        {decisions.map((decision) => (
          <li key={decision.id} className="flex flex-wrap items-start justify-between gap-x-4 gap-y-1 py-2.5">
            <div className="min-w-0 flex-1 basis-72">
              {decision.kind === "message" ? (
                <GateDecision decision={decision} />
              ) : (
                <FlowDecision decision={decision} />
              )}
            </div>
            <Link
              href={hrefOf(workspace, decision)}
              className="max-w-full truncate pl-6 text-muted text-xs hover:text-ink hover:underline"
            >
              {decision.flow?.name ?? "Single action"}
            </Link>
          </li>
        ))}
      </ul>
      <LoadMore
        shown={decisions.length === 1 ? "1 decision" : `${decisions.length} decisions`}
        hasMore={list.hasNextPage}
        pending={list.isFetchingNextPage}
        onLoadMore={() => list.fetchNextPage()}
      />
    </>
  );
}

type Decision = inferProcedureOutput<AppRouter["gate"]["ofContact"]>["decisions"][number];

/** To the step of the run, the run, or the flow that did not begin. */
function hrefOf(workspace: string, decision: Decision): string {
  const run = `/w/${workspace}/runs/${decision.runId}`;
  if (decision.kind === "message") return `${run}?step=${encodeURIComponent(decision.stepId)}`;
  if (decision.runId) return run;
  return decision.flow ? `/w/${workspace}/flows/${decision.flow.id}` : `/w/${workspace}/flows`;
}
