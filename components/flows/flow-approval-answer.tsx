"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTRPC } from "@/components/shell/trpc";
import { useWorkspace } from "@/components/shell/workspace-context";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { FormDialogContent } from "@/components/ui/form-dialog-content";
import { Input } from "@/components/ui/input";
import { toast } from "@/components/ui/toast";
import type { FlowDetail, FlowSafeguardsState } from "./flow-types";

type FlowApprovalAnswerProps = {
  flow: FlowDetail;
  request: NonNullable<FlowSafeguardsState["request"]>;
};

/** Owners and admins approve or decline; whoever asked may take it back. */
export function FlowApprovalAnswer({ flow, request }: FlowApprovalAnswerProps) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const { slug: workspace, role } = useWorkspace();
  const [declining, setDeclining] = useState(false);
  const which = { workspace, flowId: flow.id, requestId: request.id };
  const read = () =>
    Promise.all([
      queries.invalidateQueries({ queryKey: trpc.flows.pathKey() }),
      queries.invalidateQueries({ queryKey: trpc.safeguards.pathKey() }),
    ]);
  const failed = (error: { message: string }) =>
    toast.error("That was not possible", { description: error.message });
  const approve = useMutation(
    trpc.safeguards.approve.mutationOptions({
      onSuccess: ({ version }) => {
        toast.success(`Version ${version} of “${flow.name}” is published`);
        return read();
      },
      onError: failed,
    }),
  );
  const withdraw = useMutation(
    trpc.safeguards.withdraw.mutationOptions({
      onSuccess: () => {
        toast.success("The question is taken back");
        return read();
      },
      onError: failed,
    }),
  );
  const mayAnswer = role === "owner" || role === "admin";
  return (
    <div className="flex flex-wrap gap-2">
      {mayAnswer ? (
        <>
          <Button
            variant="primary"
            disabled={request.outdated}
            pending={approve.isPending}
            onClick={() => approve.mutate(which)}
          >
            Approve and publish
          </Button>
          <Button onClick={() => setDeclining(true)}>Decline</Button>
        </>
      ) : null}
      {request.mine ? (
        <Button pending={withdraw.isPending} onClick={() => withdraw.mutate(which)}>
          Take back
        </Button>
      ) : null}
      <DeclineDialog
        flow={flow}
        request={request}
        open={declining}
        onOpenChange={setDeclining}
        onDone={read}
      />
    </div>
  );
}

type DeclineDialogProps = FlowApprovalAnswerProps & {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  onDone: () => unknown;
};

function DeclineDialog({ flow, request, open, onOpenChange, onDone }: DeclineDialogProps) {
  const trpc = useTRPC();
  const { slug: workspace } = useWorkspace();
  const [answer, setAnswer] = useState("");
  const decline = useMutation(
    trpc.safeguards.decline.mutationOptions({
      onSuccess: () => {
        setAnswer("");
        onOpenChange(false);
        toast.success(`${request.requestedBy} is told`);
        return onDone();
      },
    }),
  );
  const submit = () => {
    decline.mutate({ workspace, flowId: flow.id, requestId: request.id, answer: answer.trim() });
  };
  return (
    <Dialog open={open} onOpenChange={onOpenChange}>
      <FormDialogContent
        title="Decline to publish"
        description={`The draft stays as it is, and ${request.requestedBy} is told.`}
        submitLabel="Decline"
        pending={decline.isPending}
        onSubmit={submit}
      >
        <Field label="Why" aside="Optional" error={decline.error?.message}>
          <Input
            autoFocus
            maxLength={500}
            value={answer}
            onChange={(event) => setAnswer(event.target.value)}
          />
        </Field>
      </FormDialogContent>
    </Dialog>
  );
}
