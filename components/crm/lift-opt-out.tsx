"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { callProblem } from "@/components/settings/call-problem";
import { useTRPC } from "@/components/shell/trpc";
import { useWorkspace } from "@/components/shell/workspace-context";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { FormDialogContent } from "@/components/ui/form-dialog-content";
import { Textarea } from "@/components/ui/textarea";
import { toast } from "@/components/ui/toast";
import type { ContactChannel } from "@/server/domain/contact";

type LiftOptOutProps = { contactId: string; channel: ContactChannel; label: string; onClose: () => void };

/** Allows a channel to somebody who opted out by themself: only with how they asked for it, which is kept as proof. */
export function LiftOptOut({ contactId, channel, label, onClose }: LiftOptOutProps) {
  const trpc = useTRPC();
  const queries = useQueryClient();
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
  const submit = () => {
    lift.mutate({ workspace, contactId, channel, state: "granted", reason });
  };
  return (
    <Dialog open onOpenChange={(open) => open || onClose()}>
      <FormDialogContent
        title="They opted out themselves"
        description="Only they can take that back, by writing START or by the link in an email. If they asked you for it, say how: it is kept with the consent as proof."
        submitLabel={<>Allow {label === "SMS" ? label : label.toLowerCase()} again</>}
        pending={lift.isPending}
        disabled={reason.trim() === ""}
        onSubmit={submit}
      >
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
      </FormDialogContent>
    </Dialog>
  );
}
