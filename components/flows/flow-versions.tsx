"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTRPC } from "@/components/shell/trpc";
import { useWorkspace } from "@/components/shell/workspace-context";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { ErrorState } from "@/components/ui/error-state";
import { RelativeTime } from "@/components/ui/relative-time";
import { SkeletonRows } from "@/components/ui/skeleton";
import type { FlowDetail } from "./flow-types";
import { VersionSheet } from "./version-sheet";

/** What was published, by whom and why, the newest first. Each opens, and can become the draft again. */
export function FlowVersions({ flow }: { flow: FlowDetail }) {
  const trpc = useTRPC();
  const { slug: workspace } = useWorkspace();
  const [open, setOpen] = useState<number | null>(null);
  const list = useInfiniteQuery(
    trpc.flowVersions.list.infiniteQueryOptions(
      { workspace, flowId: flow.id },
      { getNextPageParam: (page) => page.nextCursor },
    ),
  );
  const versions = list.data?.pages.flatMap((page) => page.versions) ?? [];
  if (list.isPending) return <SkeletonRows rows={3} label="Loading versions" />;
  if (list.isError && !list.data)
    return (
      <ErrorState
        title="The versions could not be loaded"
        message={list.error.message}
        onRetry={() => list.refetch()}
        pending={list.isFetching}
      />
    );
  if (versions.length === 0)
    return (
      <p className="text-muted">
        No version yet. Publishing keeps the flow as it is then; runs stay on the version they began with.
      </p>
    );
  return (
    <>
      <ol aria-label="Versions" className="flex flex-col">
        {versions.map((version) => (
          <li key={version.id} className="relative border-line border-b py-2.5 first:pt-0 last:border-0">
            <p className="flex items-center gap-2">
              <button
                type="button"
                className="font-medium after:absolute after:inset-0 hover:underline"
                onClick={() => setOpen(version.number)}
              >
                Version {version.number}
              </button>
              {version.id === flow.activeVersion?.id ? (
                <Badge tone={flow.status === "active" ? "green" : "neutral"}>
                  {flow.status === "active" ? "Runs now" : "Latest"}
                </Badge>
              ) : null}
              <RelativeTime at={version.createdAt} className="ml-auto text-muted" />
            </p>
            <p className="break-words text-muted">
              by {version.publishedBy}
              {version.note ? `: ${version.note}` : ""}
            </p>
          </li>
        ))}
      </ol>
      {list.hasNextPage ? (
        <Button pending={list.isFetchingNextPage} onClick={() => list.fetchNextPage()}>
          Show earlier versions
        </Button>
      ) : null}
      {open === null ? null : <VersionSheet flow={flow} number={open} onClose={() => setOpen(null)} />}
    </>
  );
}
