"use client";

import { type KeyboardEvent, type RefObject, useCallback, useRef } from "react";
import { useBuilderView } from "./builder-view";
import type { CanvasElements } from "./canvas-elements";
import { focusCard } from "./focus-card";
import { focusInspector } from "./focus-inspector";
import { moveEdits } from "./move-edits";
import { neighbour } from "./neighbour";
import { useBuilderStore } from "./use-builder";

/** Keys on a card: arrows walk through the flow, with Alt they push the card, Enter opens it. */
export function useCanvasKeys(elements: CanvasElements, frame: RefObject<HTMLElement | null>) {
  const store = useBuilderStore();
  const latest = useRef(elements);
  latest.current = elements;
  return useCallback(
    (event: KeyboardEvent) => {
      const target = event.target;
      if (!(target instanceof HTMLElement) || !target.classList.contains("react-flow__node")) return;
      const id = target.dataset.id;
      if (id === undefined || event.metaKey || event.ctrlKey) return;
      const { select, selection, edit, definition, readOnly } = store.getState();
      const taken = () => {
        event.preventDefault();
        event.stopPropagation();
      };
      const step = STEPS[event.key];
      if (step && event.altKey) {
        if (readOnly) return;
        taken();
        const ids = selection.includes(id) ? selection : [id];
        const places = new Map(
          latest.current.nodes.flatMap((node) =>
            ids.includes(node.id)
              ? [[node.id, { x: node.position.x + step.x, y: node.position.y + step.y }] as const]
              : [],
          ),
        );
        edit(moveEdits(definition, latest.current.nodes, places), { merge: `push:${ids.join()}` });
      } else if (step) {
        taken();
        const next = neighbour(latest.current, id, event.key);
        if (!next) return;
        select([next], event.shiftKey ? "add" : "set");
        if (!focusCard(frame.current, next)) useBuilderView.getState().canvas?.show(next);
      } else if ((event.key === "Enter" || event.key === " ") && !id.startsWith("note:")) {
        taken();
        select([id], event.shiftKey ? "toggle" : "set");
        if (event.key === "Enter") requestAnimationFrame(focusInspector);
      }
    },
    [store, frame],
  );
}

const PUSH = 20;
const STEPS: Record<string, { x: number; y: number }> = {
  ArrowUp: { x: 0, y: -PUSH },
  ArrowDown: { x: 0, y: PUSH },
  ArrowLeft: { x: -PUSH, y: 0 },
  ArrowRight: { x: PUSH, y: 0 },
};
