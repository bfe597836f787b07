"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTRPC } from "@/components/shell/trpc";
import { useWorkspace } from "@/components/shell/workspace-context";
import { ErrorState } from "@/components/ui/error-state";
import { LoadMore } from "@/components/ui/load-more";
import { SkeletonRows } from "@/components/ui/skeleton";
import { chipClass } from "./chip-class";
import { ReplayChange } from "./replay-change";
import { ReplayChangeRow } from "./replay-change-row";
import type { Replay } from "./replay-types";
import { isUnderWay } from "./use-replay";

type ReplayChangesProps = { replay: Replay; onStep?: (stepId: string) => void };

/** Every event of which the draft makes something else, by kind; each opens with both traces. */
export function ReplayChanges({ replay, onStep }: ReplayChangesProps) {
  const trpc = useTRPC();
  const { slug: workspace } = useWorkspace();
  const [difference, setDifference] = useState<string | null>(null);
  const [open, setOpen] = useState<number | null>(null);
  const query = useInfiniteQuery(
    trpc.flowReplays.changes.infiniteQueryOptions(
      { workspace, replayId: replay.id, ...(difference !== null && { difference }) },
      { getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined, enabled: !isUnderWay(replay.state) },
    ),
  );
  if (isUnderWay(replay.state)) return null;
  const changes = query.data?.pages.flatMap((page) => page.changes) ?? [];
  const all = replay.differences.reduce((sum, { count }) => sum + count, 0);
  return (
    <section aria-label="Events that go otherwise">
      <fieldset className="flex min-w-0 flex-wrap gap-1.5 border-line border-b px-4 py-2">
        <legend className="sr-only">Which of them</legend>
        <button
          type="button"
          aria-pressed={difference === null}
          onClick={() => setDifference(null)}
          className={chipClass(difference === null)}
        >
          All {all.toLocaleString("en-US")}
        </button>
        {replay.differences.map((one) => (
          <button
            key={one.difference}
            type="button"
            aria-pressed={difference === one.difference}
            onClick={() => setDifference(one.difference)}
            className={chipClass(difference === one.difference, "max-w-full")}
          >
            <span className="truncate">{one.words}</span>
          </button>
        ))}
      </fieldset>
      {query.isError ? (
        <ErrorState
          title="The events could not be loaded"
          message={query.error.message}
          onRetry={() => query.refetch()}
        />
      ) : query.data === undefined ? (
        <SkeletonRows rows={4} label="Loading the events" />
      ) : (
        <>
          <ul aria-label="Events that go otherwise">
            {changes.map((change) => (
              <ReplayChangeRow key={change.place} change={change} onOpen={() => setOpen(change.place)} />
            ))}
          </ul>
          <LoadMore
            shown={`${changes.length} ${changes.length === 1 ? "event" : "events"}`}
            hasMore={query.hasNextPage}
            pending={query.isFetchingNextPage}
            onLoadMore={() => query.fetchNextPage()}
          />
        </>
      )}
      <ReplayChange
        replayId={replay.id}
        place={open}
        onClose={() => setOpen(null)}
        {...(onStep && { onStep })}
      />
    </section>
  );
}
