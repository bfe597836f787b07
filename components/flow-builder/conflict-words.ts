import type { FlowDefinition } from "@/server/domain/flow";
import type { MergeConflict } from "@/server/domain/merge";
import { stepTitle } from "@/server/domain/step-title";

/** “Anna and you both changed Send SMS: message”. */
export function conflictWords(
  definition: FlowDefinition,
  conflicts: readonly MergeConflict[],
  by = "Somebody else",
): string {
  const steps = [...definition.steps, ...definition.error_handlers];
  const places = conflicts.map(({ stepId, field }) => {
    const step = stepId === null ? undefined : steps.find(({ id }) => id === stepId);
    const name = step ? stepTitle(step) : stepId === null ? "" : "the start";
    const what = field.replace(/^(?:config|settings|variables)\./, "").replace(/[._]/g, " ");
    return [name, what].filter(Boolean).join(": ");
  });
  const [one = "the same place", ...others] = [...new Set(places)];
  const more = others.length > 0 ? ` and ${others.length} more` : "";
  return `${by || "Somebody else"} and you both changed ${one}${more}`;
}
