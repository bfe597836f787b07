import type { FlowDefinition } from "./flow";
import { flowGraph } from "./flow-graph";
import { oncePerSteps } from "./once-per-steps";

const NONE: ReadonlySet<string> = new Set();

/**
 * Ids of the steps whose error outlet leads to this step, however many steps are in between: the error of the one that
 * failed is what `{{error.message}}` speaks of here.
 */
export const failuresBefore = (definition: FlowDefinition, stepId: string): ReadonlySet<string> =>
  failures(definition).get(stepId) ?? NONE;

const failures = oncePerSteps((definition): Map<string, Set<string>> => {
  const graph = flowGraph(definition);
  const found = new Map<string, Set<string>>();
  for (const start of graph.edges) {
    if (start.kind !== "error" || start.broken) continue;
    const seen = new Set<string>();
    const open = [start.to];
    for (let at = open.pop(); at !== undefined; at = open.pop()) {
      if (seen.has(at)) continue;
      seen.add(at);
      const before = found.get(at) ?? new Set();
      found.set(at, before.add(start.from));
      for (const edge of graph.edgesFrom(at)) if (!edge.broken && !edge.nextItem) open.push(edge.to);
    }
  }
  return found;
});
