"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { callProblem } from "@/components/settings/call-problem";
import { useTRPC } from "@/components/shell/trpc";
import { useWorkspace } from "@/components/shell/workspace-context";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { formatDuration } from "@/components/ui/format-duration";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { Textarea } from "@/components/ui/textarea";
import { toast } from "@/components/ui/toast";
import { type CallEnd, callMinutes, callStatuses } from "@/server/domain/call";
import type { MessageDetail } from "./outbox-types";

type CallPartProps = {
  messageId: string;
  call: NonNullable<MessageDetail["call"]>;
  /** Who is called. */
  name: string;
  mayAnswer: boolean;
};

/** A call: how long it was and what was said; while it rings in the sandbox, how it ends is said here. */
export function CallPart({ messageId, call, name, mayAnswer }: CallPartProps) {
  if (call.status !== "ringing") return <EndedCall call={call} />;
  return mayAnswer && call.via === "sandbox" ? <AnswerCall messageId={messageId} name={name} /> : null;
}

const EndedCall = ({ call: { seconds, transcript } }: Pick<CallPartProps, "call">) => (
  <section className="flex flex-col gap-2">
    {seconds ? <p className="text-muted">It took {formatDuration(seconds * 1000)}.</p> : null}
    {transcript ? (
      <div className="rounded-lg border border-line bg-surface p-4">
        <h3 className="mb-1 font-medium">What was said</h3>
        <p className="whitespace-pre-wrap break-words">{transcript}</p>
      </div>
    ) : null}
  </section>
);

function AnswerCall({ messageId, name }: { messageId: string; name: string }) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const { slug: workspace } = useWorkspace();
  const [status, setStatus] = useState<CallEnd["status"]>("completed");
  const [length, setLength] = useState("60");
  const [transcript, setTranscript] = useState("");
  const answer = useMutation(
    trpc.calls.answer.mutationOptions({
      onSuccess() {
        toast.success("The call is over", { description: "The run that made it goes on." });
        return queries.invalidateQueries({ queryKey: trpc.messages.pathKey() });
      },
    }),
  );
  const problem = answer.error ? callProblem(answer.error) : null;
  const taken = status === "completed" || status === "voicemail";
  const seconds = taken ? Number(length) : 0;
  const minutes = callMinutes({ status, seconds });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    answer.mutate({
      workspace,
      messageId,
      status,
      seconds,
      ...(taken && transcript.trim() && { transcript }),
    });
  };
  const choose = (value: string) => {
    const chosen = callStatuses.find((one) => one === value);
    if (chosen) setStatus(chosen);
  };
  return (
    <form onSubmit={submit} noValidate className="flex flex-col gap-3 border-line border-t pt-5">
      <div className="grid gap-3 desk:grid-cols-[minmax(0,1fr)_120px]">
        <Field label={`How the call to ${name} ends`} help="Sandbox: the flow goes on as after a real call.">
          <Select value={status} onValueChange={choose} options={ENDS} />
        </Field>
        {taken ? (
          <Field
            label="Seconds"
            error={problem?.errorOf("seconds")}
            help={minutes > 0 ? `${minutes} ${minutes === 1 ? "minute" : "minutes"} charged` : undefined}
          >
            <Input inputMode="numeric" value={length} onChange={(event) => setLength(event.target.value)} />
          </Field>
        ) : null}
      </div>
      {taken ? (
        <Field label="What was said" aside="Optional" help="Its mood is told by word lists (rule-based).">
          <Textarea rows={3} value={transcript} onChange={(event) => setTranscript(event.target.value)} />
        </Field>
      ) : null}
      {problem && !problem.errorOf("seconds") ? (
        <p role="alert" className="text-failed">
          {problem.message}
        </p>
      ) : null}
      <div className="flex flex-wrap items-center gap-1.5">
        <Button type="submit" variant="primary" pending={answer.isPending}>
          End the call
        </Button>
        {taken
          ? SAID.map((words) => (
              <Button key={words} disabled={answer.isPending} onClick={() => setTranscript(words)}>
                {words}
              </Button>
            ))
          : null}
      </div>
    </form>
  );
}

const ENDS = [
  { value: "completed", label: "Answered" },
  { value: "no-answer", label: "No answer" },
  { value: "voicemail", label: "Voicemail" },
  { value: "busy", label: "Busy" },
  { value: "failed", label: "Failed" },
];

const SAID = ["Yes, that suits me very well.", "I am not happy with this."];
