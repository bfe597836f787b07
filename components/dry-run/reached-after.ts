import { durationMs } from "@/server/domain/duration";
import type { FlowDefinition } from "@/server/domain/flow";
import { flowGraph, TRIGGER } from "@/server/domain/flow-graph";
import type { Step } from "@/server/domain/step";

const DAY_MS = 86_400_000;

/** How long after the start each step begins at the earliest, in ms: told by the delays and time limits before it. */
export function reachedAfter(definition: FlowDefinition): ReadonlyMap<string, number> {
  const { edgesFrom, node } = flowGraph(definition);
  const reached = new Map<string, number>();
  const open = new Map<string, number>([[TRIGGER, 0]]);
  for (;;) {
    const next = nearest(open);
    if (next === null) return reached;
    const [id, at] = next;
    open.delete(id);
    reached.set(id, at);
    for (const edge of edgesFrom(id)) {
      if (edge.broken || reached.has(edge.to)) continue;
      const then = at + waitOf(node(id)?.step ?? null, edge.outlet);
      open.set(edge.to, Math.min(then, open.get(edge.to) ?? then));
    }
  }
}

/** Until the last of its steps begins. 0: it is over at once. */
export const flowLength = (definition: FlowDefinition): number =>
  Math.max(0, ...reachedAfter(definition).values());

function nearest(open: ReadonlyMap<string, number>): [string, number] | null {
  let best: [string, number] | null = null;
  for (const one of open) if (best === null || one[1] < best[1]) best = one;
  return best;
}

/** What is written as a reference is not known before it runs: a day, as a guess. */
function waitOf(step: Step | null, outlet: string): number {
  if (step?.type === "delay") {
    const fixed = step.for ? (durationMs(step.for) ?? DAY_MS) : 0;
    return fixed > 0 ? fixed : step.next || step.until ? DAY_MS : 0;
  }
  if ((step?.type === "wait_for_event" || step?.type === "approval") && outlet === "timeout")
    return step.timeout ? (durationMs(step.timeout) ?? DAY_MS) : 0;
  return 0;
}
