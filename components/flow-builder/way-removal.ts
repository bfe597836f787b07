import type { FlowDefinition } from "@/server/domain/flow";
import type { FlowEdit } from "@/server/domain/flow-edit";

/** The edit that takes a way away: a case or a branch goes, any other way ends. */
export function wayRemoval(definition: FlowDefinition, stepId: string, outlet: string): FlowEdit | null {
  const step = [...definition.steps, ...definition.error_handlers].find(({ id }) => id === stepId);
  if (!step) return null;
  const [kind, name = ""] = [outlet.slice(0, outlet.indexOf(":")), outlet.slice(outlet.indexOf(":") + 1)];
  if (step.type === "branch" && kind === "case")
    return { kind: "remove_case", stepId, caseId: name, withSteps: false };
  if (step.type === "parallel" && kind === "branch")
    return { kind: "remove_branch", stepId, index: Number(name), withSteps: false };
  return { kind: "disconnect", from: stepId, outlet };
}
