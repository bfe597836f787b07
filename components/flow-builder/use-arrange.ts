"use client";

import { useMemo } from "react";
import { useBuilderView } from "./builder-view";
import { type CanvasElements, canvasElements } from "./canvas-elements";
import { isArranged } from "./is-arranged";
import type { Point } from "./route-edge";
import { useBuilderStore } from "./use-builder";
import { useDirection } from "./use-direction";

/** What is done to the canvas itself: the layout takes over again, or a note is stuck on it. */
export function useArrange() {
  const store = useBuilderStore();
  const [direction] = useDirection();
  return useMemo(
    () => ({
      tidy: () => {
        const { definition, edit } = store.getState();
        if (isArranged(definition) === "by_hand") edit({ kind: "tidy" });
        else useBuilderView.getState().canvas?.fit();
      },
      /** At a point of the window, else beside what is in the middle of it. */
      addNote: (at?: Point) => {
        const { definition, edit } = store.getState();
        const { canvas, folded } = useBuilderView.getState();
        const taken = new Set((definition.layout?.notes ?? []).map(({ id }) => id));
        let number = taken.size + 1;
        while (taken.has(`note-${number}`)) number++;
        const id = `note-${number}`;
        const middle = canvas?.centre() ?? { x: 0, y: 0 };
        const { x, y } = at
          ? (canvas?.toFlow(at) ?? middle)
          : beside(
              { x: middle.x - SIZE.width / 2, y: middle.y - SIZE.height / 2 },
              canvasElements(definition, { direction, folded }),
            );
        const note = { id, x: Math.round(x), y: Math.round(y), ...SIZE, text: "" };
        edit({ kind: "add_note", note }, { label: "Note added", select: [`note:${id}`] });
      },
    }),
    [store, direction],
  );
}

const SIZE = { width: 220, height: 120 };
const AIR = 16;

/** The first place from there to the right where a note covers nothing. */
function beside({ x, y }: Point, { nodes }: CanvasElements): Point {
  let right = x;
  for (let moved = true; moved; ) {
    moved = false;
    for (const { position, width = 0, height = 0, type } of nodes) {
      const covers =
        type !== "lane" &&
        position.x < right + SIZE.width + AIR &&
        position.x + width + AIR > right &&
        position.y < y + SIZE.height + AIR &&
        position.y + height + AIR > y;
      if (!covers) continue;
      right = position.x + width + AIR + 1;
      moved = true;
    }
  }
  return { x: right, y };
}
