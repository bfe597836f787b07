import type { FlowDefinition } from "@/server/domain/flow";

/** What keeps a text from being the id of a step, in words. */
export function stepIdProblem(definition: FlowDefinition, stepId: string, typed: string): string | null {
  const id = typed.trim();
  if (id === stepId) return null;
  if (id === "") return "An id cannot be empty.";
  if (id.length > 100) return "An id has at most 100 characters.";
  if (!/^[\w.-]+$/.test(id)) return "Letters, digits, _, - and . only: references are written with it.";
  if (id === "end") return "“end” means the end of a flow: choose another id.";
  const taken = [...definition.steps, ...definition.error_handlers].some((step) => step.id === id);
  return taken ? `There is a step “${id}” already.` : null;
}
