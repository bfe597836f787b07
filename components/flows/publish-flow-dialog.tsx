"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useId, useState } from "react";
import { useTRPC } from "@/components/shell/trpc";
import { useWorkspace } from "@/components/shell/workspace-context";
import { Button } from "@/components/ui/button";
import { Dialog, DialogClose, DialogContent } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { toast } from "@/components/ui/toast";
import type { FlowDetail } from "./flow-types";

type PublishFlowDialogProps = {
  flow: FlowDetail;
  number: number;
  open: boolean;
  onOpenChange: (open: boolean) => void;
};

export function PublishFlowDialog({ flow, number, open, onOpenChange }: PublishFlowDialogProps) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const { slug: workspace } = useWorkspace();
  const formId = useId();
  const [note, setNote] = useState("");
  const publish = useMutation(
    trpc.flows.publish.mutationOptions({
      onSuccess: () => {
        setNote("");
        onOpenChange(false);
        toast.success(`Version ${number} of “${flow.name}” is published`);
        return queries.invalidateQueries({ queryKey: trpc.flows.pathKey() });
      },
    }),
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    publish.mutate({ workspace, flowId: flow.id, note: note.trim() });
  };
  return (
    <Dialog open={open} onOpenChange={onOpenChange}>
      <DialogContent
        title={`Publish version ${number}`}
        description={
          flow.status === "active"
            ? "New events run this version from now on. Runs under way finish on theirs."
            : "The version is kept as it is now. It runs as soon as the flow is turned on."
        }
        footer={
          <>
            <DialogClose asChild>
              <Button size="md">Cancel</Button>
            </DialogClose>
            <Button size="md" variant="primary" type="submit" form={formId} pending={publish.isPending}>
              Publish version {number}
            </Button>
          </>
        }
      >
        <form id={formId} onSubmit={submit}>
          <Field
            label="What changed"
            help="Optional. It stands beside the version for whoever comes next."
            error={publish.error?.message}
          >
            <Input autoFocus maxLength={500} value={note} onChange={(event) => setNote(event.target.value)} />
          </Field>
        </form>
      </DialogContent>
    </Dialog>
  );
}
