import { useMemo } from "react";
import type { FlowDefinition } from "@/server/domain/flow";
import { flowText } from "@/server/domain/line-text";

/** The canvas in words, for screen readers. */
export function FlowSummary({ id, definition }: { id: string; definition: FlowDefinition }) {
  const text = useMemo(() => flowText(definition), [definition]);
  return (
    <p id={id} className="sr-only">
      {text} Arrow keys move between steps, Enter selects one.
    </p>
  );
}
