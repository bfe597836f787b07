"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { callProblem } from "@/components/settings/call-problem";
import { useTRPC } from "@/components/shell/trpc";
import { useWorkspace } from "@/components/shell/workspace-context";
import { toast } from "@/components/ui/toast";
import type { TaskStatus } from "@/server/domain/task";
import type { Task } from "./task-types";
import { useFoundTasks } from "./use-found-tasks";

/** Changes of tasks from the lists: they are read again, and what was closed can be opened again from the toast. */
export function useTaskChanges() {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const find = useFoundTasks();
  const { slug: workspace, role } = useWorkspace();
  const change = useMutation(
    trpc.tasks.change.mutationOptions({
      onMutate: ({ taskId }) => ({ before: find(taskId)?.status }),
      // Pending until the lists are read again, so that the task does not jump back meanwhile.
      onSuccess: (task, _, { before = task.status === "open" ? "done" : "open" }) => {
        toast.success(`“${task.title}” ${words[task.status]}`, { undo: () => setStatus(task, before) });
        return Promise.all([
          queries.invalidateQueries({ queryKey: trpc.tasks.pathKey() }),
          queries.invalidateQueries({ queryKey: trpc.contacts.pathKey() }),
        ]);
      },
      onError: (error) =>
        toast.error("The task was not changed", { description: callProblem(error).message }),
    }),
  );
  const setStatus = (task: Pick<Task, "id">, status: TaskStatus) =>
    change.mutate({ workspace, taskId: task.id, patch: { status } });
  return {
    mayWrite: role !== "viewer",
    setStatus,
    /** What the task is about to be; undefined when nothing is under way. */
    becoming: (taskId: string): TaskStatus | undefined =>
      change.isPending && change.variables.taskId === taskId ? change.variables.patch.status : undefined,
  };
}

export type TaskChanges = ReturnType<typeof useTaskChanges>;

const words: Record<TaskStatus, string> = {
  open: "is open again",
  done: "is done",
  cancelled: "was cancelled",
};
