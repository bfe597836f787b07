import type { CanvasNode } from "./canvas-model";
import { FAMILY_COLOUR } from "./step-family";

/** A box on the small map. */
export function mapColor(node: CanvasNode): string {
  if (node.type === "card") return FAMILY_COLOUR[node.data.face.family];
  if (node.type === "lane") return "transparent";
  return node.type === "note" ? "var(--amber)" : "var(--gray-7)";
}
