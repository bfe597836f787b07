"use client";

import { useMemo } from "react";
import { useDebounced } from "@/components/ui/use-debounced";
import { useData } from "./data-context";
import { hasTemplate, previewOf } from "./preview";
import { useTemplateEngine } from "./template-engine";

/** Below a field: what it gives for the sample, rendered as it is when the step runs. */
export function FieldPreview({ value }: { value: unknown }) {
  return hasTemplate(value) ? <Rendered value={value} /> : null;
}

function Rendered({ value }: { value: unknown }) {
  const { scope } = useData();
  const engine = useTemplateEngine();
  const settled = useDebounced(value, 120);
  const preview = useMemo(
    () => (engine ? previewOf(settled, scope, engine) : null),
    [engine, settled, scope],
  );
  // What cannot be read stands among the problems of the field.
  if (!preview?.ok) return null;
  return (
    <p className="whitespace-pre-wrap break-words text-muted text-xs">
      <span className="sr-only">With the sample: </span>
      {preview.text === "" ? <span className="text-faint">empty in the sample</span> : preview.text}
      {preview.missing.length > 0 && preview.text !== "" ? (
        <span className="block text-held">Not in the sample: {preview.missing.join(", ")}</span>
      ) : null}
    </p>
  );
}
