"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useTRPC } from "@/components/shell/trpc";
import { Avatar } from "@/components/ui/avatar";
import { Badge } from "@/components/ui/badge";
import { ErrorState } from "@/components/ui/error-state";
import { LoadMore } from "@/components/ui/load-more";
import { RelativeTime } from "@/components/ui/relative-time";
import { Sheet, SheetContent } from "@/components/ui/sheet";
import { SkeletonRows } from "@/components/ui/skeleton";
import type { Assignment, Pool } from "./pool-types";

type AssignmentsSheetProps = { workspace: string; pool: Pool; onClose: () => void };

/** Each choice out of a pool, with its reason. */
export function AssignmentsSheet({ workspace, pool, onClose }: AssignmentsSheetProps) {
  const trpc = useTRPC();
  const list = useInfiniteQuery(
    trpc.pools.assignments.infiniteQueryOptions(
      { workspace, poolId: pool.id },
      { getNextPageParam: (page) => page.nextCursor },
    ),
  );
  const rows = list.data?.pages.flatMap((page) => page.assignments) ?? [];
  return (
    <Sheet open onOpenChange={(open) => open || onClose()}>
      <SheetContent title={`Who got whom from ${pool.name}`}>
        {list.isPending ? (
          <SkeletonRows label="Loading choices" />
        ) : list.isError ? (
          <ErrorState
            title="The choices could not be loaded"
            message={list.error.message}
            onRetry={() => list.refetch()}
          />
        ) : rows.length === 0 ? (
          <p className="px-4 py-10 text-center text-muted">
            Nobody got a contact from this pool yet. Each choice is listed here, with its reason.
          </p>
        ) : (
          <>
            <ul>
              {rows.map((row) => (
                <Choice key={row.id} workspace={workspace} choice={row} />
              ))}
            </ul>
            <LoadMore
              shown={`${rows.length} ${rows.length === 1 ? "choice" : "choices"}`}
              hasMore={list.hasNextPage}
              pending={list.isFetchingNextPage}
              onLoadMore={() => list.fetchNextPage()}
            />
          </>
        )}
      </SheetContent>
    </Sheet>
  );
}

function Choice({ workspace, choice }: { workspace: string; choice: Assignment }) {
  return (
    <li className="flex gap-2.5 border-line border-b px-4 py-2.5">
      <Avatar name={choice.userName} className="mt-px" />
      <div className="min-w-0 flex-1">
        <p className="flex min-w-0 flex-wrap items-center gap-x-1.5">
          <span className="font-medium">{choice.userName}</span>
          <span className="text-muted">{choice.kept ? "kept" : "got"}</span>
          <Link
            href={`/w/${workspace}/contacts/${choice.contactId}`}
            className="truncate font-medium hover:underline"
          >
            {choice.contactName || "Unnamed contact"}
          </Link>
          {choice.kept ? <Badge>Kept</Badge> : null}
        </p>
        <p className="break-words text-muted text-xs">{choice.reason}</p>
      </div>
      <div className="flex shrink-0 flex-col items-end text-muted text-xs">
        <RelativeTime at={choice.at} />
        {choice.runId ? (
          <Link href={`/w/${workspace}/runs/${choice.runId}`} className="text-accent-ink hover:underline">
            Run
          </Link>
        ) : null}
      </div>
    </li>
  );
}
