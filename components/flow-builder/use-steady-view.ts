"use client";

import { useReactFlow } from "@xyflow/react";
import { type RefObject, useLayoutEffect, useRef } from "react";
import type { CanvasElements } from "./canvas-elements";
import type { CanvasEdge, CanvasNode } from "./canvas-model";
import { isArranged } from "./is-arranged";
import { startViewport } from "./start-viewport";
import { useBuilder } from "./use-builder";
import { useDirection } from "./use-direction";

/** When the layout makes room for a step, the card in the middle of the window stays where it is. */
export function useSteadyView(elements: CanvasElements, frame: RefObject<HTMLElement | null>): void {
  const flow = useReactFlow<CanvasNode, CanvasEdge>();
  const arranged = useBuilder(({ definition }) => isArranged(definition));
  const [direction] = useDirection();
  const before = useRef({ elements, arranged, direction });
  useLayoutEffect(() => {
    const last = before.current;
    before.current = { elements, arranged, direction };
    if (last.elements === elements || !flow.viewportInitialized || !frame.current) return;
    if (last.direction !== direction || (last.arranged === "by_hand" && arranged === "by_layout")) {
      startViewport(flow, frame.current);
      return;
    }
    if (arranged === "by_hand" || last.elements.layout === elements.layout) return;
    const { x, y, zoom } = flow.getViewport();
    const { clientWidth, clientHeight } = frame.current;
    const [midX, midY] = [(clientWidth / 2 - x) / zoom, (clientHeight / 2 - y) / zoom];
    const now = new Map(elements.nodes.map((node) => [node.id, node.position]));
    let anchor: { far: number; by: { x: number; y: number } } | null = null;
    for (const { id, type, position } of last.elements.nodes) {
      const at = now.get(id);
      if (type !== "card" || !at) continue;
      const far = Math.hypot(position.x - midX, position.y - midY);
      if (!anchor || far < anchor.far) anchor = { far, by: { x: at.x - position.x, y: at.y - position.y } };
    }
    if (anchor && (anchor.by.x !== 0 || anchor.by.y !== 0))
      void flow.setViewport({ x: x - anchor.by.x * zoom, y: y - anchor.by.y * zoom, zoom });
  }, [elements, arranged, direction, flow, frame]);
}
