"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useId, useState } from "react";
import { callProblem } from "@/components/settings/call-problem";
import { useTRPC } from "@/components/shell/trpc";
import { useWorkspace } from "@/components/shell/workspace-context";
import { Button } from "@/components/ui/button";
import { Dialog, DialogClose, DialogContent } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Textarea } from "@/components/ui/textarea";
import { toast } from "@/components/ui/toast";
import type { ContactChannel } from "@/server/domain/contact";

type LiftOptOutProps = { contactId: string; channel: ContactChannel; label: string; onClose: () => void };

/** Allows a channel to somebody who opted out by themself: only with how they asked for it, which is kept as proof. */
export function LiftOptOut({ contactId, channel, label, onClose }: LiftOptOutProps) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const formId = useId();
  const { slug: workspace } = useWorkspace();
  const [reason, setReason] = useState("");
  const lift = useMutation(
    trpc.contacts.setConsent.mutationOptions({
      onSuccess() {
        toast.success(`${label} allowed again`);
        onClose();
        return queries.invalidateQueries({ queryKey: trpc.contacts.pathKey() });
      },
    }),
  );
  const problem = lift.error ? callProblem(lift.error) : null;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    lift.mutate({ workspace, contactId, channel, state: "granted", reason });
  };
  return (
    <Dialog open onOpenChange={(open) => open || onClose()}>
      <DialogContent
        title="They opted out themselves"
        description="Only they can take that back, by writing START or by the link in an email. If they asked you for it, say how: it is kept with the consent as proof."
        footer={
          <>
            <DialogClose asChild>
              <Button size="md">Cancel</Button>
            </DialogClose>
            <Button
              type="submit"
              form={formId}
              size="md"
              variant="primary"
              disabled={reason.trim() === ""}
              pending={lift.isPending}
            >
              Allow {label === "SMS" ? label : label.toLowerCase()} again
            </Button>
          </>
        }
      >
        <form id={formId} onSubmit={submit} noValidate>
          <Field
            label="How did they ask for it?"
            error={problem && (problem.errorOf("reason") ?? problem.message)}
            required
          >
            <Textarea
              rows={2}
              autoFocus
              value={reason}
              onChange={(event) => setReason(event.target.value)}
              placeholder="On the phone on 12 March, for the delivery date"
            />
          </Field>
        </form>
      </DialogContent>
    </Dialog>
  );
}
