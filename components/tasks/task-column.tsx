"use client";

import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { CalendarCheck, CalendarClock, CalendarDays, CircleAlert, CircleCheck } from "lucide-react";
import { useId } from "react";
import { useTRPC } from "@/components/shell/trpc";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { ErrorState } from "@/components/ui/error-state";
import { formatNumber } from "@/components/ui/format-number";
import { Skeleton } from "@/components/ui/skeleton";
import { type TaskColumn as Column, MOST_COUNTED } from "@/server/domain/task";
import { TaskCard } from "./task-card";
import type { TaskQuery } from "./task-query";
import type { TaskChanges } from "./use-task-changes";

type TaskColumnProps = {
  column: Column;
  query: TaskQuery;
  count: number | undefined;
  now: number | null;
  changes: TaskChanges;
  onOpen: (taskId: string) => void;
};

/** One column of the board: its tasks in the order in which they are due. */
export function TaskColumn({ column, query, count, now, changes, onOpen }: TaskColumnProps) {
  const trpc = useTRPC();
  const titleId = useId();
  const { title, icon: Icon, none } = columns[column];
  const list = useInfiniteQuery(
    trpc.tasks.list.infiniteQueryOptions(
      { ...query, column, limit: PAGE },
      { getNextPageParam: (page) => page.nextCursor, placeholderData: keepPreviousData },
    ),
  );
  const tasks = list.data?.pages.flatMap((page) => page.tasks) ?? [];
  return (
    <section aria-labelledby={titleId} className="flex min-w-0 flex-col">
      <h2 id={titleId} className="flex h-8 items-center gap-1.5 font-medium">
        <Icon
          aria-hidden
          className={cn("size-4", column === "overdue" && count ? "text-failed" : "text-muted")}
        />
        {title}
        <span className="font-normal text-muted tabular-nums">
          {count === undefined ? "" : countWords(count)}
        </span>
      </h2>
      {list.isPending ? (
        <div className="flex flex-col gap-2">
          <Skeleton className="h-16 rounded-lg" />
          <Skeleton className="h-16 rounded-lg" />
        </div>
      ) : list.isError && !list.data ? (
        <ErrorState
          title="These tasks could not be loaded"
          message={list.error.message}
          onRetry={() => list.refetch()}
          pending={list.isFetching}
        />
      ) : tasks.length === 0 ? (
        <p className="rounded-lg border border-line border-dashed px-3 py-4 text-center text-muted text-xs">
          {none}
        </p>
      ) : (
        <ul className={cn("flex flex-col gap-2", list.isPlaceholderData && "opacity-60")}>
          {tasks.map((task) => (
            <TaskCard key={task.id} task={task} now={now} changes={changes} onOpen={onOpen} />
          ))}
        </ul>
      )}
      {list.hasNextPage ? (
        <Button
          className="mt-2 self-center"
          onClick={() => list.fetchNextPage()}
          pending={list.isFetchingNextPage}
        >
          Load more
        </Button>
      ) : null}
    </section>
  );
}

const PAGE = 25;

const countWords = (count: number) =>
  count < MOST_COUNTED ? formatNumber(count) : `${formatNumber(count)}+`;

const columns: Record<Column, { title: string; icon: typeof CalendarDays; none: string }> = {
  overdue: { title: "Overdue", icon: CircleAlert, none: "Nothing is late" },
  today: { title: "Today", icon: CalendarCheck, none: "Nothing more today" },
  week: { title: "Next 7 days", icon: CalendarDays, none: "Nothing this week" },
  later: { title: "Later", icon: CalendarClock, none: "Nothing later" },
  done: { title: "Done", icon: CircleCheck, none: "Nothing done yet" },
};
