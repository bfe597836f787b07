/** Where something in a loop stands: which loops are around it, and which of their items it belongs to. */
import type { LoopView } from "./data-scope";
import type { FlowDefinition } from "./flow";
import { flowGraph } from "./flow-graph";
import { type KnownFrame, type KnownRun, stepKey } from "./known-run";
import { iterationPath, plainPath } from "./loop-frame";

/** The loops that a step stands in, innermost first. None for a handler, unless it has its loop in its path. */
export function loopsAround(definition: FlowDefinition, stepId: string, path: string): string[] {
  const graph = flowGraph(definition);
  const lane = path.indexOf("@");
  const loops: string[] = [];
  let loop = lane < 0 ? (graph.node(stepId)?.loop ?? null) : path.slice(lane + 1);
  for (; loop !== null && !loops.includes(loop); loop = graph.node(loop)?.loop ?? null) loops.push(loop);
  return loops;
}

/** The frames of the iterations that something at this place stands in, outermost first. */
export function enclosingFrames<Frame extends KnownFrame>(
  run: Pick<KnownRun, "definition"> & { frames: Map<string, Frame> },
  stepId: string,
  path: string,
): { frame: Frame; index: number }[] {
  const plain = plainPath(path);
  if (plain === "") return [];
  const loops = loopsAround(run.definition, stepId, path).reverse();
  let at = "";
  return plain.split(".").flatMap((part, depth) => {
    const outer = at;
    const index = Number(part);
    at = iterationPath(at, index);
    const loop = loops[depth];
    const frame =
      loop === undefined
        ? [...run.frames.values()].find((one) => one.path === outer && one.open.includes(index))
        : run.frames.get(stepKey({ stepId: loop, path: outer }));
    return frame ? [{ frame, index }] : [];
  });
}

/** What `{{item}}`, `{{index}}` and `{{loop}}` are there. Items must have been read. */
export function loopView(run: KnownRun, stepId: string, path: string): LoopView | null {
  let view: LoopView | null = null;
  for (const { frame, index } of enclosingFrames(run, stepId, path)) {
    const item = frame.items?.[index] ?? null;
    view = { item, index, number: index + 1, total: frame.total, parent: view };
  }
  return view;
}
