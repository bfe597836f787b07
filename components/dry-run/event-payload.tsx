"use client";

import { useState } from "react";
import { readPayload } from "@/components/flows/read-payload";
import { Field } from "@/components/ui/field";
import { Textarea } from "@/components/ui/textarea";
import type { TriedEvent } from "./dry-run-samples";

type EventPayloadProps = { event: TriedEvent; onChange: (payload: Record<string, unknown>) => void };

/** What the event brings, to read and to change: changed, it is an event of one's own. */
export function EventPayload({ event, onChange }: EventPayloadProps) {
  const [shown, setShown] = useState(event.id);
  const [text, setText] = useState(() => pretty(event.payload));
  // Another sample was chosen.
  if (event.id !== shown) {
    setShown(event.id);
    if (event.id !== null) setText(pretty(event.payload));
  }
  const read = readPayload(text);
  return (
    <details className="group">
      <summary className="cursor-pointer text-muted text-xs hover:text-ink">What it brings</summary>
      <Field label={event.type} error={read.ok ? null : read.message} className="mt-2">
        <Textarea
          mono
          rows={6}
          spellCheck={false}
          className="max-h-72 min-h-24"
          value={text}
          onChange={({ target }) => {
            setText(target.value);
            const written = readPayload(target.value);
            if (written.ok) onChange(written.payload);
          }}
        />
      </Field>
    </details>
  );
}

const pretty = (payload: unknown): string => JSON.stringify(payload, null, 2);
