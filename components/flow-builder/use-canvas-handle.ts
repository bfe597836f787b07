"use client";

import { useReactFlow } from "@xyflow/react";
import { type RefObject, useEffect } from "react";
import { useBuilderView } from "./builder-view";
import type { CanvasEdge, CanvasNode } from "./canvas-model";
import { focusCard } from "./focus-card";
import { showNode } from "./show-node";
import { stillness } from "./stillness";
import { useBuilderStore } from "./use-builder";

/** Lets the toolbar, the keys and the command palette move the canvas, and brings into view what is selected elsewhere. */
export function useCanvasHandle(frame: RefObject<HTMLElement | null>): void {
  const flow = useReactFlow<CanvasNode, CanvasEdge>();
  const store = useBuilderStore();
  useEffect(() => {
    const manner = () => ({ padding: 0.12, maxZoom: 1, duration: stillness() ? 0 : 180 });
    useBuilderView.getState().setCanvas({
      show: (id) => {
        showNode(flow, id, frame.current);
        // A card that was out of view is drawn in the next frame.
        requestAnimationFrame(() => requestAnimationFrame(() => focusCard(frame.current, id)));
      },
      fit: () => flow.fitView(manner()),
      fitSelection: () => {
        const nodes = store.getState().selection.map((id) => ({ id }));
        if (nodes.length > 0) flow.fitView({ ...manner(), nodes });
      },
      actualSize: () => flow.zoomTo(1, manner()),
      zoom: (way) => (way === 1 ? flow.zoomIn(manner()) : flow.zoomOut(manner())),
      centre: () => {
        const box = frame.current?.getBoundingClientRect();
        if (!box) return { x: 0, y: 0 };
        return flow.screenToFlowPosition({ x: box.left + box.width / 2, y: box.top + box.height / 2 });
      },
      toFlow: (at) => flow.screenToFlowPosition(at),
    });
    return () => useBuilderView.getState().setCanvas(null);
  }, [flow, store, frame]);

  useEffect(
    () =>
      store.subscribe(({ selection }, before) => {
        const [only, ...others] = selection;
        if (selection === before.selection || only === undefined || others.length > 0) return;
        // After the canvas has taken in a card that is new.
        requestAnimationFrame(() => flow.viewportInitialized && showNode(flow, only, frame.current));
      }),
    [flow, store, frame],
  );
}
