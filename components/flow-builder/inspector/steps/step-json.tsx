"use client";

import { useState } from "react";
import type { Step } from "@/server/domain/step";
import { CodeField } from "../code/code-field";
import { FieldFrame } from "../fields/field-frame";
import { useChangeStep } from "../use-step";
import { readStep, stepText } from "./step-text";

/** A step of a kind that has no form: its document, checked before it is stored. */
export function StepJson({ step, readOnly }: { step: Step; readOnly: boolean }) {
  const change = useChangeStep(step.id);
  const written = stepText(step);
  const [typed, setTyped] = useState<{ text: string; stored: string } | null>(null);
  // An undo, or another person, changed it: then that is shown.
  const text = typed && typed.stored === written ? typed.text : written;
  const read = readStep(text, step);
  const edit = (next: string) => {
    const result = readStep(next, step);
    setTyped({ text: next, stored: result.ok ? stepText(result.step) : written });
    if (result.ok) change(result.changes, "json");
  };
  return (
    <FieldFrame
      label="Step as JSON"
      path=""
      error={read.ok ? null : read.message}
      help="Steps of this kind are written as JSON. Its id, kind, name and ways out are changed elsewhere."
    >
      <CodeField
        language="json"
        label="Step as JSON"
        value={text}
        readOnly={readOnly}
        invalid={!read.ok}
        onChange={edit}
      />
    </FieldFrame>
  );
}
