import { AppError, type FieldProblem } from "./errors";
import type { FlowDefinition } from "./flow";
import type { FlowProblem } from "./problem";
import { structureProblems } from "./structure-problems";

/** Refuses what could not run at all. What is merely missing (a plugin, a field) is a warning, and passes. */
export function requireSound(definition: FlowDefinition): void {
  const broken = structureProblems(definition);
  if (broken.length > 0) throw flowRefusal(broken);
}

/** The refusal of a flow, with every step and field that is wrong. */
export function flowRefusal(problems: FlowProblem[]): AppError {
  const [first] = problems;
  const others = problems.length - 1;
  const more = others > 0 ? ` (and ${others} more ${others === 1 ? "problem" : "problems"})` : "";
  return new AppError("invalid", `${first?.message ?? "The flow is not valid."}${more}`, {
    problems: problems.map(toFieldProblem),
  });
}

const toFieldProblem = ({ stepId, field, message }: FlowProblem): FieldProblem => ({
  field,
  message,
  ...(stepId !== null && { stepId }),
});
