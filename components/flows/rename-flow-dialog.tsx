"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTRPC } from "@/components/shell/trpc";
import { useWorkspace } from "@/components/shell/workspace-context";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { FormDialogContent } from "@/components/ui/form-dialog-content";
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
  const submit = () => {
    rename.mutate({ workspace, flowId: flow.id, name: name.trim(), description: description.trim() });
  };
  return (
    <Dialog open={open} onOpenChange={change}>
      <FormDialogContent
        title="Rename flow"
        submitLabel="Save name"
        pending={rename.isPending}
        disabled={!name.trim()}
        onSubmit={submit}
      >
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
      </FormDialogContent>
    </Dialog>
  );
}
