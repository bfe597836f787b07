import type { FlowDefinition } from "./flow";
import { type FlowGraph, flowGraph, type GraphEdge, TRIGGER } from "./flow-graph";
import { limitProblems } from "./limit-problems";
import type { FlowProblem, WayOut } from "./problem";
import { fixName } from "./problem-fix";
import { quotedStep } from "./quoted-step";
import { scheduleProblem } from "./schedule";
import { rootScope, type ScopeGraph } from "./scope-graph";
import { settingsProblems } from "./settings-problems";

/** What could not run at all, or goes beyond a limit. */
export function structureProblems(definition: FlowDefinition): FlowProblem[] {
  const graph = flowGraph(definition);
  const problems: FlowProblem[] = [];
  const complain = (stepId: string | null, field: string, message: string, wayOut: WayOut = {}) =>
    problems.push({ stepId, field, message, ...wayOut });
  if (definition.steps.length === 0) complain(null, "steps", "The flow has no step. Add at least one.");
  for (const id of graph.duplicates)
    complain(id, "id", `More than one step has the id “${id}”. Give each its own.`);
  for (const edge of graph.edges) {
    if (edge.broken)
      complain(
        edge.from === TRIGGER ? edge.to : edge.from,
        edge.field ?? "",
        brokenWords(edge, graph),
        missingTarget(edge, graph),
      );
  }
  for (const { step } of graph.nodes) {
    if (step?.type !== "branch") continue;
    const ids = step.cases.map(({ id }) => id);
    const twice = ids.find((id, index) => ids.indexOf(id) !== index);
    if (twice !== undefined)
      complain(
        step.id,
        "cases",
        `Step ${quotedStep(step)} has two cases with the id “${twice}”. Give each its own.`,
      );
  }
  const { trigger } = definition;
  const wrong = trigger.type === "schedule" ? scheduleProblem(trigger.cron, trigger.timezone) : null;
  if (wrong) complain(null, `trigger.${wrong.field}`, wrong.message);
  for (const { handler, loops } of sharedHandlers(definition)) {
    complain(
      handler,
      "",
      `The error handler “${handler}” is used inside the loops ${loops.map((id) => `“${id}”`).join(" and ")}. Give each loop a handler of its own.`,
    );
  }
  return [...problems, ...settingsProblems(definition.settings), ...limitProblems(definition)];
}

/** The step that was meant, if its id is only misspelt; else the way ends, as there is nothing it could lead to. */
function missingTarget({ from, outlet, to, broken }: GraphEdge, graph: FlowGraph): WayOut {
  if (broken !== "missing" || from === TRIGGER) return {};
  const ids = graph.nodes.flatMap(({ id, step }) => (step && id !== from ? [id] : []));
  const meant = fixName(to, ids, (name) => ({ kind: "connect", from, outlet, to: name }));
  if (meant.fix) return meant;
  return { fix: { label: "End this way", edits: [{ kind: "disconnect", from, outlet }] } };
}

function brokenWords({ from, to, label, broken }: GraphEdge, graph: FlowGraph): string {
  if (from === TRIGGER) return `The first step, “${to}”, is inside a loop. Put the loop first.`;
  const step = graph.node(from)?.step;
  const way = `Step ${step ? quotedStep(step) : from}${label ? `, “${label}”,` : ""}`;
  if (broken === "missing")
    return `${way} leads to “${to}”, and no step has that id. Choose a step, or “end”.`;
  if (broken === "cycle")
    return `${way} leads back to “${to}”: the run would never end. Use a loop (for each), or end here.`;
  return `${way} leads into or out of a loop at “${to}”. A loop's steps are entered through the loop, and left by ending the item.`;
}

/**
 * A handler runs once per item of a loop, under the item's path. Two loops of the same depth have the same paths, so
 * their items could not be told apart.
 */
function sharedHandlers(definition: FlowDefinition): { handler: string; loops: string[] }[] {
  const users = new Map<string, Set<string>>();
  const visit = (scope: ScopeGraph, depth: number) => {
    for (const { step, body } of scope.nodes) {
      if (!body) continue;
      for (const handler of body.handlers) {
        const key = `${depth}/${handler}`;
        users.set(key, (users.get(key) ?? new Set()).add(step.id));
      }
      visit(body, depth + 1);
    }
  };
  visit(rootScope(definition), 0);
  return [...users]
    .filter(([, loops]) => loops.size > 1)
    .map(([key, loops]) => ({ handler: key.slice(key.indexOf("/") + 1), loops: [...loops] }));
}
