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
  const aside = intoView(left, width * zoom, frame.clientWidth);
  const down = intoView(top, height * zoom, frame.clientHeight);
  if (aside === 0 && down === 0) return;
  const still = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
  void flow.setViewport({ x: x + aside, y: y + down, zoom }, { duration: still ? 0 : 180 });
}

/** How far to move: not at all, just as far as it is out of view, or to the middle when it is far away. */
function intoView(from: number, length: number, room: number): number {
  if (from >= 0 && from + length <= room) return 0;
  if (length + 2 * MARGIN > room || from + length < -room / 2 || from > room * 1.5)
    return room / 2 - (from + length / 2);
  return from < MARGIN ? MARGIN - from : room - MARGIN - (from + length);
}

const MARGIN = 32;
