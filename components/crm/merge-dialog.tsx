"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { RadioGroup } from "radix-ui";
import { useState } from "react";
import { callProblem } from "@/components/settings/call-problem";
import { useTRPC } from "@/components/shell/trpc";
import { useWorkspace } from "@/components/shell/workspace-context";
import { Button } from "@/components/ui/button";
import { Dialog, DialogClose, DialogContent } from "@/components/ui/dialog";
import { ErrorState } from "@/components/ui/error-state";
import { Skeleton } from "@/components/ui/skeleton";
import { toast } from "@/components/ui/toast";
import { contactName } from "./contact-name";
import { MergeCard } from "./merge-card";
import { MergeMoves } from "./merge-moves";

type MergeDialogProps = {
  /** Ids; the first stays unless the other is chosen. */
  pair: readonly [string, string];
  onClose: () => void;
  onMerged: (keptId: string) => void;
};

/** Makes one contact of two: which one stays, and what comes to it. */
export function MergeDialog({ pair, onClose, onMerged }: MergeDialogProps) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const { slug: workspace } = useWorkspace();
  const [keptId, setKeptId] = useState(pair[0]);
  const goneId = pair[0] === keptId ? pair[1] : pair[0];
  const first = useQuery(trpc.contacts.get.queryOptions({ workspace, contactId: pair[0] }));
  const second = useQuery(trpc.contacts.get.queryOptions({ workspace, contactId: pair[1] }));
  const merge = useMutation(
    trpc.contacts.merge.mutationOptions({
      onSuccess: () => {
        toast.success("The contacts are one now");
        onMerged(keptId);
        return queries.invalidateQueries({ queryKey: trpc.contacts.pathKey() });
      },
    }),
  );
  const contacts = first.data && second.data ? [first.data, second.data] : null;
  const kept = contacts?.find(({ id }) => id === keptId);
  const gone = contacts?.find(({ id }) => id === goneId);
  const failed = first.error ?? second.error;
  return (
    <Dialog open onOpenChange={(open) => open || onClose()}>
      <DialogContent
        size="lg"
        title="Merge two contacts"
        description="Choose which one stays. This cannot be undone."
        footer={
          <>
            <DialogClose asChild>
              <Button size="md">Cancel</Button>
            </DialogClose>
            <Button
              size="md"
              variant="danger"
              disabled={!kept || !gone}
              pending={merge.isPending}
              onClick={() => merge.mutate({ workspace, keepId: keptId, otherId: goneId })}
            >
              <span className="max-w-60 truncate">Merge into {kept ? contactName(kept) : "…"}</span>
            </Button>
          </>
        }
      >
        {failed ? (
          <ErrorState title="The contacts could not be loaded" message={failed.message} />
        ) : contacts ? (
          <div className="flex flex-col gap-4">
            <RadioGroup.Root
              aria-label="Which contact stays"
              value={keptId}
              onValueChange={setKeptId}
              className="grid gap-3 sm:grid-cols-2"
            >
              {contacts.map((contact) => (
                <MergeCard key={contact.id} contact={contact} kept={contact.id === keptId} />
              ))}
            </RadioGroup.Root>
            {kept && gone ? <MergeMoves kept={kept} gone={gone} /> : null}
            {merge.error ? (
              <p role="alert" className="text-failed">
                {callProblem(merge.error).message}
              </p>
            ) : null}
          </div>
        ) : (
          <div role="status" className="grid gap-3 sm:grid-cols-2">
            <span className="sr-only">Loading both contacts</span>
            <Skeleton className="h-44 rounded-lg" />
            <Skeleton className="h-44 rounded-lg" />
          </div>
        )}
      </DialogContent>
    </Dialog>
  );
}
