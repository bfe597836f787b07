import type { FlowDefinition } from "./flow";
import { flowGraph } from "./flow-graph";
import { oncePerSteps } from "./once-per-steps";

/** Ids of the steps from which a step can be reached: those that may have run before it. */
export function stepsBefore(definition: FlowDefinition, stepId: string): ReadonlySet<string> {
  const incoming = edgesTo(definition);
  const found = new Set<string>();
  const pending = [stepId];
  for (let id = pending.pop(); id !== undefined; id = pending.pop()) {
    for (const from of incoming.get(id) ?? []) {
      if (found.has(from)) continue;
      found.add(from);
      pending.push(from);
    }
  }
  return found;
}

const edgesTo = oncePerSteps((definition): Map<string, string[]> => {
  const incoming = new Map<string, string[]>();
  for (const { from, to, broken, nextItem } of flowGraph(definition).edges) {
    if (broken || nextItem) continue;
    const list = incoming.get(to);
    if (list) list.push(from);
    else incoming.set(to, [from]);
  }
  return incoming;
});
