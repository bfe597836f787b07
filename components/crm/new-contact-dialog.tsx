"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { callProblem } from "@/components/settings/call-problem";
import { useTRPC } from "@/components/shell/trpc";
import { useWorkspace } from "@/components/shell/workspace-context";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { FormDialogContent } from "@/components/ui/form-dialog-content";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { toast } from "@/components/ui/toast";
import { contactKinds } from "@/server/domain/contact";
import { sentence } from "./sentence";

type NewContactDialogProps = { open: boolean; onOpenChange: (open: boolean) => void };

export function NewContactDialog({ open, onOpenChange }: NewContactDialogProps) {
  const trpc = useTRPC();
  const router = useRouter();
  const queries = useQueryClient();
  const { slug: workspace } = useWorkspace();
  const members = useQuery(trpc.members.list.queryOptions({ workspace }));
  const [draft, setDraft] = useState(BLANK);
  const create = useMutation(
    trpc.contacts.create.mutationOptions({
      onSuccess: ({ id, created }) => {
        if (created) toast.success("Contact created");
        else
          toast.info("This contact was here already", {
            description: "What it did not have was added to it.",
          });
        router.push(`/w/${workspace}/contacts/${id}`);
        return queries.invalidateQueries({ queryKey: trpc.contacts.pathKey() });
      },
    }),
  );
  const problem = create.error ? callProblem(create.error) : null;
  const named = FIELDS.some((field) => problem?.errorOf(`contact.${field}`));
  const set = (change: Partial<typeof BLANK>) => setDraft({ ...draft, ...change });
  const submit = () => {
    const { kind, ...words } = draft;
    create.mutate({ workspace, contact: { kind, ...filled(words) } });
  };
  const text = (field: "name" | "email" | "phone" | "tags", label: string, help?: string) => (
    <Field label={label} help={help} error={problem?.errorOf(`contact.${field}`)}>
      <Input
        autoFocus={field === "name"}
        autoComplete="off"
        value={draft[field]}
        onChange={(event) => set({ [field]: event.target.value })}
      />
    </Field>
  );
  return (
    <Dialog open={open} onOpenChange={onOpenChange}>
      <FormDialogContent
        title="New contact"
        description="Flows that start with a new lead or customer start."
        submitLabel="Create contact"
        pending={create.isPending}
        refusal={problem && !named && problem.message}
        onSubmit={submit}
      >
        <div className="grid gap-4 sm:grid-cols-2">
          <div className="sm:col-span-2">{text("name", "Name")}</div>
          {text("email", "Email")}
          {text("phone", "Phone", "With its country code, like +14155550100.")}
          <Field label="Kind">
            <Select
              options={contactKinds.map((value) => ({ value, label: sentence(value) }))}
              value={draft.kind}
              onValueChange={(value) => set({ kind: contactKinds.find((kind) => kind === value) ?? "lead" })}
            />
          </Field>
          <Field label="Owner" error={problem?.errorOf("contact.owner")}>
            <Select
              placeholder="Nobody"
              options={(members.data ?? []).map(({ id, name }) => ({ value: id, label: name }))}
              value={draft.owner}
              onValueChange={(owner) => set({ owner })}
            />
          </Field>
          <div className="sm:col-span-2">{text("tags", "Tags", "With commas between them.")}</div>
        </div>
      </FormDialogContent>
    </Dialog>
  );
}

const BLANK: {
  name: string;
  email: string;
  phone: string;
  tags: string;
  owner: string;
  kind: "lead" | "customer";
} = {
  name: "",
  email: "",
  phone: "",
  tags: "",
  owner: "",
  kind: "lead",
};
const FIELDS = ["name", "email", "phone", "owner", "tags"];

/** Blank fields are left out: the contact is new, there is nothing to take away. */
function filled<T extends Record<string, string>>(words: T): Partial<T> {
  const kept: Partial<T> = {};
  for (const key in words) if (words[key]?.trim()) kept[key] = words[key];
  return kept;
}
