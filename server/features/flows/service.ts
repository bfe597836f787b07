import { catalogueAction } from "@/server/domain/catalogue";
import { AppError, type FieldProblem } from "@/server/domain/errors";
import type { FlowDefinition } from "@/server/domain/flow";
import { type ImportedFlow, importFlow } from "@/server/domain/import-flow";
import type { FlowProblem } from "@/server/domain/problem";
import { type Problem, validate } from "@/server/domain/validate";
import type { WorkspaceId } from "@/server/domain/workspace";
import { offeredActions } from "@/server/plugins/offered-actions";
import { starters } from "@/server/templates/starters";
import type { Starter } from "@/server/templates/template";

/** Every complaint about a definition, with what this workspace has installed in mind. */
export async function problemsOf(workspaceId: WorkspaceId, definition: FlowDefinition): Promise<Problem[]> {
  const offered = await offeredActions(workspaceId);
  return validate(definition, { actions: offered.map(catalogueAction) });
}

/** Refuses what could not run at all. What is merely missing (a plugin, a field) is a warning, and passes. */
export function requireSound(definition: FlowDefinition): void {
  const broken = validate(definition).filter(({ severity }) => severity === "structure");
  if (broken.length > 0) throw refusal(broken);
}

/** A document in any of its forms, or the refusal that names its steps and fields. */
export function readDocument(document: unknown): ImportedFlow {
  const imported = importFlow(document);
  if (!imported.ok) throw refusal(imported.problems);
  requireSound(imported.flow.definition);
  return imported.flow;
}

export const listStarters = (): Starter[] => starters();

function refusal(problems: FlowProblem[]): AppError {
  const [first] = problems;
  const more = problems.length > 1 ? ` There are ${problems.length - 1} more problems.` : "";
  return new AppError("invalid", `${first?.message ?? "The flow is not valid."}${more}`, {
    problems: problems.map(toFieldProblem),
  });
}

const toFieldProblem = ({ stepId, field, message }: FlowProblem): FieldProblem => ({
  field,
  message,
  ...(stepId !== null && { stepId }),
});
