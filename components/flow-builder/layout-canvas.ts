import { Graph, layout } from "@dagrejs/dagre";
import type { Point } from "./route-edge";

type Box = { id: string; width: number; height: number };
type Link = { id: string; source: string; target: string; labelWidth: number; lane: "main" | "error" };
type Position = { x: number; y: number };

export type CanvasLayout = {
  /** Top left corners. */
  positions: Map<string, Position>;
  /** Where an edge passes between its ends, and where its label stands. Absent for edges of boxes that a person has moved. */
  routes: Map<string, { points: Point[]; label: Point | null }>;
};

/** Top to bottom. Positions that a person gave are kept; boxes without one stand relative to the step that leads to them. */
export function layoutCanvas(
  boxes: readonly Box[],
  links: readonly Link[],
  placed: Record<string, Position> = {},
): CanvasLayout {
  const graph = new Graph({ multigraph: true });
  // Upper left: a step stands right below the one before it, alternatives to its right, in the order in which a step
  // declares its ways out. Fewer crossings would cost that order, and with it the eye's way through the flow.
  graph.setGraph({
    rankdir: "TB",
    align: "UL",
    nodesep: 40,
    edgesep: 28,
    ranksep: 44,
    marginx: 0,
    marginy: 0,
  });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const { id, width, height } of boxes) graph.setNode(id, { width, height });
  for (const link of links) {
    graph.setEdge(
      link.source,
      link.target,
      {
        weight: link.lane === "error" ? 1 : 6,
        width: link.labelWidth,
        height: link.labelWidth > 0 ? 20 : 0,
        labelpos: "c",
      },
      link.id,
    );
  }
  layout(graph, { disableOptimalOrderHeuristic: true });

  const positions = new Map<string, Position>();
  for (const { id, width, height } of boxes) {
    const { x = 0, y = 0 } = graph.node(id);
    positions.set(id, { x: Math.round(x - width / 2), y: Math.round(y - height / 2) });
  }
  const moved = movePlaced(positions, boxes, links, placed);

  const routes: CanvasLayout["routes"] = new Map();
  for (const { id, source, target, labelWidth } of links) {
    if (moved.has(source) || moved.has(target)) continue;
    const points = (graph.edge(source, target, id).points ?? []).slice(1, -1);
    routes.set(id, { points, label: labelWidth > 0 ? (points[0] ?? null) : null });
  }
  return { positions, routes };
}

function movePlaced(
  positions: Map<string, Position>,
  boxes: readonly Box[],
  links: readonly Link[],
  placed: Record<string, Position>,
): Set<string> {
  const automatic = new Map(positions);
  const moved = new Set<string>();
  for (const { id } of boxes) {
    const given = placed[id];
    if (!given) continue;
    positions.set(id, given);
    moved.add(id);
  }
  if (moved.size === 0) return moved;
  for (let changed = true; changed; ) {
    changed = false;
    for (const { source, target } of links) {
      const [from, to, at] = [automatic.get(source), automatic.get(target), positions.get(source)];
      if (!moved.has(source) || moved.has(target) || !from || !to || !at) continue;
      positions.set(target, { x: at.x + to.x - from.x, y: at.y + to.y - from.y });
      moved.add(target);
      changed = true;
    }
  }
  return moved;
}
