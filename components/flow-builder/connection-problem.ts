import { applyEdit } from "@/server/domain/edit";
import { AppError } from "@/server/domain/errors";
import type { FlowDefinition } from "@/server/domain/flow";
import { flowGraph, type GraphEdge, TRIGGER } from "@/server/domain/flow-graph";
import { END } from "@/server/domain/flow-limits";
import { stepTitle } from "@/server/domain/step-title";
import type { Way } from "./canvas-model";

/** Why a way cannot lead to this step (or the end), in a sentence; null when it can. */
export function connectionProblem(definition: FlowDefinition, way: Way, to: string): string | null {
  const known = problems.get(definition) ?? new Map<string, string | null>();
  problems.set(definition, known);
  const key = `${way.stepId}:${way.outlet}:${to}`;
  const found = known.get(key);
  if (found !== undefined) return found;
  const problem = judge(definition, way, to);
  known.set(key, problem);
  return problem;
}

/** Asked on every movement of the pointer. */
const problems = new WeakMap<FlowDefinition, Map<string, string | null>>();

function judge(definition: FlowDefinition, { stepId, outlet }: Way, to: string): string | null {
  if (to === TRIGGER) return "Nothing leads to the start: only an event, a schedule or a person does.";
  try {
    const changed = applyEdit(definition, { kind: "connect", from: stepId, outlet, to });
    const before = new Set(brokenOf(definition).map(({ id }) => id));
    const edge = brokenOf(changed).find(({ id }) => !before.has(id));
    return edge ? inWords(edge, definition, to) : null;
  } catch (error) {
    if (error instanceof AppError) return error.message;
    throw error;
  }
}

const brokenOf = (definition: FlowDefinition): GraphEdge[] =>
  flowGraph(definition).edges.filter(({ broken }) => broken !== null);

function inWords({ broken }: GraphEdge, definition: FlowDefinition, to: string): string {
  const graph = flowGraph(definition);
  const step = graph.node(to)?.step;
  const name = step ? `“${stepTitle(step)}”` : to === END ? "The end" : `“${to}”`;
  if (broken === "cycle") return `${name} comes before it. To do something again, use “Repeat for each”.`;
  const loop = graph.node(graph.node(to)?.loop ?? "")?.step;
  return loop
    ? `${name} belongs to the loop “${stepTitle(loop)}”, which is entered only through its start.`
    : `${name} stands outside of the loop. Let this way go on to the next item instead.`;
}
