"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Check, FileUp } from "lucide-react";
import { useRouter } from "next/navigation";
import { type DragEvent, useEffect, useState } from "react";
import { useTRPC } from "@/components/shell/trpc";
import { useWorkspace } from "@/components/shell/workspace-context";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { Field } from "@/components/ui/field";
import { FileButton } from "@/components/ui/file-button";
import { Textarea } from "@/components/ui/textarea";
import { describeTrigger } from "@/server/domain/describe-trigger";
import type { ImportResult } from "@/server/domain/import-flow";
import { FlowProblemList } from "./flow-problem-list";
import { type ReadDocument, readDocument } from "./read-document";

/** Paste or drop a flow as JSON, in either form. It is read while one types; what is wrong is said by step. */
export function ImportFlowForm({ folder }: { folder: string }) {
  const trpc = useTRPC();
  const router = useRouter();
  const queries = useQueryClient();
  const { slug: workspace } = useWorkspace();
  const [text, setText] = useState("");
  const [read, setRead] = useState<ReadDocument | null>(null);
  const [dragging, setDragging] = useState(false);
  const save = useMutation(
    trpc.flows.import.mutationOptions({
      onSuccess: ({ id }) => {
        void queries.invalidateQueries({ queryKey: trpc.flows.pathKey() });
        router.push(`/w/${workspace}/flows/${id}`);
      },
    }),
  );

  useEffect(() => {
    if (!text.trim()) return setRead(null);
    let current = true;
    const timer = setTimeout(async () => {
      const found = await readDocument(text);
      if (current) setRead(found);
    }, 200);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [text]);

  const take = async (chosen: File | undefined) => {
    if (!chosen) return;
    setText(await chosen.text());
    save.reset();
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setDragging(false);
    void take(event.dataTransfer.files[0]);
  };
  const ready = read?.ok === true && read.result.ok;

  return (
    <div className="flex flex-col gap-4">
      {/* biome-ignore lint/a11y/noStaticElementInteractions: dropping is a shortcut; the same file is chosen with the button below */}
      <div
        onDragOver={(event) => {
          event.preventDefault();
          setDragging(true);
        }}
        onDragLeave={() => setDragging(false)}
        onDrop={drop}
        className={cn("rounded-lg", dragging && "outline-2 outline-accent outline-dashed")}
      >
        <Field
          label="Flow as JSON"
          help="Paste it, drop a file here, or choose one. Both forms are read: with trigger and steps, and with trigger_event and flow_definition."
          error={read?.ok === false ? read.message : undefined}
        >
          <Textarea
            mono
            className="max-h-80 min-h-48"
            placeholder={EXAMPLE}
            value={text}
            onChange={(event) => {
              setText(event.target.value);
              save.reset();
            }}
          />
        </Field>
      </div>
      <div aria-live="polite">
        {read?.ok ? <Found result={read.result} /> : null}
        {save.error ? <p className="text-failed">{save.error.message}</p> : null}
      </div>
      <div className="flex justify-end gap-2">
        <FileButton size="md" accept=".json,application/json" fileLabel="Flow file" onFile={take}>
          <FileUp aria-hidden />
          Choose a file
        </FileButton>
        <Button
          size="md"
          variant="primary"
          disabled={!ready}
          pending={save.isPending || save.isSuccess}
          onClick={() => read?.ok && save.mutate({ workspace, document: read.document, folder })}
        >
          Import flow
        </Button>
      </div>
    </div>
  );
}

function Found({ result }: { result: ImportResult }) {
  if (!result.ok) return <FlowProblemList problems={result.problems} />;
  const { name, definition } = result.flow;
  const count = definition.steps.length;
  return (
    <p className="flex gap-2">
      <Check aria-hidden className="mt-0.5 size-4 shrink-0 text-succeeded" />
      <span className="min-w-0 break-words">
        <span className="font-medium">{name}</span>
        <span className="text-muted">
          : {count} {count === 1 ? "step" : "steps"}, starts with {describeTrigger(definition.trigger).title}
        </span>
      </span>
    </p>
  );
}

const EXAMPLE = `{
  "name": "Welcome new customers",
  "trigger": { "type": "event", "event_types": ["customer.created"] },
  "steps": [{ "id": "welcome", "type": "action", "action_id": "send_email", "config": { "template": "welcome_email" } }]
}`;
