/**
 * Every complaint about a definition, with the step and the field. *structure* (what could not run at all) refuses
 * publishing; *catalogue* (a plugin that is not installed, an input that is missing) is a warning: at run time the step
 * fails into its error branch. Pure and quick: the builder calls it on every edit.
 */
import { durationMs } from "./duration";
import { type FlowDefinition, LIMITS } from "./flow";
import { flowGraph, type GraphEdge, TRIGGER } from "./flow-graph";
import type { ActionStep, Step } from "./step";

export type Problem = {
  severity: "structure" | "catalogue";
  stepId: string | null;
  field: string;
  message: string;
};

/** What there is to be used, made from the action manifests. */
export type Catalogue = {
  actions: {
    key: string;
    title: string /** Slugs, aliases and ids of the plugin that has it; empty: the platform. */;
    plugins: string[];
    required: string[];
    aliases: Record<string, string>;
  }[];
};

export function validate(definition: FlowDefinition, catalogue: Catalogue | null = null): Problem[] {
  return [...structureProblems(definition), ...(catalogue ? catalogueProblems(definition, catalogue) : [])];
}

export const isStructurallySound = (definition: FlowDefinition): boolean =>
  structureProblems(definition).length === 0;

function structureProblems(definition: FlowDefinition): Problem[] {
  const graph = flowGraph(definition);
  const steps = [...definition.steps, ...definition.error_handlers];
  const problems: Problem[] = [];
  const complain = (stepId: string | null, field: string, message: string) =>
    problems.push({ severity: "structure", stepId, field, message });
  if (definition.steps.length === 0) complain(null, "steps", "The flow has no step. Add at least one.");
  if (steps.length > LIMITS.steps)
    complain(
      null,
      "steps",
      `A flow has ${LIMITS.steps} steps at most, error handlers included; this one has ${steps.length}.`,
    );
  for (const id of graph.duplicates)
    complain(id, "id", `More than one step has the id “${id}”. Give each its own.`);
  for (const edge of graph.edges) if (edge.broken) complain(edge.from, edge.field ?? "", brokenWords(edge));
  for (const step of steps) limitProblems(step, complain);
  const iterations = nestedIterations(definition);
  if (iterations && iterations.product > LIMITS.iterations) {
    complain(
      iterations.stepId,
      "limit",
      `Nested loops could run ${iterations.product.toLocaleString("en-US")} times; ${LIMITS.iterations.toLocaleString("en-US")} is the most. Lower a limit.`,
    );
  }
  return problems;
}

function brokenWords({ broken, to }: GraphEdge): string {
  if (broken === "missing") return `It leads to “${to}”, and no step has that id. Choose a step, or “end”.`;
  if (broken === "cycle")
    return `It leads back to “${to}”: the run would never end. Use a loop (for each), or end here.`;
  return `It leads into or out of a loop's body at “${to}”. A body is entered by its loop, and left by ending the item.`;
}

function limitProblems(step: Step, complain: (stepId: string, field: string, message: string) => void): void {
  if (step.type === "delay" && step.for) tooLong(step.id, "for", durationMs(step.for), complain);
  if ((step.type === "wait_for_event" || step.type === "approval") && step.timeout)
    tooLong(step.id, "timeout", durationMs(step.timeout), complain);
}

function tooLong(
  stepId: string,
  field: string,
  ms: number | null,
  complain: (stepId: string, field: string, message: string) => void,
): void {
  if (ms !== null && ms > LIMITS.delayMs)
    complain(
      stepId,
      field,
      "It waits longer than 90 days, which is the most. Shorten it, or start another flow later.",
    );
}

function nestedIterations(definition: FlowDefinition): { product: number; stepId: string } | null {
  const graph = flowGraph(definition);
  let worst: { product: number; stepId: string } | null = null;
  for (const step of definition.steps) {
    if (step.type !== "for_each") continue;
    let product = step.limit;
    for (
      let loop = graph.node(step.id)?.loop ?? null, depth = 0;
      loop && depth < 50;
      loop = graph.node(loop)?.loop ?? null, depth++
    ) {
      const outer = graph.node(loop)?.step;
      if (outer?.type === "for_each") product *= outer.limit;
    }
    if (!worst || product > worst.product) worst = { product, stepId: step.id };
  }
  return worst;
}

function catalogueProblems(definition: FlowDefinition, catalogue: Catalogue): Problem[] {
  const problems: Problem[] = [];
  const complain = (stepId: string | null, field: string, message: string) =>
    problems.push({ severity: "catalogue", stepId, field, message });
  const reachable = reachableSteps(definition);
  for (const step of [...definition.steps, ...definition.error_handlers]) {
    if (!reachable.has(step.id))
      complain(step.id, "", "Nothing leads to this step, so it never runs. Connect or remove it.");
    if (step.type === "action") actionProblems(step, catalogue, complain);
  }
  return problems;
}

function actionProblems(
  step: ActionStep,
  { actions }: Catalogue,
  complain: (stepId: string, field: string, message: string) => void,
): void {
  const wanted = step.plugin_id && step.plugin_id !== "platform" ? step.plugin_id : null;
  const named = actions.filter((action) => action.key === step.action_id);
  const action = wanted
    ? named.find(({ plugins }) => plugins.includes(wanted))
    : (named.find(({ plugins }) => plugins.length === 0) ?? named[0]);
  if (!action) {
    const known = wanted && actions.some(({ plugins }) => plugins.includes(wanted));
    const why =
      wanted && !known
        ? `The plugin “${wanted}” is not installed here.`
        : `There is no action “${step.action_id}”${wanted ? ` in ${wanted}` : ""}.`;
    complain(
      step.id,
      wanted && !known ? "plugin_id" : "action_id",
      `${why}${suggestion(
        step.action_id,
        actions.map(({ key }) => key),
      )} The step will fail into its error branch.`,
    );
    return;
  }
  for (const field of action.required) {
    const given =
      field in step.config ||
      Object.entries(action.aliases).some(([alias, of]) => of === field && alias in step.config);
    if (!given)
      complain(
        step.id,
        `config.${field}`,
        `“${field}” is left out of ${action.title}: it is taken from the run's data if there is a field of that name.`,
      );
  }
}

function reachableSteps(definition: FlowDefinition): Set<string> {
  const graph = flowGraph(definition);
  const reached = new Set<string>();
  const open = [TRIGGER];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (reached.has(id)) continue;
    reached.add(id);
    for (const edge of graph.edgesFrom(id)) if (!edge.broken) open.push(edge.to);
  }
  return reached;
}

function suggestion(wanted: string, keys: string[]): string {
  const near = [...new Set(keys)]
    .filter((key) => distance(key, wanted) <= Math.max(2, wanted.length / 3))
    .slice(0, 3);
  return near.length > 0 ? ` Did you mean ${near.map((key) => `“${key}”`).join(" or ")}?` : "";
}

/** Levenshtein. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      next[j] = Math.min(
        (row[j] ?? 0) + 1,
        (next[j - 1] ?? 0) + 1,
        (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1),
      );
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
