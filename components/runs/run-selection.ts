import type { FlowDefinition } from "@/server/domain/flow";
import { flowGraph } from "@/server/domain/flow-graph";
import { plainPath } from "@/server/domain/loop-frame";

/**
 * What is open, as it stands in the URL: a step in one round of its loops (`send_sms@3.17`), or item 17 of a loop, by the
 * loop's own id and the path of the item (`each@3.17`). From the canvas comes a step alone: it opens the loop around it.
 */
export type Selection = { stepId: string; path: string };

export function parseSelection(key: string | null): Selection | null {
  if (key === null) return null;
  const at = key.indexOf("@");
  return at < 0 ? { stepId: key, path: "" } : { stepId: key.slice(0, at), path: key.slice(at + 1) };
}

export const isSelected = (selection: Selection | null, { stepId, path }: Selection): boolean =>
  selection?.stepId === stepId && selection.path === path;

/** A loop is open when it, an item of it or a step in one is chosen. */
export function isLoopOpen(
  definition: FlowDefinition,
  selection: Selection | null,
  loop: Selection,
): boolean {
  if (!selection) return false;
  if (selection.stepId === loop.stepId) return isWithin(selection.path, loop.path);
  return (
    loopsAround(definition, selection.stepId).includes(loop.stepId) &&
    (selection.path === "" || isWithin(selection.path, loop.path))
  );
}

/** `path` is the item's. */
export function isItemOpen(
  definition: FlowDefinition,
  selection: Selection | null,
  loopId: string,
  path: string,
): boolean {
  if (!selection || !isWithin(selection.path, path)) return false;
  return selection.stepId === loopId || loopsAround(definition, selection.stepId).includes(loopId);
}

/** The item of a loop that is open, by its index. */
export function openItem(
  definition: FlowDefinition,
  selection: Selection | null,
  loop: Selection,
): number | null {
  if (!selection) return null;
  const depth = loop.path === "" ? 0 : loop.path.split(".").length;
  const segment = plainPath(selection.path).split(".")[depth];
  if (!segment) return null;
  const path = loop.path === "" ? segment : `${loop.path}.${segment}`;
  return isItemOpen(definition, selection, loop.stepId, path) ? Number(segment) : null;
}

const isWithin = (path: string, around: string) =>
  around === "" || plainPath(path) === around || plainPath(path).startsWith(`${around}.`);

/** The loops whose body a step belongs to, the innermost first. A handler belongs to the loop in whose round it ran. */
function loopsAround(definition: FlowDefinition, stepId: string): string[] {
  const graph = flowGraph(definition);
  const around: string[] = [];
  const own = graph.node(stepId);
  if (own?.kind === "handler")
    return graph.nodes.filter(({ step }) => step?.type === "for_each").map(({ id }) => id);
  for (let loop = own?.loop ?? null; loop !== null && !around.includes(loop); ) {
    around.push(loop);
    loop = graph.node(loop)?.loop ?? null;
  }
  return around;
}
