import type { ReactFlowInstance } from "@xyflow/react";
import type { CanvasEdge, CanvasNode } from "./canvas-model";

/** Moves the canvas to a card that was chosen elsewhere (in the timeline, by a link). One in view stays where it is. */
export function showNode(
  flow: ReactFlowInstance<CanvasNode, CanvasEdge>,
  id: string,
  frame: HTMLElement | null,
) {
  const node = flow.getNode(id);
  if (!node || !frame) return;
  const { x, y, zoom } = flow.getViewport();
  const { width = 0, height = 0 } = node;
  const [left, top] = [node.position.x * zoom + x, node.position.y * zoom + y];
  const inView =
    left >= 0 &&
    top >= 0 &&
    left + width * zoom <= frame.clientWidth &&
    top + height * zoom <= frame.clientHeight;
  if (inView) return;
  const still = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
  flow.setCenter(node.position.x + width / 2, node.position.y + height / 2, {
    zoom,
    duration: still ? 0 : 180,
  });
}
