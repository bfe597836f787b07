/**
 * The flow as boxes and arrows: the one reading of "where does this lead" for the canvas, the validation and the rule
 * that runs flows. It takes any definition that parses, also a broken draft: an arrow that cannot be followed is kept
 * and marked, and ends its branch.
 */
import type { FlowDefinition } from "./flow";
import { END } from "./flow-limits";
import { loopBodies } from "./loop-bodies";
import { oncePerSteps } from "./once-per-steps";
import { type OutletKind, outletsOf } from "./outlets";
import type { Step } from "./step";

/** The trigger's box. No step may have this id. */
export const TRIGGER = "$trigger";

export type GraphNode = {
  id: string;
  kind: "trigger" | "step" | "handler" | "end";
  step: Step | null;
  /** The for_each whose body the step belongs to. */
  loop: string | null;
};

export type GraphEdge = {
  /** `<from>:<outlet>`, unique. */
  id: string;
  from: string;
  outlet: string;
  /** Id of a node; for a broken edge of kind "missing", the id that nobody has. */
  to: string;
  label: string;
  kind: OutletKind;
  /** Where the target is written in the step; null where it cannot be. */
  field: string | null;
  /** False: the step is silent and goes on with the next in the list, with the end, or with the catch-all. */
  explicit: boolean;
  /** The silent way of a failing step to the first error handler. */
  catchAll: boolean;
  /** Back to the loop's own box: the item is done. */
  nextItem: boolean;
  /** missing: no such step · cycle: leads back · crosses_loop: into or out of a for_each other than through it. */
  broken: null | "missing" | "cycle" | "crosses_loop";
};

export type FlowGraph = {
  nodes: GraphNode[];
  edges: GraphEdge[];
  node: (id: string) => GraphNode | undefined;
  /** In the order in which the step declares its ways out. */
  edgesFrom: (id: string) => readonly GraphEdge[];
  /** Ids that more than one step has; only the first of them is a node. */
  duplicates: string[];
};

/** Computed once for each list of steps. */
export const flowGraph: (definition: FlowDefinition) => FlowGraph = oncePerSteps(read);

function read(definition: FlowDefinition): FlowGraph {
  const bodies = loopBodies(definition);
  const byId = new Map<string, GraphNode>([
    [TRIGGER, { id: TRIGGER, kind: "trigger", step: null, loop: null }],
  ]);
  const duplicates = new Set<string>();
  const add = (step: Step, kind: "step" | "handler") => {
    if (byId.has(step.id)) duplicates.add(step.id);
    else
      byId.set(step.id, { id: step.id, kind, step, loop: kind === "step" ? bodies.loopOf(step.id) : null });
  };
  for (const step of definition.steps) add(step, "step");
  for (const step of definition.error_handlers) add(step, "handler");
  byId.set(END, { id: END, kind: "end", step: null, loop: null });

  const from = new Map<string, GraphEdge[]>();
  from.set(TRIGGER, [firstEdge(definition.steps[0]?.id ?? END, byId)]);
  for (const node of byId.values())
    if (node.step) from.set(node.id, waysOut(node, node.step, byId, bodies.nextInList));
  addCatchAll(definition.error_handlers[0]?.id, byId, from);
  markCycles([TRIGGER, ...byId.keys()], from);

  return {
    nodes: [...byId.values()],
    edges: [...from.values()].flat(),
    node: (id) => byId.get(id),
    edgesFrom: (id) => from.get(id) ?? [],
    duplicates: [...duplicates],
  };
}

type Nodes = ReadonlyMap<string, GraphNode>;

const firstEdge = (to: string, nodes: Nodes): GraphEdge => ({
  ...{ id: `${TRIGGER}:start`, from: TRIGGER, outlet: "start", to, label: "", kind: "normal" },
  ...{ field: null, explicit: false, catchAll: false, nextItem: false },
  broken: nodes.get(to)?.loop ? "crosses_loop" : null,
});

function waysOut(node: GraphNode, step: Step, nodes: Nodes, nextInList: (step: Step) => string): GraphEdge[] {
  const edges: GraphEdge[] = [];
  for (const way of outletsOf(step)) {
    const silent = way.target === undefined;
    if (silent && way.kind === "error") continue;
    const to = way.target ?? (node.kind === "handler" ? END : nextInList(step));
    edges.push({
      id: `${step.id}:${way.outlet}`,
      from: step.id,
      outlet: way.outlet,
      to,
      label: way.label,
      kind: way.kind,
      field: way.field,
      explicit: !silent,
      catchAll: false,
      nextItem: node.loop !== null && to === node.loop,
      broken: wrong(node, way.kind, to, nodes),
    });
  }
  return edges;
}

function wrong(node: GraphNode, kind: OutletKind, to: string, nodes: Nodes): GraphEdge["broken"] {
  const target = nodes.get(to);
  if (!target || target.kind === "trigger") return "missing";
  if (target.kind === "end" || target.kind === "handler" || to === node.loop) return null;
  return target.loop === (kind === "body" ? node.id : node.loop) ? null : "crosses_loop";
}

/**
 * A failing step that names no on_error goes to the first handler. Not inside a loop, where a failing item is what
 * on_item_error speaks of; nor from the handlers themselves and what follows the first one.
 */
function addCatchAll(handlerId: string | undefined, nodes: Nodes, from: Map<string, GraphEdge[]>): void {
  if (handlerId === undefined) return;
  const behind = reachable(handlerId, from);
  for (const node of nodes.values()) {
    if (node.kind !== "step" || !node.step || node.loop !== null || behind.has(node.id)) continue;
    const way = outletsOf(node.step).find(({ kind }) => kind === "error");
    const edges = from.get(node.id);
    if (!way || !edges || edges.some(({ outlet }) => outlet === "error")) continue;
    edges.push({
      ...{
        id: `${node.id}:error`,
        from: node.id,
        outlet: "error",
        to: handlerId,
        label: way.label,
        kind: "error",
      },
      ...{ field: way.field, explicit: false, catchAll: true, nextItem: false, broken: null },
    });
  }
}

function reachable(start: string, from: ReadonlyMap<string, GraphEdge[]>): Set<string> {
  const found = new Set<string>([start]);
  for (const id of found) for (const edge of from.get(id) ?? []) if (!edge.broken) found.add(edge.to);
  return found;
}

/** Marks the edges that lead back to a step that leads to them, as seen from the trigger. */
function markCycles(ids: Iterable<string>, from: ReadonlyMap<string, GraphEdge[]>): void {
  const state = new Map<string, "open" | "done">();
  for (const start of ids) {
    if (state.has(start)) continue;
    const path = [{ id: start, next: 0 }];
    state.set(start, "open");
    for (let top = path.at(-1); top; top = path.at(-1)) {
      const edge = from.get(top.id)?.[top.next++];
      if (!edge) {
        state.set(top.id, "done");
        path.pop();
      } else if (!edge.broken && !edge.nextItem) {
        const seen = state.get(edge.to);
        if (seen === "open") edge.broken = "cycle";
        else if (!seen) {
          state.set(edge.to, "open");
          path.push({ id: edge.to, next: 0 });
        }
      }
    }
  }
}
