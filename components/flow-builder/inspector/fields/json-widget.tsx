"use client";

import { useState } from "react";
import { CodeField } from "../code/code-field";
import { jsonText, readJson } from "./json-text";
import type { WidgetProps } from "./widget-props";

/** JSON in the code editor. What cannot be read stays to be put right, and is not stored. */
export function JsonWidget({ field, value, onChange, readOnly }: WidgetProps) {
  const [typed, setTyped] = useState<{ text: string; stored: string } | null>(null);
  const stored = jsonText(value);
  // An undo, or another person, changed it: then that is shown.
  const text = typed && typed.stored === stored ? typed.text : stored;
  const read = readJson(text, WANTED[field.widget] ?? "any");
  const change = (next: string) => {
    const result = readJson(next, WANTED[field.widget] ?? "any");
    setTyped({ text: next, stored: result.ok ? jsonText(result.value) : stored });
    if (result.ok) onChange(result.value);
  };
  return (
    <>
      <CodeField
        language="json"
        label={field.title}
        value={text}
        onChange={change}
        placeholder={field.placeholder}
        readOnly={readOnly}
        invalid={!read.ok}
      />
      {read.ok ? null : (
        <p role="alert" className="text-failed text-xs">
          {read.message}
        </p>
      )}
    </>
  );
}

const WANTED: Record<string, "object" | "list"> = { map: "object", object: "object", list: "list" };
