import { Graph, layout } from "@dagrejs/dagre";
import type { LayoutBox, LayoutLink, Routes } from "./canvas-layout";
import type { Point } from "./route-edge";

/** Top to bottom, in ranks, with as few detours as can be found: for flows that a person can overlook. */
export function layoutRanks(
  boxes: readonly LayoutBox[],
  links: readonly LayoutLink[],
): { positions: Map<string, Point>; routes: Routes } {
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
        height: link.labelHeight,
        labelpos: "c",
      },
      link.id,
    );
  }
  layout(graph, { disableOptimalOrderHeuristic: true });

  const positions = new Map<string, Point>();
  for (const { id, width, height } of boxes) {
    const { x = 0, y = 0 } = graph.node(id);
    positions.set(id, { x: Math.round(x - width / 2), y: Math.round(y - height / 2) });
  }
  const routes: Routes = new Map();
  for (const { id, source, target, labelWidth } of links) {
    const points = (graph.edge(source, target, id).points ?? []).slice(1, -1);
    routes.set(id, { points, label: labelWidth > 0 ? (points[0] ?? null) : null });
  }
  return { positions, routes };
}
