import type { FlowDefinition } from "./flow";
import { rootScope, type ScopeGraph } from "./scope-graph";

/** What one item of a loop consists of. */
export type LoopScope = {
  /** Steps that run once per item, in order; those of loops inside it are not among them. */
  stepIds: string[];
  /** An item in which one of these failed has failed: nothing leads on from their error. */
  unhandled: string[];
  /** An item that came to one of these ends has failed. */
  failedEnds: string[];
};

/** Null: the flow has no such loop. */
export function loopScope(definition: FlowDefinition, loopId: string): LoopScope | null {
  const body = findBody(rootScope(definition), loopId);
  if (!body) return null;
  const { nodes } = body;
  const ids = (of: typeof nodes) => of.map(({ step }) => step.id);
  return {
    stepIds: ids(nodes),
    unhandled: ids(nodes.filter(({ out }) => !out.some(({ outlet }) => outlet === "error"))),
    failedEnds: ids(nodes.filter(({ step }) => step.type === "end" && step.outcome === "failed")),
  };
}

function findBody(scope: ScopeGraph, loopId: string): ScopeGraph | null {
  for (const { step, body } of scope.nodes) {
    if (!body) continue;
    const found = step.id === loopId ? body : findBody(body, loopId);
    if (found) return found;
  }
  return null;
}
