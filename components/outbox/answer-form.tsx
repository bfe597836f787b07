"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { callProblem } from "@/components/settings/call-problem";
import { useTRPC } from "@/components/shell/trpc";
import { useWorkspace } from "@/components/shell/workspace-context";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Textarea } from "@/components/ui/textarea";
import { toast } from "@/components/ui/toast";

type AnswerFormProps = { messageId: string; name: string };

/** Writes back in the place of the contact: what a flow does about it happens for real, in the sandbox. */
export function AnswerForm({ messageId, name }: AnswerFormProps) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const { slug: workspace } = useWorkspace();
  const [body, setBody] = useState("");
  const answer = useMutation(
    trpc.messages.answer.mutationOptions({
      onSuccess({ intent, sentiment, runs }) {
        setBody("");
        toast.success(intent ? DONE[intent] : "Answer received", {
          description: [
            sentiment ? `Mood: ${sentiment} (rule-based).` : "",
            runs.length > 0 ? `${runs.length} ${runs.length === 1 ? "flow" : "flows"} started.` : "",
          ].join(" "),
        });
        return queries.invalidateQueries({ queryKey: trpc.messages.pathKey() });
      },
    }),
  );
  const problem = answer.error ? callProblem(answer.error) : null;
  const send = (text: string) => answer.mutate({ workspace, messageId, body: text });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    send(body);
  };
  return (
    <form onSubmit={submit} noValidate className="flex flex-col gap-2.5 border-line border-t pt-5">
      <Field
        label={`Answer as ${name}`}
        error={problem && (problem.errorOf("body") ?? problem.message)}
        help="Sandbox: flows react as they would to the contact's own answer."
      >
        <Textarea rows={2} value={body} onChange={(event) => setBody(event.target.value)} />
      </Field>
      <div className="flex flex-wrap items-center gap-1.5">
        <Button type="submit" variant="primary" pending={answer.isPending} disabled={body.trim() === ""}>
          Send answer
        </Button>
        {QUICK.map((text) => (
          <Button key={text} disabled={answer.isPending} onClick={() => send(text)}>
            {text}
          </Button>
        ))}
      </div>
    </form>
  );
}

const QUICK = ["Yes, thank you!", "I am not happy with this", "STOP", "START", "HELP"];

const DONE = {
  stop: "Opted out on every channel",
  start: "Opted in again",
  help: "Help was sent",
};
