"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { callProblem } from "@/components/settings/call-problem";
import { useTRPC } from "@/components/shell/trpc";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { FormDialogContent } from "@/components/ui/form-dialog-content";
import { Input } from "@/components/ui/input";
import { Textarea } from "@/components/ui/textarea";
import { toast } from "@/components/ui/toast";
import type { Agent } from "./agent-types";

type AgentDialogProps = {
  workspace: string;
  /** Null: a new one. */
  agent: Agent | null;
  onClose: () => void;
};

export function AgentDialog({ workspace, agent, onClose }: AgentDialogProps) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const [draft, setDraft] = useState({
    name: agent?.name ?? "",
    fromNumber: agent?.fromNumber ?? "",
    voice: agent?.voice ?? "",
    greeting: agent?.greeting ?? "",
    script: agent?.script ?? "",
  });
  const done = (words: string) => {
    toast.success(words);
    onClose();
    return queries.invalidateQueries(trpc.agents.list.queryFilter({ workspace }));
  };
  const create = useMutation(
    trpc.agents.create.mutationOptions({
      onSuccess: ({ name, onDuty }) =>
        done(onDuty ? `${name} is on duty` : `${name} was created, off duty: the plan's places are taken`),
    }),
  );
  const change = useMutation(
    trpc.agents.change.mutationOptions({ onSuccess: () => done(`${draft.name} was saved`) }),
  );
  const pending = create.isPending || change.isPending;
  const error = create.error ?? change.error;
  const problem = error ? callProblem(error) : null;
  const errorOf = (field: string) => problem?.errorOf(`agent.${field}`) ?? problem?.errorOf(field);
  const shown = Object.keys(draft).some(errorOf);
  const submit = () => {
    if (pending) return;
    if (agent) change.mutate({ workspace, agentId: agent.id, agent: draft });
    else create.mutate({ workspace, agent: draft });
  };
  const field = (name: keyof typeof draft) => ({
    value: draft[name],
    onChange: (event: { target: { value: string } }) => setDraft({ ...draft, [name]: event.target.value }),
  });
  return (
    <Dialog open onOpenChange={(open) => open || onClose()}>
      <FormDialogContent
        title={agent ? `Change ${agent.name}` : "New voice agent"}
        submitLabel={agent ? "Save agent" : "Create agent"}
        pending={pending}
        refusal={problem && !shown && problem.message}
        onSubmit={submit}
      >
        <div className="grid gap-4 sm:grid-cols-2">
          <Field label="Name" help="Steps name it by this." error={errorOf("name")} required>
            <Input {...field("name")} maxLength={100} placeholder="Nina" />
          </Field>
          <Field
            label="Calls from"
            help="With its country code."
            error={errorOf("fromNumber")}
            aside="Optional"
          >
            <Input {...field("fromNumber")} type="tel" maxLength={40} placeholder="+1 415 555 0100" />
          </Field>
        </div>
        <Field
          label="Voice"
          help="As your voice provider names it."
          error={errorOf("voice")}
          aside="Optional"
        >
          <Input {...field("voice")} maxLength={100} />
        </Field>
        <Field
          label="Greeting"
          help="The first words of each call."
          error={errorOf("greeting")}
          aside="Optional"
        >
          <Textarea {...field("greeting")} maxLength={500} className="min-h-14" />
        </Field>
        <Field
          label="Script"
          help="What the call is about, when the step says nothing else."
          error={errorOf("script")}
          aside="Optional"
        >
          <Textarea {...field("script")} maxLength={10_000} className="max-h-60" />
        </Field>
      </FormDialogContent>
    </Dialog>
  );
}
