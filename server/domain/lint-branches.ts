import { canFail } from "./can-fail";
import type { Condition } from "./condition";
import { splitPath } from "./data-scope";
import type { FlowDefinition } from "./flow";
import { type FlowGraph, flowGraph, type GraphEdge } from "./flow-graph";
import { END } from "./flow-limits";
import type { FlowProblem, WayOut } from "./problem";
import { quotedStep } from "./quoted-step";
import { rulesIn } from "./references";
import { sameValue } from "./same-value";
import type { Step } from "./step";
import { isTemplate } from "./template-source";

/** Ways that no run ever takes. Steps that nothing leads to are `validate`'s affair. */
export function lintBranches(definition: FlowDefinition): FlowProblem[] {
  const graph = flowGraph(definition);
  const problems: FlowProblem[] = [];
  const complain: Complain = (step, field, message, wayOut) =>
    problems.push({ stepId: step.id, field, message, ...wayOut });
  const incoming = incomingOf(graph);
  for (const { step, kind } of graph.nodes) {
    if (!step) continue;
    if (step.type === "wait_for_event" && step.on_timeout && step.on_timeout !== END && !step.timeout)
      complain(
        step,
        "on_timeout",
        `${quotedStep(step)} has no time limit, so “not in time” never happens. Give it one.`,
      );
    if (step.type === "branch") deadCases(step, complain);
    if (step.type === "condition") {
      if (contradicts(step.condition))
        complain(
          step,
          "condition",
          `${quotedStep(step)} asks for two things that cannot both be: “yes” is never taken.`,
          { hint: "Ask for one of them, or for any of the two." },
        );
      const decided = decidedBefore(graph, incoming, step.id, step.condition);
      if (decided)
        complain(
          step,
          "condition",
          `${quotedStep(decided.step)} has asked the same before: “${decided.answer === "true" ? "no" : "yes"}” is never taken here.`,
          { hint: "Ask something else here, or remove the step." },
        );
    }
    const way = graph
      .edgesFrom(step.id)
      .find((edge) => edge.kind === "error" && edge.explicit && edge.to !== END);
    if (way && !canFail(step))
      complain(
        step,
        way.field ?? "",
        `${quotedStep(step)} cannot fail, so its error branch is never taken.`,
        {
          fix: {
            label: "Remove the error branch",
            edits: [{ kind: "disconnect", from: step.id, outlet: way.outlet }],
          },
        },
      );
    if (kind === "handler") idleHandler(graph, incoming, step, complain);
  }
  return problems;
}

type Complain = (step: Step, field: string, message: string, wayOut?: WayOut) => void;

function deadCases(step: Extract<Step, { type: "branch" }>, complain: Complain): void {
  for (const [index, one] of step.cases.entries()) {
    const field = `cases.${index}.condition`;
    const name = one.name ?? `case ${index + 1}`;
    const earlier = step.cases.findIndex(({ condition }) => sameValue(condition, one.condition));
    if (earlier < index)
      complain(
        step,
        field,
        `“${name}” asks the same as “${step.cases[earlier]?.name ?? `case ${earlier + 1}`}” before it, and is never taken.`,
        {
          fix: {
            label: `Remove “${name}”`,
            edits: [{ kind: "remove_case", stepId: step.id, caseId: one.id, withSteps: false }],
          },
        },
      );
    else if (contradicts(one.condition))
      complain(step, field, `“${name}” asks for two things that cannot both be, and is never taken.`, {
        hint: "Ask for one of them, or for any of the two.",
      });
  }
}

/** One field that has to be two things at once, or there and not there. */
function contradicts(condition: Condition): boolean {
  if (!("and" in condition)) return false;
  if (condition.and.some(contradicts)) return true;
  const rules = condition.and.flatMap((part) => ("field" in part ? [part] : []));
  return rules.some((one, index) =>
    rules.slice(index + 1).some((other) => {
      if (one.field !== other.field) return false;
      const operators = new Set([one.operator, other.operator]);
      if (one.operator === "equals" && other.operator === "equals")
        return isKnown(one.value) && isKnown(other.value) && String(one.value) !== String(other.value);
      const opposite = OPPOSITES.some(([a, b]) => operators.has(a) && operators.has(b));
      return opposite && sameValue(one.value ?? null, other.value ?? null);
    }),
  );
}

const isKnown = (value: unknown): boolean => typeof value !== "string" || !isTemplate(value);

const OPPOSITES = [
  ["equals", "not_equals"],
  ["contains", "not_contains"],
  ["exists", "not_exists"],
  ["in", "not_in"],
] as const;

type Incoming = ReadonlyMap<string, readonly GraphEdge[]>;

function incomingOf(graph: FlowGraph): Incoming {
  const incoming = new Map<string, GraphEdge[]>();
  for (const edge of graph.edges) {
    if (edge.broken || edge.nextItem) continue;
    const list = incoming.get(edge.to);
    if (list) list.push(edge);
    else incoming.set(edge.to, [edge]);
  }
  return incoming;
}

/** The same question on the only way to a step, about what the trigger brought: that does not change. */
function decidedBefore(
  graph: FlowGraph,
  incoming: Incoming,
  stepId: string,
  condition: Condition,
): { step: Step; answer: string } | null {
  if (rulesIn(condition, "").some(({ rule }) => CHANGES.has(splitPath(rule.field)[0] ?? ""))) return null;
  const seen = new Set<string>();
  let at = stepId;
  for (;;) {
    const [only, ...others] = incoming.get(at) ?? [];
    if (!only || others.length > 0 || seen.has(only.from)) return null;
    seen.add(only.from);
    const step = graph.node(only.from)?.step;
    if (step?.type === "condition" && only.kind === "normal" && sameValue(step.condition, condition))
      return { step, answer: only.outlet };
    at = only.from;
  }
}

const CHANGES = new Set(["contact", "variables", "steps", "error", "loop", "item", "index", "now"]);

/** A handler that is only led to by steps that cannot fail. */
function idleHandler(graph: FlowGraph, incoming: Incoming, step: Step, complain: Complain): void {
  const edges = incoming.get(step.id) ?? [];
  const sources = edges.flatMap(({ from }) => graph.node(from)?.step ?? []);
  if (edges.length > 0 && edges.every(({ kind }) => kind === "error") && !sources.some(canFail))
    complain(step, "", `No step can fail into ${quotedStep(step)}, so it never runs.`, {
      hint: "Lead the error branch of another step to it, or remove it.",
    });
}
