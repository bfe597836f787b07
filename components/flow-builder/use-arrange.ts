"use client";

import { useMemo } from "react";
import { useBuilderView } from "./builder-view";
import { isArranged } from "./is-arranged";
import type { Point } from "./route-edge";
import { useBuilderStore } from "./use-builder";

/** What is done to the canvas itself: the layout takes over again, or a note is stuck on it. */
export function useArrange() {
  const store = useBuilderStore();
  return useMemo(
    () => ({
      tidy: () => {
        const { definition, edit } = store.getState();
        if (isArranged(definition) === "by_hand") edit({ kind: "tidy" });
        else useBuilderView.getState().canvas?.fit();
      },
      /** At a point of the window, else in the middle of what is seen. */
      addNote: (at?: Point) => {
        const { definition, edit } = store.getState();
        const { canvas } = useBuilderView.getState();
        const centre = (at ? canvas?.toFlow(at) : canvas?.centre()) ?? { x: 0, y: 0 };
        const taken = new Set((definition.layout?.notes ?? []).map(({ id }) => id));
        let number = taken.size + 1;
        while (taken.has(`note-${number}`)) number++;
        const id = `note-${number}`;
        const note = {
          id,
          x: Math.round(centre.x - 110),
          y: Math.round(centre.y - 60),
          width: 220,
          height: 120,
        };
        edit(
          { kind: "add_note", note: { ...note, text: "" } },
          { label: "Note added", select: [`note:${id}`] },
        );
      },
    }),
    [store],
  );
}
