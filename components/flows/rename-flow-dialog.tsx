"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useId, useState } from "react";
import { useTRPC } from "@/components/shell/trpc";
import { useWorkspace } from "@/components/shell/workspace-context";
import { Button } from "@/components/ui/button";
import { Dialog, DialogClose, DialogContent } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Textarea } from "@/components/ui/textarea";

type RenameFlowDialogProps = {
  flow: { id: string; name: string; description: string };
  open: boolean;
  onOpenChange: (open: boolean) => void;
};

export function RenameFlowDialog({ flow, open, onOpenChange }: RenameFlowDialogProps) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const { slug: workspace } = useWorkspace();
  const formId = useId();
  const [name, setName] = useState(flow.name);
  const [description, setDescription] = useState(flow.description);
  const rename = useMutation(
    trpc.flows.rename.mutationOptions({
      onSuccess: () => {
        onOpenChange(false);
        return queries.invalidateQueries({ queryKey: trpc.flows.pathKey() });
      },
    }),
  );
  const change = (next: boolean) => {
    if (next) return;
    setName(flow.name);
    setDescription(flow.description);
    rename.reset();
    onOpenChange(false);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    rename.mutate({ workspace, flowId: flow.id, name: name.trim(), description: description.trim() });
  };
  return (
    <Dialog open={open} onOpenChange={change}>
      <DialogContent
        title="Rename flow"
        footer={
          <>
            <DialogClose asChild>
              <Button size="md">Cancel</Button>
            </DialogClose>
            <Button
              size="md"
              variant="primary"
              type="submit"
              form={formId}
              disabled={!name.trim()}
              pending={rename.isPending}
            >
              Save name
            </Button>
          </>
        }
      >
        <form id={formId} onSubmit={submit} className="flex flex-col gap-4">
          <Field label="Name" error={rename.error?.message}>
            <Input
              autoFocus
              required
              maxLength={200}
              value={name}
              onChange={(event) => setName(event.target.value)}
            />
          </Field>
          <Field label="Description" help="One line about what it is for.">
            <Textarea
              maxLength={2000}
              value={description}
              onChange={(event) => setDescription(event.target.value)}
            />
          </Field>
        </form>
      </DialogContent>
    </Dialog>
  );
}
