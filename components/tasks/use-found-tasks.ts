"use client";

import { type InfiniteData, useQueryClient } from "@tanstack/react-query";
import { useTRPC } from "@/components/shell/trpc";
import type { Task } from "./task-types";

/** Looks a task up among those that are shown. */
export function useFoundTasks(): (taskId: string) => Task | undefined {
  const trpc = useTRPC();
  const queries = useQueryClient();
  return (taskId) =>
    queries
      .getQueriesData<InfiniteData<{ tasks: Task[] }>>({ queryKey: trpc.tasks.list.infiniteQueryKey() })
      .flatMap(([, data]) => data?.pages ?? [])
      .flatMap((page) => page.tasks)
      .find(({ id }) => id === taskId);
}
