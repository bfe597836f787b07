"use client";

import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { useMediaQuery } from "@/components/flow-builder/use-media-query";
import { useLiveList } from "@/components/runs/use-live-list";
import { Page } from "@/components/shell/page";
import { useTRPC } from "@/components/shell/trpc";
import { useListKeys } from "@/components/shell/use-list-keys";
import { useWorkspace } from "@/components/shell/workspace-context";
import { Badge } from "@/components/ui/badge";
import { ErrorState } from "@/components/ui/error-state";
import { LoadMore } from "@/components/ui/load-more";
import { Sheet, SheetContent } from "@/components/ui/sheet";
import { SkeletonRows } from "@/components/ui/skeleton";
import { useResting } from "@/components/ui/use-resting";
import { MessagePane } from "./message-pane";
import { MessageTable } from "./message-table";
import { OutboxEmpty } from "./outbox-empty";
import { OutboxToolbar } from "./outbox-toolbar";
import { NO_FILTER, useOutboxFilter } from "./use-outbox-filter";

/** Every message both ways, and what is in it. */
export function Outbox() {
  const trpc = useTRPC();
  const { slug } = useWorkspace();
  const [filter, setFilter] = useOutboxFilter();
  const wide = useMediaQuery("(min-width: 1180px)");
  const list = useInfiniteQuery(
    trpc.messages.list.infiniteQueryOptions(
      {
        workspace: slug,
        q: filter.q,
        channel: filter.channel ?? undefined,
        state: filter.state ?? undefined,
        way: filter.direction ?? undefined,
        flowId: filter.flow ?? undefined,
        contactId: filter.contact ?? undefined,
        runId: filter.run ?? undefined,
      },
      { getNextPageParam: (page) => page.nextCursor ?? undefined, placeholderData: keepPreviousData },
    ),
  );
  useLiveList({ isFetching: useResting(list.isFetching, 2_000), refetch: list.refetch });
  const messages = list.data?.pages.flatMap((page) => page.messages) ?? [];
  const { message: _, q, ...chosen } = filter;
  const filtered = q !== "" || Object.values(chosen).some((value) => value !== null);
  useListKeys();
  const open = (message: string) => setFilter({ message });
  const close = () => setFilter({ message: null });

  return (
    <Page crumbs={[{ label: "Outbox" }]} actions={<Badge tone="amber">Sandbox</Badge>} layout="flush">
      <div className="flex min-h-0 flex-1">
        <div className="flex min-h-0 min-w-0 flex-1 flex-col">
          <OutboxToolbar filter={filter} setFilter={setFilter} />
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
            <OutboxEmpty filtered={filtered} onClear={() => setFilter(NO_FILTER)} />
          ) : (
            <>
              <MessageTable
                messages={messages}
                chosen={filter.message}
                compact={wide === true && filter.message !== null}
                onChoose={open}
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
            <MessagePane messageId={filter.message} onOpen={open} onClose={close} />
          </aside>
        ) : null}
      </div>
      {wide === false ? (
        <Sheet open={filter.message !== null} onOpenChange={(open) => open || close()}>
          <SheetContent title="Message">
            {filter.message ? <MessagePane messageId={filter.message} onOpen={open} /> : null}
          </SheetContent>
        </Sheet>
      ) : null}
    </Page>
  );
}
