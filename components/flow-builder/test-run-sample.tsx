"use client";

import { Play } from "lucide-react";
import { useState } from "react";
import { readPayload } from "@/components/flows/read-payload";
import { subjectName } from "@/components/runs/subject-name";
import { Button } from "@/components/ui/button";
import { ErrorState } from "@/components/ui/error-state";
import { Field } from "@/components/ui/field";
import { formatRelative } from "@/components/ui/format-time";
import { Select } from "@/components/ui/select";
import { Skeleton } from "@/components/ui/skeleton";
import { Textarea } from "@/components/ui/textarea";
import { useNow } from "@/components/ui/use-now";
import { useBuilder, useBuilderStore } from "./use-builder";
import { type FlowSample, useSamples } from "./use-samples";
import { useTestRun } from "./use-test-run";

/** The event of a test: one that came in, one of the catalogue, or what somebody writes. */
export function TestRunSample() {
  const store = useBuilderStore();
  const sample = useBuilder((state) => state.sample);
  const { data, isError, error, refetch, isFetching } = useSamples();
  const { start, starting, refusal } = useTestRun();
  const now = useNow();
  const [shown, setShown] = useState(sample);
  const [text, setText] = useState(() => pretty(sample?.payload));
  // Another sample was chosen, here or elsewhere.
  if (sample !== shown) {
    setShown(sample);
    setText(pretty(sample?.payload));
  }
  const read = readPayload(text);
  if (isError && !data)
    return (
      <ErrorState
        title="The sample events could not be loaded"
        message={error.message}
        onRetry={() => refetch()}
        pending={isFetching}
      />
    );
  if (!data) return <Skeleton className="h-48 w-full rounded-md" />;

  const choose = (id: string) => {
    const chosen = data.find((each) => each.id === id);
    const { setSample } = store.getState();
    if (chosen) setSample({ id: chosen.id, type: chosen.type, payload: chosen.payload });
    else if (sample) setSample({ ...sample, id: null });
  };
  const write = (next: string) => {
    setText(next);
    const payload = readPayload(next);
    if (!payload.ok || !sample) return;
    const own = { id: null, type: sample.type, payload: payload.payload };
    setShown(own);
    store.getState().setSample(own);
  };
  const options = [
    ...data.map((each) => ({ value: each.id, label: sampleWords(each, now) })),
    { value: OWN, label: "Your own JSON" },
  ];
  return (
    <form
      aria-label="Test event"
      className="flex flex-col gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        void start();
      }}
    >
      <div className="flex items-end gap-2">
        <Field label="Event" className="min-w-0 flex-1">
          <Select options={options} value={sample?.id ?? OWN} onValueChange={choose} />
        </Field>
        <Button
          size="md"
          variant="primary"
          type="submit"
          data-run-test
          disabled={!read.ok || !sample}
          pending={starting}
        >
          <Play aria-hidden />
          Run test
        </Button>
      </div>
      <Field label={sample?.type ?? "Payload"} error={read.ok ? refusal : read.message}>
        <Textarea
          mono
          className="max-h-96 min-h-24 text-xs"
          rows={6}
          spellCheck={false}
          value={text}
          onChange={(event) => write(event.target.value)}
        />
      </Field>
      <p className="text-muted text-xs">
        Runs the draft for real, marked as a test. Sandbox messages stay in the Outbox; steps cost tokens.
      </p>
    </form>
  );
}

const OWN = "own";

const pretty = (payload: unknown): string => JSON.stringify(payload ?? {}, null, 2);

function sampleWords({ type, source, subject, at }: FlowSample, now: number | null): string {
  if (source === "catalogue") return `${type}, an example`;
  const when = at && now !== null ? formatRelative(at, now) : null;
  return [type, subjectName(subject), when].filter(Boolean).join(", ");
}
