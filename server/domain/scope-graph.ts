import { flowGraph, type GraphEdge, type GraphNode, TRIGGER } from "./flow-graph";
import { END } from "./flow-limits";
import { oncePerSteps } from "./once-per-steps";
import type { Step } from "./step";

export type ScopeEdge = {
  outlet: string /** Index of a node of the same scope; ENDS: the branch is over. */;
  to: number;
};

export const ENDS = -1;

export type ScopeNode = {
  step: Step;
  /** Runs at the first edge that arrives; others wait until all incoming edges are decided. */
  any: boolean;
  incoming: number;
  out: ScopeEdge[];
  /** The body of a for_each. */
  body: ScopeGraph | null;
  /** The loop, for a handler that other loops lead to as well: part of its path. */
  lane: string | null;
};

/**
 * What is decided together: the whole flow outside of loops, or one item of a loop. Nodes are in topological order, so
 * that one pass from first to last carries every decision on.
 */
export type ScopeGraph = {
  nodes: ScopeNode[];
  entry: number /** Error handlers that it runs as its own. */;
  handlers: string[];
};

/** The scope outside of all loops; those of loops hang from their for_each. Computed once for each list of steps. */
export const rootScope = oncePerSteps((definition): ScopeGraph => {
  const graph = flowGraph(definition);
  const members = new Map<string | null, GraphNode[]>();
  for (const node of graph.nodes) {
    if (node.kind !== "step") continue;
    const list = members.get(node.loop);
    if (list) list.push(node);
    else members.set(node.loop, [node]);
  }
  const handlers = graph.nodes.filter(({ kind }) => kind === "handler");
  const users = new Map<string, ScopeNode[]>();

  const build = (loop: string | null, entryId: string | null): ScopeGraph => {
    const own = members.get(loop) ?? [];
    const local = new Set(own.map(({ id }) => id));
    const follow = (edge: GraphEdge) =>
      !edge.broken && !edge.nextItem && edge.kind !== "body" && edge.to !== END;
    // A loop runs the handlers that its steps lead to once per item; outside of loops every handler belongs.
    const reached =
      loop === null ? handlers : handlersOf(own, handlers, (id) => graph.edgesFrom(id).filter(follow));
    for (const { id } of reached) local.add(id);
    const ordered = inOrder([...own, ...reached], (id) =>
      graph.edgesFrom(id).filter((edge) => follow(edge) && local.has(edge.to)),
    );
    const indexOf = new Map(ordered.map((node, index) => [node.id, index]));
    const nodes = ordered.map(({ id, step, kind }) => {
      const out = graph
        .edgesFrom(id)
        .filter(({ kind }) => kind !== "body")
        .map((edge) => ({ outlet: edge.outlet, to: follow(edge) ? (indexOf.get(edge.to) ?? ENDS) : ENDS }));
      const start = graph.edgesFrom(id).find(({ kind }) => kind === "body");
      const body = step.type === "for_each" ? build(id, start && !start.broken ? start.to : null) : null;
      return {
        step,
        any: kind === "handler" || (step.type === "join" && step.mode === "any"),
        incoming: 0,
        out,
        body,
        lane: kind === "handler" && step.type !== "for_each" ? loop : null,
      };
    });
    if (loop !== null) {
      for (const node of nodes.filter(({ lane }) => lane !== null))
        users.set(node.step.id, [...(users.get(node.step.id) ?? []), node]);
    }
    const entry = indexOf.get(entryId ?? "") ?? ENDS;
    for (const node of nodes) {
      for (const { to } of node.out) {
        const target = nodes[to];
        if (target) target.incoming++;
      }
    }
    const first = nodes[entry];
    if (first) first.incoming++;
    return { nodes, entry, handlers: reached.map(({ id }) => id) };
  };

  const [start] = graph.edgesFrom(TRIGGER);
  const root = build(null, start && !start.broken ? start.to : null);
  for (const [only, other] of users.values()) if (only && !other) only.lane = null;
  return root;
});

type WithStep = GraphNode & { step: Step };

function handlersOf(
  own: GraphNode[],
  handlers: GraphNode[],
  edgesFrom: (id: string) => GraphEdge[],
): GraphNode[] {
  const names = new Set(handlers.map(({ id }) => id));
  const found = new Set<string>();
  for (const { id } of own) for (const { to } of edgesFrom(id)) if (names.has(to)) found.add(to);
  for (const id of found) for (const { to } of edgesFrom(id)) if (names.has(to)) found.add(to);
  return handlers.filter(({ id }) => found.has(id));
}

/** Topological, and otherwise as listed. */
function inOrder(nodes: GraphNode[], edgesFrom: (id: string) => GraphEdge[]): WithStep[] {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const seen = new Set<string>();
  const ordered: WithStep[] = [];
  for (const start of [...nodes].reverse()) {
    if (seen.has(start.id)) continue;
    seen.add(start.id);
    const path = [{ id: start.id, edges: edgesFrom(start.id) }];
    for (let top = path.at(-1); top; top = path.at(-1)) {
      const edge = top.edges.pop();
      if (!edge) {
        const node = byId.get(top.id);
        if (node?.step) ordered.push({ ...node, step: node.step });
        path.pop();
      } else if (!seen.has(edge.to)) {
        seen.add(edge.to);
        path.push({ id: edge.to, edges: edgesFrom(edge.to) });
      }
    }
  }
  return ordered.reverse();
}
