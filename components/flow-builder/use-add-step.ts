"use client";

import { useCallback } from "react";
import { TRIGGER } from "@/server/domain/flow-graph";
import { newStep } from "@/server/domain/new-step";
import { addStepEdits } from "./add-step-edits";
import { type ChooserPlace, useBuilderView } from "./builder-view";
import { canvasElements } from "./canvas-elements";
import type { ChooserItem } from "./chooser-items";
import { useBuilderStore } from "./use-builder";
import { useDirection } from "./use-direction";

/** Puts what was chosen into the flow, selects it and goes there. False: refused, and said. */
export function useAddStep(): (item: ChooserItem, place: ChooserPlace) => boolean {
  const store = useBuilderStore();
  const [direction] = useDirection();
  return useCallback(
    ({ make }, place) => {
      const { definition, edit } = store.getState();
      if ("trigger" in make)
        return edit({ kind: "set_trigger", trigger: make.trigger }, { select: [TRIGGER] });
      const step = newStep(make.step, definition);
      const { folded, canvas } = useBuilderView.getState();
      const where = place.kind === "trigger" ? ({ kind: "step" } as const) : place;
      const elements = canvasElements(definition, { direction, folded });
      const added = edit(addStepEdits(definition, step, where, elements, direction), {
        label: undefined,
        select: [step.id],
      });
      // A frame later the card is there.
      if (added) requestAnimationFrame(() => canvas?.show(step.id));
      return added;
    },
    [store, direction],
  );
}
