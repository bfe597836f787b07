"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type ChangeEvent, useState } from "react";
import { callProblem } from "@/components/settings/call-problem";
import { useTRPC } from "@/components/shell/trpc";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { FormDialogContent } from "@/components/ui/form-dialog-content";
import { Input } from "@/components/ui/input";
import { Textarea } from "@/components/ui/textarea";
import { toast } from "@/components/ui/toast";

type AddSuppressionsProps = { workspace: string; open: boolean; onOpenChange: (open: boolean) => void };

/** Addresses typed, pasted, or read from a file with one on each line. */
export function AddSuppressions({ workspace, open, onOpenChange }: AddSuppressionsProps) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const [text, setText] = useState("");
  const [note, setNote] = useState("");
  const add = useMutation(
    trpc.sending.suppress.mutationOptions({
      onSuccess({ added, known }) {
        const were = known > 0 ? `, ${known} stood there already` : "";
        toast.success(`${added === 1 ? "1 address" : `${added} addresses`} added${were}`);
        setText("");
        setNote("");
        onOpenChange(false);
        return queries.invalidateQueries(trpc.sending.suppressions.pathFilter());
      },
    }),
  );
  const problem = add.error ? callProblem(add.error) : null;
  const submit = () => {
    add.mutate({ workspace, text, note });
  };
  const read = async (event: ChangeEvent<HTMLInputElement>) => {
    const [file] = event.target.files ?? [];
    if (file) setText(await file.text());
  };
  return (
    <Dialog
      open={open}
      onOpenChange={(next) => {
        add.reset();
        onOpenChange(next);
      }}
    >
      <FormDialogContent
        title="Add addresses"
        description="Nothing is sent to them from now on, by no flow and on no channel."
        submitLabel="Add"
        pending={add.isPending}
        onSubmit={submit}
      >
        <Field
          label="Addresses"
          error={problem && (problem.errorOf("text") ?? problem.message)}
          help="Email addresses, or phone numbers with their country code, one a line. Up to 5,000 at a time."
          required
        >
          <Textarea
            rows={6}
            mono
            className="max-h-60"
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
        </Field>
        <Field label="Or from a file" aside="Optional" help="A text file with one address on each line.">
          <Input
            type="file"
            accept=".txt,.csv,text/plain,text/csv"
            className="py-1"
            onChange={(event) => void read(event)}
          />
        </Field>
        <Field label="Note" aside="Optional" help="Where the list is from, for those who wonder later.">
          <Input value={note} onChange={(event) => setNote(event.target.value)} maxLength={500} />
        </Field>
      </FormDialogContent>
    </Dialog>
  );
}
