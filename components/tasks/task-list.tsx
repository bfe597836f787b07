"use client";

import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useTRPC } from "@/components/shell/trpc";
import { ListTable } from "@/components/ui/list-table";
import { TableHeader } from "@/components/ui/table";
import type { TaskStatus } from "@/server/domain/task";
import type { TaskQuery } from "./task-query";
import { TaskRow } from "./task-row";
import type { TaskChanges } from "./use-task-changes";

type TaskListProps = {
  query: TaskQuery;
  status: TaskStatus[];
  now: number | null;
  changes: TaskChanges;
  onOpen: (taskId: string) => void;
  empty: ReactNode;
};

/** Open tasks by when they are due; closed ones, asked for alone, by when they were closed. */
export function TaskList({ query, status, now, changes, onOpen, empty }: TaskListProps) {
  const trpc = useTRPC();
  const sort = status.length > 0 && !status.includes("open") ? "closed" : "due";
  const list = useInfiniteQuery(
    trpc.tasks.list.infiniteQueryOptions(
      { ...query, status, sort },
      { getNextPageParam: (page) => page.nextCursor, placeholderData: keepPreviousData },
    ),
  );
  const rows = list.data?.pages.flatMap((page) => page.tasks) ?? [];
  return (
    <ListTable
      noun={["task", "tasks"]}
      list={list}
      rows={rows}
      empty={empty}
      selection={null}
      selectionBar={null}
      head={
        <>
          <TableHeader>
            <span className="sr-only">State</span>
          </TableHeader>
          <TableHeader>Task</TableHeader>
          <TableHeader className="hidden sm:table-cell">Priority</TableHeader>
          <TableHeader className="hidden desk:table-cell">Assignee</TableHeader>
          <TableHeader>Due</TableHeader>
        </>
      }
    >
      {rows.map((task) => (
        <TaskRow key={task.id} task={task} now={now} changes={changes} onOpen={onOpen} />
      ))}
    </ListTable>
  );
}
