import type { ReactFlowInstance } from "@xyflow/react";
import type { CanvasEdge, CanvasNode } from "./canvas-model";

const PADDING = 32;

/** The whole flow when it is readable that way; of a tall one its beginning, in a size that reads well. */
export function startViewport(
  instance: ReactFlowInstance<CanvasNode, CanvasEdge>,
  frame: HTMLElement | null,
) {
  const nodes = instance.getNodes();
  const first = nodes.find((node) => node.type === "card");
  if (!frame || !first) return;
  const bounds = instance.getNodesBounds(nodes);
  const { clientWidth: width, clientHeight: height } = frame;
  const fit = Math.min((width - 2 * PADDING) / bounds.width, (height - 2 * PADDING) / bounds.height, 1);
  const whole = fit >= SMALLEST;
  const zoom = whole ? fit : READABLE;
  if (!whole && first.data.direction === "right") {
    const middle = first.position.y + (first.height ?? 0) / 2;
    instance.setViewport({ x: PADDING - first.position.x * zoom, y: height / 2 - middle * zoom, zoom });
    return;
  }
  const centre =
    whole || bounds.width * zoom <= width - 2 * PADDING
      ? bounds.x + bounds.width / 2
      : first.position.x + (first.width ?? 0) / 2;
  const top = whole ? Math.max(PADDING, (height - bounds.height * zoom) / 2) : PADDING;
  instance.setViewport({
    x: width / 2 - centre * zoom,
    y: Math.min(top, height / 6) - bounds.y * zoom,
    zoom,
  });
}

const SMALLEST = 0.6;
const READABLE = 0.85;
