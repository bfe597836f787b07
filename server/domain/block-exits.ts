import type { FlowDefinition } from "./flow";
import { type FlowGraph, flowGraph, type GraphEdge } from "./flow-graph";
import { END } from "./flow-limits";
import { oncePerSteps } from "./once-per-steps";

/**
 * Step → where all its usual ways come together again: where the flow goes on behind it. A step with one way goes on
 * where that leads; one whose ways never meet is not in the map. Errors and the bodies of loops do not count.
 */
export const blockExits: (definition: FlowDefinition) => ReadonlyMap<string, string> = oncePerSteps(
  (definition) => read(flowGraph(definition)),
);

/** An arrow that a run follows to another step. */
export const leadsOn = ({ kind, broken, nextItem, to }: GraphEdge): boolean =>
  kind === "normal" && !broken && !nextItem && to !== END;

/** Immediate post-dominators, the end being one place. */
function read(graph: FlowGraph): Map<string, string> {
  const exits = new Map<string, string>();
  const depth = new Map<string, number>([[END, 0]]);
  const above = (id: string): string => exits.get(id) ?? END;
  const meet = (one: string, other: string): string => {
    let [a, b] = [one, other];
    while (a !== b) {
      if ((depth.get(a) ?? 0) >= (depth.get(b) ?? 0)) a = above(a);
      else b = above(b);
    }
    return a;
  };
  for (const id of lastFirst(graph)) {
    const goals = graph
      .edgesFrom(id)
      .filter(({ kind }) => kind === "normal")
      .map((edge) => (leadsOn(edge) ? edge.to : END));
    const exit =
      goals.reduce<string | null>((met, goal) => (met === null ? goal : meet(met, goal)), null) ?? END;
    if (exit !== END) exits.set(id, exit);
    depth.set(id, (depth.get(exit) ?? 0) + 1);
  }
  return exits;
}

/** Every step after all that it leads to. */
function lastFirst(graph: FlowGraph): string[] {
  const order: string[] = [];
  const seen = new Set<string>();
  for (const { id: start } of graph.nodes) {
    if (seen.has(start) || start === END) continue;
    seen.add(start);
    const path = [{ id: start, edges: graph.edgesFrom(start).filter(leadsOn) }];
    for (let top = path.at(-1); top; top = path.at(-1)) {
      const edge = top.edges.pop();
      if (!edge) {
        order.push(top.id);
        path.pop();
      } else if (!seen.has(edge.to)) {
        seen.add(edge.to);
        path.push({ id: edge.to, edges: graph.edgesFrom(edge.to).filter(leadsOn) });
      }
    }
  }
  return order;
}
