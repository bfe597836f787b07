import type { FlowDefinition } from "@/server/domain/flow";
import type { FlowEdit } from "@/server/domain/flow-edit";
import type { CanvasNode } from "./canvas-model";
import { isArranged } from "./is-arranged";
import type { Point } from "./route-edge";

/**
 * What a drag does to the definition. The first one keeps every card where it is seen: from then on a person arranges
 * them, and nothing moves that nobody moved.
 */
export function moveEdits(
  definition: FlowDefinition,
  nodes: readonly CanvasNode[],
  moved: ReadonlyMap<string, Point>,
): FlowEdit[] {
  const positions: Record<string, Point> = {};
  const first = isArranged(definition) === "by_layout";
  const edits: FlowEdit[] = [];
  for (const node of nodes) {
    const at = moved.get(node.id);
    const place = at ?? node.position;
    const { x, y } = { x: Math.round(place.x), y: Math.round(place.y) };
    if (node.type === "card" && (at || first)) positions[node.id] = { x, y };
    if (node.type === "note" && at)
      edits.push({ kind: "update_note", noteId: node.id.slice("note:".length), changes: { x, y } });
  }
  const cards = nodes.some(({ id, type }) => type === "card" && moved.has(id));
  return cards ? [{ kind: "move", positions }, ...edits] : edits;
}
