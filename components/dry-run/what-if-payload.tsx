"use client";

import { useState } from "react";
import { readPayload } from "@/components/flows/read-payload";
import { Field } from "@/components/ui/field";
import { Textarea } from "@/components/ui/textarea";

type WhatIfPayloadProps = {
  type: string;
  payload: Record<string, unknown>;
  onChange: (payload: Record<string, unknown>) => void;
};

/** What the event brings that happens meanwhile, to change. */
export function WhatIfPayload({ type, payload, onChange }: WhatIfPayloadProps) {
  const [text, setText] = useState(() => JSON.stringify(payload, null, 2));
  const read = readPayload(text);
  const write = (next: string) => {
    setText(next);
    const written = readPayload(next);
    if (written.ok) onChange(written.payload);
  };
  return (
    <Field label={`What ${type} brings`} error={read.ok ? null : read.message}>
      <Textarea
        mono
        rows={5}
        spellCheck={false}
        className="max-h-48 min-h-20"
        value={text}
        onChange={(event) => write(event.target.value)}
      />
    </Field>
  );
}
