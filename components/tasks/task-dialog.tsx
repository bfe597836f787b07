"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import Link from "next/link";
import { useId, useState } from "react";
import { callProblem } from "@/components/settings/call-problem";
import { useTRPC } from "@/components/shell/trpc";
import { useWorkspace } from "@/components/shell/workspace-context";
import { Button } from "@/components/ui/button";
import { Dialog, DialogClose, DialogContent } from "@/components/ui/dialog";
import { ErrorState } from "@/components/ui/error-state";
import { RelativeTime } from "@/components/ui/relative-time";
import { Skeleton } from "@/components/ui/skeleton";
import { toast } from "@/components/ui/toast";
import { draftOf, patchOf } from "./task-draft";
import { TaskForm } from "./task-form";
import { TaskState } from "./task-state";
import type { Task } from "./task-types";
import type { TaskChanges } from "./use-task-changes";

type TaskDialogProps = { taskId: string; changes: TaskChanges; onClose: () => void };

/** A task that is there: read, changed, closed, opened again. */
export function TaskDialog({ taskId, changes, onClose }: TaskDialogProps) {
  const trpc = useTRPC();
  const { slug: workspace } = useWorkspace();
  const task = useQuery(trpc.tasks.get.queryOptions({ workspace, taskId }, { retry: false }));
  return (
    <Dialog open onOpenChange={(open) => open || onClose()}>
      {task.data ? (
        <Content task={task.data} changes={changes} onClose={onClose} />
      ) : (
        <DialogContent title="Task">
          {task.error ? (
            <ErrorState title="The task could not be loaded" message={callProblem(task.error).message} />
          ) : (
            <Skeleton className="h-72" />
          )}
        </DialogContent>
      )}
    </Dialog>
  );
}

function Content({ task, changes, onClose }: { task: Task; changes: TaskChanges; onClose: () => void }) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const formId = useId();
  const { slug: workspace, timezone } = useWorkspace();
  const [before] = useState(() => draftOf(task, timezone));
  const [draft, setDraft] = useState(before);
  const save = useMutation(
    trpc.tasks.change.mutationOptions({
      onSuccess: () => {
        toast.success("The task was saved");
        onClose();
        return Promise.all([
          queries.invalidateQueries({ queryKey: trpc.tasks.pathKey() }),
          queries.invalidateQueries({ queryKey: trpc.contacts.pathKey() }),
        ]);
      },
    }),
  );
  const patch = patchOf(before, draft);
  const submit = () => {
    if (save.isPending || !changes.mayWrite) return;
    if (Object.keys(patch).length === 0) onClose();
    else save.mutate({ workspace, taskId: task.id, patch });
  };
  const close = (status: "done" | "cancelled" | "open") => {
    changes.setStatus(task, status);
    onClose();
  };
  return (
    <DialogContent
      title="Task"
      footer={
        changes.mayWrite ? (
          <>
            <span className="mr-auto flex gap-1">
              {task.status === "open" ? (
                <>
                  <Button size="md" onClick={() => close("done")}>
                    Done
                  </Button>
                  <Button size="md" variant="ghost" onClick={() => close("cancelled")}>
                    Cancel task
                  </Button>
                </>
              ) : (
                <Button size="md" onClick={() => close("open")}>
                  Open again
                </Button>
              )}
            </span>
            <DialogClose asChild>
              <Button size="md" className="max-sm:hidden">
                Close
              </Button>
            </DialogClose>
            <Button type="submit" form={formId} size="md" variant="primary" pending={save.isPending}>
              Save
            </Button>
          </>
        ) : null
      }
    >
      <TaskForm
        formId={formId}
        draft={draft}
        onChange={setDraft}
        onSubmit={submit}
        problem={save.error ? callProblem(save.error) : null}
        readOnly={!changes.mayWrite}
      >
        <p className="flex flex-wrap items-center gap-x-3 gap-y-1 border-line border-t pt-3 text-muted">
          <TaskState status={task.status} />
          <span>
            Created <RelativeTime at={task.createdAt} />
          </span>
          {task.runId ? (
            <Link href={`/w/${workspace}/runs/${task.runId}`} className="text-accent-ink hover:underline">
              By this run
            </Link>
          ) : null}
          {task.contactId ? (
            <Link
              href={`/w/${workspace}/contacts/${task.contactId}`}
              className="text-accent-ink hover:underline"
            >
              Open the contact
            </Link>
          ) : null}
        </p>
      </TaskForm>
    </DialogContent>
  );
}
