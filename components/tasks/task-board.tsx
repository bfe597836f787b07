"use client";

import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useTRPC } from "@/components/shell/trpc";
import { taskColumns } from "@/server/domain/task";
import { TaskColumn } from "./task-column";
import type { TaskQuery } from "./task-query";
import type { TaskChanges } from "./use-task-changes";

type TaskBoardProps = {
  query: TaskQuery;
  now: number | null;
  changes: TaskChanges;
  onOpen: (taskId: string) => void;
  /** Instead of the board, when there is no task. */
  empty: ReactNode;
};

/** Side by side where there is room for five columns, else one under the other. */
export function TaskBoard({ query, now, changes, onOpen, empty }: TaskBoardProps) {
  const trpc = useTRPC();
  const counts = useQuery(trpc.tasks.counts.queryOptions(query));
  if (counts.data && Object.values(counts.data).every((count) => count === 0)) return empty;
  return (
    <div className="-mx-4 overflow-x-auto px-4 pb-2 desk:-mx-6 desk:px-6">
      <div className="grid gap-x-4 gap-y-5 desk:min-w-280 desk:grid-cols-5">
        {taskColumns.map((column) => (
          <TaskColumn
            key={column}
            column={column}
            query={query}
            count={counts.data?.[column]}
            now={now}
            changes={changes}
            onOpen={onOpen}
          />
        ))}
      </div>
    </div>
  );
}
