"use client";

import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { X } from "lucide-react";
import { useMediaQuery } from "@/components/flow-builder/use-media-query";
import { useLiveList } from "@/components/runs/use-live-list";
import { Page } from "@/components/shell/page";
import { useTRPC } from "@/components/shell/trpc";
import { useWorkspace } from "@/components/shell/workspace-context";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { ErrorState } from "@/components/ui/error-state";
import { FilterChip } from "@/components/ui/filter-chip";
import { LoadMore } from "@/components/ui/load-more";
import { SearchInput } from "@/components/ui/search-input";
import { Sheet, SheetContent } from "@/components/ui/sheet";
import { SkeletonRows } from "@/components/ui/skeleton";
import { useResting } from "@/components/ui/use-resting";
import { channelKeys, channels } from "./channel";
import { MessagePane } from "./message-pane";
import { MessageTable } from "./message-table";
import { OutboxEmpty } from "./outbox-empty";
import { useOutboxFilter } from "./use-outbox-filter";

/** Every message that flows sent, and what is in it. */
export function Outbox() {
  const trpc = useTRPC();
  const { slug } = useWorkspace();
  const [filter, setFilter] = useOutboxFilter();
  const wide = useMediaQuery("(min-width: 1180px)");
  const list = useInfiniteQuery(
    trpc.messages.list.infiniteQueryOptions(
      { workspace: slug, q: filter.q, channel: filter.channel ?? undefined, runId: filter.run ?? undefined },
      { getNextPageParam: (page) => page.nextCursor ?? undefined, placeholderData: keepPreviousData },
    ),
  );
  useLiveList({ isFetching: useResting(list.isFetching, 2_000), refetch: list.refetch });
  const messages = list.data?.pages.flatMap((page) => page.messages) ?? [];
  const filtered = filter.q !== "" || filter.channel !== null || filter.run !== null;
  const close = () => setFilter({ message: null });

  return (
    <Page crumbs={[{ label: "Outbox" }]} actions={<Badge tone="amber">Sandbox</Badge>} layout="flush">
      <div className="flex min-h-0 flex-1">
        <div className="flex min-h-0 min-w-0 flex-1 flex-col">
          <div className="flex flex-wrap items-center gap-2 px-4 py-3 desk:px-6">
            <SearchInput
              label="Search messages"
              value={filter.q}
              onChange={(q) => setFilter({ q: q || null })}
            />
            <FilterChip
              label="Channel"
              options={channelOptions}
              value={filter.channel}
              onChange={(value) => setFilter({ channel: channelKeys.find((key) => key === value) ?? null })}
            />
            {filter.run ? (
              <Button onClick={() => setFilter({ run: null })}>
                Of run <span className="font-mono text-xs">{filter.run.slice(-12)}</span>
                <X aria-label="Clear run" />
              </Button>
            ) : null}
          </div>
          {list.error ? (
            <ErrorState
              title="The messages could not be loaded"
              message={list.error.message}
              onRetry={() => list.refetch()}
              pending={list.isFetching}
            />
          ) : !list.data ? (
            <SkeletonRows label="Loading messages" />
          ) : messages.length === 0 ? (
            <OutboxEmpty
              filtered={filtered}
              onClear={() => setFilter({ q: null, channel: null, run: null })}
            />
          ) : (
            <>
              <MessageTable
                messages={messages}
                chosen={filter.message}
                compact={wide === true && filter.message !== null}
                onChoose={(message) => setFilter({ message })}
              />
              <LoadMore
                shown={`${messages.length} ${messages.length === 1 ? "message" : "messages"}`}
                hasMore={list.hasNextPage}
                pending={list.isFetchingNextPage}
                onLoadMore={() => list.fetchNextPage()}
              />
            </>
          )}
        </div>
        {wide && filter.message ? (
          <aside aria-label="Message" className="w-120 shrink-0 overflow-y-auto border-line border-l">
            <MessagePane messageId={filter.message} onClose={close} />
          </aside>
        ) : null}
      </div>
      {wide === false ? (
        <Sheet open={filter.message !== null} onOpenChange={(open) => open || close()}>
          <SheetContent title="Message">
            {filter.message ? <MessagePane messageId={filter.message} /> : null}
          </SheetContent>
        </Sheet>
      ) : null}
    </Page>
  );
}

const channelOptions = channelKeys.map((value) => {
  const { label, icon: Icon } = channels[value];
  return { value, label, icon: <Icon aria-hidden /> };
});
