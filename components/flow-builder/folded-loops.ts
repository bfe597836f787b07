import type { FlowGraph } from "@/server/domain/flow-graph";

export type LoopFolds = {
  /** Whether the step is out of sight, in a loop that is folded up. */
  hides: (stepId: string) => boolean;
  /** How many steps a loop holds, those of loops in it too. */
  count: (loopId: string) => number;
};

/** Which steps are out of sight while these loops are folded up. */
export function foldedLoops(graph: FlowGraph, folded: ReadonlySet<string>): LoopFolds {
  const counts = new Map<string, number>();
  const hidden = new Set<string>();
  for (const node of graph.nodes) {
    const around = new Set<string>();
    for (let loop = node.loop; loop !== null && !around.has(loop); loop = graph.node(loop)?.loop ?? null) {
      around.add(loop);
      counts.set(loop, (counts.get(loop) ?? 0) + 1);
      if (folded.has(loop)) hidden.add(node.id);
    }
  }
  return { hides: (stepId) => hidden.has(stepId), count: (loopId) => counts.get(loopId) ?? 0 };
}
