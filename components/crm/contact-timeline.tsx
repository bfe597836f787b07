"use client";

import { keepPreviousData, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useQueryStates } from "nuqs";
import { useLiveList } from "@/components/runs/use-live-list";
import { useTRPC } from "@/components/shell/trpc";
import { useWorkspace } from "@/components/shell/workspace-context";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { ErrorState } from "@/components/ui/error-state";
import { FilterChip } from "@/components/ui/filter-chip";
import { Skeleton } from "@/components/ui/skeleton";
import { timelineKinds } from "@/server/domain/timeline";
import { ContactComposer } from "./contact-composer";
import { contactViewState } from "./contact-view-state";
import { TimelineDays } from "./timeline-days";

/** Everything that happened with a contact, the newest first, and a place to add to it. */
export function ContactTimeline({ contactId, mayEdit }: { contactId: string; mayEdit: boolean }) {
  const trpc = useTRPC();
  const { slug: workspace } = useWorkspace();
  const [{ only }, setView] = useQueryStates(contactViewState, { history: "replace" });
  const members = useQuery(trpc.members.list.queryOptions({ workspace }));
  const timeline = useInfiniteQuery(
    trpc.contacts.timeline.infiniteQueryOptions(
      { workspace, contactId, only },
      { getNextPageParam: (page) => page.nextCursor, placeholderData: keepPreviousData },
    ),
  );
  // Whoever read far back is told less often: every page that was loaded is read again.
  useLiveList(timeline, (timeline.data?.pages.length ?? 1) > 1 ? 10_000 : 1_000);
  const items = timeline.data?.pages.flatMap((page) => page.items) ?? [];
  const nameOf = (userId: string) => members.data?.find(({ id }) => id === userId)?.name ?? null;
  return (
    <section aria-labelledby="timeline">
      <div className="mb-3 flex h-7 items-center gap-3">
        <h2 id="timeline" className="flex-1 font-medium">
          Timeline
        </h2>
        <FilterChip
          label="Show"
          multiple
          options={timelineKinds.map((value) => ({ value, label: KINDS[value] }))}
          value={only}
          onChange={(chosen) => setView({ only: timelineKinds.filter((kind) => chosen.includes(kind)) })}
        />
      </div>
      {mayEdit ? <ContactComposer contactId={contactId} /> : null}
      {timeline.isPending ? (
        <Loading />
      ) : timeline.isError && !timeline.data ? (
        <ErrorState
          title="The timeline could not be loaded"
          message={timeline.error.message}
          onRetry={() => timeline.refetch()}
          pending={timeline.isFetching}
        />
      ) : items.length === 0 ? (
        only.length > 0 ? (
          <EmptyState
            title="Nothing of this kind yet"
            action={<Button onClick={() => setView({ only: null })}>Show everything</Button>}
          />
        ) : (
          <EmptyState title="Nothing happened yet">
            Events, messages both ways, runs, tasks, notes and every change of a field appear here.
          </EmptyState>
        )
      ) : (
        <div className={timeline.isPlaceholderData ? "opacity-60" : undefined}>
          <TimelineDays items={items} nameOf={nameOf} />
          {timeline.hasNextPage ? (
            <Button
              className="mt-4"
              pending={timeline.isFetchingNextPage}
              onClick={() => timeline.fetchNextPage()}
            >
              Load older
            </Button>
          ) : null}
        </div>
      )}
    </section>
  );
}

function Loading() {
  return (
    <div role="status" className="mt-6 flex flex-col gap-5">
      <span className="sr-only">Loading the timeline</span>
      {[...Array(5).keys()].map((line) => (
        <div key={line} className="flex items-center gap-3">
          <Skeleton className="size-7 rounded-full" />
          <Skeleton className={line % 2 === 0 ? "w-64" : "w-80"} />
        </div>
      ))}
    </div>
  );
}

const KINDS = {
  event: "Events",
  message: "Messages",
  run: "Runs",
  task: "Tasks",
  note: "Notes",
  change: "Changes",
  gate: "Sending decisions",
} as const;
