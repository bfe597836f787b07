import { type Diagnostic, linter } from "@codemirror/lint";
import { findJsonFault } from "@/components/flows/find-json-fault";
import { plainReference } from "@/server/domain/template-source";

/** Marks the line in which a text stops being JSON. A text that does not begin like JSON is none. */
export const jsonFaults = linter(
  ({ state }): Diagnostic[] => {
    const text = state.doc.toString();
    const begins = text.trim();
    if (!/^[[{"]/.test(begins) || plainReference(begins) !== null) return [];
    const line = findJsonFault(text);
    if (line === null) return [];
    const { from, to } = state.doc.line(Math.min(line, state.doc.lines));
    return [{ from, to, severity: "error", message: "Here it stops being JSON." }];
  },
  { delay: 300 },
);
