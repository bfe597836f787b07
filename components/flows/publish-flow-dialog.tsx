"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useId, useState } from "react";
import { PublishCost } from "@/components/dry-run/publish-cost";
import { useBuilder, useBuilderStore } from "@/components/flow-builder/use-builder";
import { useTRPC } from "@/components/shell/trpc";
import { useWorkspace } from "@/components/shell/workspace-context";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Dialog, DialogClose, DialogContent } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Skeleton } from "@/components/ui/skeleton";
import { toast } from "@/components/ui/toast";
import { reachWords } from "@/server/domain/flow-reach";
import type { FlowDetail } from "./flow-types";
import { PublishChanges } from "./publish-changes";
import { PublishProblems } from "./publish-problems";

type PublishFlowDialogProps = {
  flow: FlowDetail;
  number: number;
  open: boolean;
  onOpenChange: (open: boolean) => void;
};

/** Says whom it may reach before it does. What reaches many for the first time is an admin's to approve. */
export function PublishFlowDialog({ flow, number, open, onOpenChange }: PublishFlowDialogProps) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const { slug: workspace, role } = useWorkspace();
  const formId = useId();
  const [note, setNote] = useState("");
  const [sure, setSure] = useState(false);
  const which = { workspace, flowId: flow.id };
  const reach = useQuery(trpc.safeguards.reach.queryOptions(which, { enabled: open, staleTime: 0 }));
  const close = (next: boolean) => {
    setSure(false);
    onOpenChange(next);
  };
  const done = (words: string, description?: string) => {
    setNote("");
    close(false);
    toast.success(words, description ? { description } : {});
    return Promise.all([
      queries.invalidateQueries({ queryKey: trpc.flows.pathKey() }),
      queries.invalidateQueries({ queryKey: trpc.safeguards.pathKey() }),
    ]);
  };
  const published = { onSuccess: () => done(`Version ${number} of “${flow.name}” is published`) };
  const publish = useMutation(trpc.flows.publish.mutationOptions(published));
  const approve = useMutation(trpc.safeguards.publish.mutationOptions(published));
  const ask = useMutation(
    trpc.safeguards.request.mutationOptions({
      onSuccess: () =>
        done("Approval is asked for", "Owners and admins are told. You are told what they say."),
    }),
  );
  const needed = reach.data?.needsApproval ?? false;
  const mayApprove = role === "owner" || role === "admin";
  const way = !needed ? publish : mayApprove ? approve : ask;
  const store = useBuilderStore();
  const broken = useBuilder((state) => state.problems.some(({ severity }) => severity === "structure"));
  const saving = useMutation({ mutationFn: () => store.getState().saveNow() });
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (await saving.mutateAsync()) way.mutate({ ...which, note: note.trim() });
  };
  const refusal = saving.data === false ? notSaved(store.getState().save.problem) : way.error?.message;
  return (
    <Dialog open={open} onOpenChange={close}>
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
            <Button
              size="md"
              variant="primary"
              type="submit"
              form={formId}
              disabled={broken || !reach.isFetched || (needed && mayApprove && !sure)}
              pending={saving.isPending || way.isPending}
            >
              {needed && !mayApprove ? "Ask for approval" : `Publish version ${number}`}
            </Button>
          </>
        }
      >
        <form id={formId} onSubmit={submit} className="flex flex-col gap-4">
          <Field
            label={needed && !mayApprove ? "What it is for" : "What changed"}
            help="Optional. It stands beside the version for whoever comes next."
            error={refusal}
          >
            <Input autoFocus maxLength={500} value={note} onChange={(event) => setNote(event.target.value)} />
          </Field>
          {reach.data ? (
            <div role="status" className="flex flex-col gap-2 rounded-lg bg-sunken p-3">
              <p>{reachWords(reach.data.reach)}.</p>
              {needed ? (
                <p className="text-held">
                  More than {reach.data.over?.toLocaleString("en-US")} people for the first time:{" "}
                  {mayApprove ? "publishing it approves that." : "an owner or admin has to approve it."}
                </p>
              ) : null}
              {needed && mayApprove ? (
                <Checkbox
                  label={`It may reach ${reach.data.reach.people.toLocaleString("en-US")} people a month`}
                  checked={sure}
                  onCheckedChange={(on) => setSure(on === true)}
                />
              ) : null}
            </div>
          ) : reach.isError ? (
            <p className="text-muted">How many people it may reach could not be counted.</p>
          ) : (
            <Skeleton className="h-12 w-full rounded-lg" />
          )}
          <PublishCost />
          <PublishProblems />
          {flow.activeVersion ? <PublishChanges version={flow.activeVersion} /> : null}
        </form>
      </DialogContent>
    </Dialog>
  );
}

const notSaved = (problem: string | null): string =>
  `The draft is not saved yet, so it was not published. ${problem ?? "Look whether you are online, and try again."}`;
