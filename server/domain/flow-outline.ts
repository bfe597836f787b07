import { blockExits } from "./block-exits";
import type { FlowDefinition } from "./flow";
import { type FlowGraph, flowGraph, type GraphEdge, TRIGGER } from "./flow-graph";
import { END } from "./flow-limits";
import { oncePerSteps } from "./once-per-steps";
import type { OutletKind } from "./outlets";

/** One step of the outline, with the groups that its ways open. */
export type OutlineItem = { id: string; ways: OutlineWay[] };

export type OutlineWay = {
  outlet: string;
  label: string;
  kind: OutletKind;
  items: OutlineItem[];
  leadsTo: OutlineEnd;
};

/**
 * What follows the last step of a sequence.
 * behind: what stands behind the step whose group it is · closed: nothing, the last step's own groups say it ·
 * end · next_item: of a loop · step: one that stands elsewhere · the others: a place that is wrong
 */
export type OutlineEnd = {
  kind: "behind" | "closed" | "end" | "next_item" | "step" | "missing" | "cycle" | "crosses_loop";
  id: string;
};

export type FlowOutline = {
  /** From the trigger on. */
  items: OutlineItem[];
  leadsTo: OutlineEnd;
  handlers: OutlineItem[];
  /** Steps that nothing leads to, as far as they hang together. */
  loose: OutlineItem[][];
};

/**
 * The flow as a tree: steps that follow each other are neighbours, branches are groups in the step that opens them, and
 * what stands behind all its branches follows that step. Every step is in it once; another way to it is an end that
 * names it.
 */
export const flowOutline: (definition: FlowDefinition) => FlowOutline = oncePerSteps(read);

function read(definition: FlowDefinition): FlowOutline {
  const graph = flowGraph(definition);
  const exits = blockExits(definition);
  const placed = new Set<string>();

  type Part = { items: OutlineItem[]; leadsTo: OutlineEnd };
  /** `behind`: where the group's own block goes on; `stops`: where those around it do. */
  const follow = (
    first: GraphEdge | undefined,
    behind: string | undefined,
    stops: ReadonlySet<string>,
  ): Part => {
    const items: OutlineItem[] = [];
    let edge = first;
    while (edge) {
      const end = endOf(edge, graph);
      if (end) return { items, leadsTo: end };
      if (edge.to === behind) return { items, leadsTo: { kind: "behind", id: edge.to } };
      if (stops.has(edge.to) || placed.has(edge.to)) return { items, leadsTo: { kind: "step", id: edge.to } };
      const id = edge.to;
      items.push(itemOf(id, stops, behind));
      edge = onward(id);
    }
    return { items, leadsTo: { kind: "closed", id: items.at(-1)?.id ?? TRIGGER } };
  };

  const itemOf = (id: string, around: ReadonlySet<string>, behind: string | undefined): OutlineItem => {
    placed.add(id);
    const exit = exits.get(id);
    const stops = new Set([...around, behind, exit].filter((stop) => stop !== undefined));
    const only = singleWay(graph, id);
    const ways = graph.edgesFrom(id).filter((edge) => edge !== only && !edge.catchAll);
    return {
      id,
      ways: ways.map((edge) => ({
        ...{ outlet: edge.outlet, label: edge.label, kind: edge.kind },
        ...follow(edge, edge.kind === "body" ? undefined : exit, stops),
      })),
    };
  };

  /** The arrow along which the sequence goes on behind a step and its groups. */
  const onward = (id: string): GraphEdge | undefined => {
    const only = singleWay(graph, id);
    if (only) return only;
    const exit = exits.get(id);
    const some = graph.edgesFrom(id).find(({ kind }) => kind === "normal");
    return exit === undefined || !some ? undefined : { ...some, to: exit, broken: null, nextItem: false };
  };

  const main = follow(graph.edgesFrom(TRIGGER)[0], undefined, new Set());
  const handlers: OutlineItem[] = [];
  for (const { id, kind } of graph.nodes)
    if (kind === "handler" && !placed.has(id))
      handlers.push(itemOf(id, new Set(), undefined), ...follow(onward(id), undefined, new Set()).items);
  const loose: OutlineItem[][] = [];
  for (const id of rootsFirst(graph, placed)) {
    if (placed.has(id)) continue;
    const root = itemOf(id, new Set(), undefined);
    loose.push([root, ...follow(onward(id), undefined, new Set()).items]);
  }
  return { ...main, handlers, loose };
}

/** A step with one usual way opens no group for it. */
function singleWay(graph: FlowGraph, id: string): GraphEdge | undefined {
  const [only, ...others] = graph.edgesFrom(id).filter(({ kind }) => kind === "normal");
  return others.length === 0 ? only : undefined;
}

function endOf(edge: GraphEdge, graph: FlowGraph): OutlineEnd | null {
  const { to: id, broken, nextItem } = edge;
  if (broken) return { kind: broken, id };
  if (nextItem) return { kind: "next_item", id };
  // The end of a branch inside a loop is the end of the item.
  const loop = graph.node(edge.from)?.loop;
  if (id === END) return loop ? { kind: "next_item", id: loop } : { kind: "end", id };
  const target = graph.node(id)?.kind;
  const inLane = target === "handler" && graph.node(edge.from)?.kind === "handler";
  return target === "handler" && !inLane ? { kind: "step", id } : null;
}

/** Unplaced steps, those first that no unplaced one leads to. */
function rootsFirst(graph: FlowGraph, placed: ReadonlySet<string>): string[] {
  const left = graph.nodes.filter(({ id, step }) => step !== null && !placed.has(id)).map(({ id }) => id);
  const led = new Set(
    left.flatMap((id) => graph.edgesFrom(id).flatMap(({ to, broken }) => (broken ? [] : [to]))),
  );
  return [...left.filter((id) => !led.has(id)), ...left];
}
