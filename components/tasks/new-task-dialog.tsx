"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useId, useState } from "react";
import { callProblem } from "@/components/settings/call-problem";
import { useTRPC } from "@/components/shell/trpc";
import { useWorkspace } from "@/components/shell/workspace-context";
import { Button } from "@/components/ui/button";
import { Dialog, DialogClose, DialogContent } from "@/components/ui/dialog";
import { toast } from "@/components/ui/toast";
import { asked, blankDraft, type TaskDraft } from "./task-draft";
import { TaskForm } from "./task-form";

type NewTaskDialogProps = {
  /** What the filters of the page say already. */
  given: Partial<TaskDraft>;
  onClose: () => void;
};

export function NewTaskDialog({ given, onClose }: NewTaskDialogProps) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const formId = useId();
  const { slug: workspace } = useWorkspace();
  const [draft, setDraft] = useState<TaskDraft>({ ...blankDraft, ...given });
  const create = useMutation(
    trpc.tasks.create.mutationOptions({
      onSuccess: ({ title }) => {
        toast.success(`“${title}” was created`);
        onClose();
        return Promise.all([
          queries.invalidateQueries({ queryKey: trpc.tasks.pathKey() }),
          queries.invalidateQueries({ queryKey: trpc.contacts.pathKey() }),
        ]);
      },
    }),
  );
  return (
    <Dialog open onOpenChange={(open) => open || onClose()}>
      <DialogContent
        title="New task"
        footer={
          <>
            <DialogClose asChild>
              <Button size="md">Cancel</Button>
            </DialogClose>
            <Button type="submit" form={formId} size="md" variant="primary" pending={create.isPending}>
              Create task
            </Button>
          </>
        }
      >
        <TaskForm
          formId={formId}
          draft={draft}
          onChange={setDraft}
          onSubmit={() => create.isPending || create.mutate({ workspace, task: asked(draft) })}
          problem={create.error ? callProblem(create.error) : null}
          readOnly={false}
        />
      </DialogContent>
    </Dialog>
  );
}
