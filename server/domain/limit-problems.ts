import { durationMs } from "./duration";
import type { FlowDefinition } from "./flow";
import { flowGraph } from "./flow-graph";
import { LIMITS } from "./flow-limits";
import type { FlowProblem } from "./problem";
import { quotedStep } from "./quoted-step";
import type { Step } from "./step";

const DAY_MS = 86_400_000;

/** What goes beyond the limits of a flow, except those that the schema itself knows. */
export function limitProblems(definition: FlowDefinition): FlowProblem[] {
  const problems: FlowProblem[] = [];
  const steps = [...definition.steps, ...definition.error_handlers];
  const count = definition.steps.length + definition.error_handlers.length;
  if (count > LIMITS.steps) problems.push({ stepId: null, field: "steps", message: tooManySteps(count) });
  const kilobytes = Math.ceil(new TextEncoder().encode(JSON.stringify(definition)).byteLength / 1024);
  if (kilobytes * 1024 > LIMITS.definitionBytes) {
    const largest = steps.reduce(
      (a, b) => (JSON.stringify(b).length > JSON.stringify(a).length ? b : a),
      steps[0],
    );
    const message = `The flow has ${kilobytes} KB; 256 KB is the limit.${largest ? ` Its largest step is ${quotedStep(largest)}.` : ""} Keep long texts in templates.`;
    problems.push({ stepId: largest?.id ?? null, field: "", message });
  }
  for (const step of steps) {
    const wait = longestWait(step);
    if (wait && wait.ms > LIMITS.delayMs) {
      const message = `Step ${quotedStep(step)} waits ${Math.ceil(wait.ms / DAY_MS)} days; 90 days is the limit. Shorten it, or start another flow later.`;
      const most = { value: LIMITS.delayMs / DAY_MS, unit: "days" };
      const edits = [{ kind: "update_step" as const, stepId: step.id, changes: { [wait.field]: most } }];
      problems.push({
        ...{ stepId: step.id, field: wait.field, message },
        fix: { label: `Wait ${most.value} days`, edits },
      });
    }
    const rounds = step.type === "for_each" ? iterations(definition, step) : 0;
    if (rounds > LIMITS.iterations) {
      const message = `Step ${quotedStep(step)} may run ${rounds.toLocaleString("en-US")} times with the loops around it; 10,000 is the limit. Lower the limits of the loops.`;
      problems.push({ stepId: step.id, field: "limit", message });
    }
  }
  return problems;
}

export const tooManySteps = (count: number): string =>
  `The flow has ${count} steps; ${LIMITS.steps} is the limit. Move a part of it into a flow of its own.`;

function longestWait(step: Step): { ms: number; field: string } | null {
  if (step.type === "delay" && step.for) return { ms: durationMs(step.for) ?? 0, field: "for" };
  if ((step.type === "wait_for_event" || step.type === "approval") && step.timeout) {
    return { ms: durationMs(step.timeout) ?? 0, field: "timeout" };
  }
  return null;
}

/** How often the body may run in all: the product with the loops it stands in. */
function iterations(definition: FlowDefinition, step: Step): number {
  const graph = flowGraph(definition);
  let product = 1;
  let current: Step | null | undefined = step;
  for (let depth = 0; current?.type === "for_each" && depth < LIMITS.steps; depth++) {
    product *= Array.isArray(current.items) ? Math.min(current.limit, current.items.length) : current.limit;
    const around: string | null = graph.node(current.id)?.loop ?? null;
    current = around === null ? null : graph.node(around)?.step;
  }
  return product;
}
