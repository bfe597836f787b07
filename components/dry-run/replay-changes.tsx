"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTRPC } from "@/components/shell/trpc";
import { useWorkspace } from "@/components/shell/workspace-context";
import { ErrorState } from "@/components/ui/error-state";
import { LoadMore } from "@/components/ui/load-more";
import { SkeletonRows } from "@/components/ui/skeleton";
import { DifferenceChips } from "./difference-chips";
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
  return (
    <section aria-label="Events that go otherwise">
      <DifferenceChips replay={replay} chosen={difference} onChoose={setDifference} />
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
