"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { useTRPC } from "@/components/shell/trpc";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { CopyButton } from "@/components/ui/copy-button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { toast } from "@/components/ui/toast";
import type { PlanKey } from "@/server/domain/plans";
import { retentionWords } from "@/server/domain/retention";
import { callProblem } from "./call-problem";
import { TimezoneSelect } from "./timezone-select";

type GeneralFormProps = {
  workspace: { id: string; slug: string; name: string; timezone: string; plan: PlanKey };
  mayChange: boolean;
};

export function GeneralForm({ workspace, mayChange }: GeneralFormProps) {
  const trpc = useTRPC();
  const router = useRouter();
  const queries = useQueryClient();
  const [name, setName] = useState(workspace.name);
  const [timezone, setTimezone] = useState(workspace.timezone);
  const save = useMutation(
    trpc.workspaces.update.mutationOptions({
      async onSuccess() {
        toast.success("Workspace saved");
        // The name stands in the shell (from the server) and in the switcher.
        router.refresh();
        await queries.invalidateQueries(trpc.workspaces.pathFilter());
      },
    }),
  );
  const problem = save.error ? callProblem(save.error) : null;
  const unchanged = name.trim() === workspace.name && timezone === workspace.timezone;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate({ workspace: workspace.slug, settings: { name, timezone } });
  };
  return (
    <Card>
      <form onSubmit={submit} noValidate className="flex max-w-lg flex-col gap-4">
        <Field label="Name" error={problem && (problem.errorOf("settings.name") ?? problem.message)} required>
          <Input value={name} onChange={(event) => setName(event.target.value)} disabled={!mayChange} />
        </Field>
        <Field label="Time zone" help="Schedules, delays until a time of day, and quiet hours follow it.">
          <TimezoneSelect value={timezone} onValueChange={setTimezone} disabled={!mayChange} />
        </Field>
        <dl className="grid grid-cols-[auto_1fr] items-center gap-x-6 gap-y-1 border-line border-t pt-4">
          <CopiedTerm term="Slug" text={workspace.slug} />
          <CopiedTerm term="Id" text={workspace.id} />
        </dl>
        <p className="-mt-2 text-muted text-xs">
          The slug stands in addresses and never changes. Programs may send either as tenant_id.
        </p>
        <p className="text-muted text-xs">{retentionWords(workspace.plan)}</p>
        {mayChange ? (
          <Button
            type="submit"
            variant="primary"
            size="md"
            className="self-start"
            disabled={unchanged}
            pending={save.isPending}
          >
            Save changes
          </Button>
        ) : (
          <p className="text-muted">Owners and admins can change these.</p>
        )}
      </form>
    </Card>
  );
}

function CopiedTerm({ term, text }: { term: string; text: string }) {
  return (
    <>
      <dt className="text-muted">{term}</dt>
      <dd className="flex min-w-0 items-center gap-2">
        <code className="truncate font-mono text-xs">{text}</code>
        <CopyButton text={text} label={`Copy ${term.toLowerCase()}`} />
      </dd>
    </>
  );
}
