"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { callProblem } from "@/components/settings/call-problem";
import { useTRPC } from "@/components/shell/trpc";
import { useWorkspace } from "@/components/shell/workspace-context";
import { toast } from "@/components/ui/toast";
import type { TaskStatus } from "@/server/domain/task";
import type { Task } from "./task-types";

/** Changes of tasks from the lists: they are read again, and what was closed can be opened again from the toast. */
export function useTaskChanges() {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const { slug: workspace, role } = useWorkspace();
  const read = () =>
    Promise.all([
      queries.invalidateQueries({ queryKey: trpc.tasks.pathKey() }),
      queries.invalidateQueries({ queryKey: trpc.contacts.pathKey() }),
    ]);
  const change = useMutation(
    trpc.tasks.change.mutationOptions({
      onSuccess: read,
      onError: (error) =>
        toast.error("The task was not changed", { description: callProblem(error).message }),
    }),
  );
  const setStatus = (task: Pick<Task, "id" | "title" | "status">, status: TaskStatus) => {
    const before = task.status;
    change.mutate(
      { workspace, taskId: task.id, patch: { status } },
      {
        onSuccess: () =>
          toast.success(`“${task.title}” ${words[status]}`, {
            undo: () => change.mutate({ workspace, taskId: task.id, patch: { status: before } }),
          }),
      },
    );
  };
  return {
    mayWrite: role !== "viewer",
    setStatus,
    /** Id of the task that is being changed. */
    changing: change.isPending ? change.variables.taskId : null,
  };
}

export type TaskChanges = ReturnType<typeof useTaskChanges>;

const words: Record<TaskStatus, string> = {
  open: "is open again",
  done: "is done",
  cancelled: "was cancelled",
};
