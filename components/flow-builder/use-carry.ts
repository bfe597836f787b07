"use client";

import { useCallback } from "react";
import { useBuilderView } from "./builder-view";
import type { ChooserItem } from "./chooser-items";
import { useAddStep } from "./use-add-step";
import { wayAt } from "./way-at";

/** Takes an item along with the pointer until it is let go: on a way, on the canvas, or nowhere (Escape). */
export function useCarry(): (item: ChooserItem, event: PointerEvent) => void {
  const addStep = useAddStep();
  return useCallback(
    (item, begun) => {
      const view = useBuilderView.getState;
      const ghost = ghostOf(item);
      const over = (x: number, y: number) => document.elementFromPoint(x, y)?.closest(".baton-edit") !== null;
      const move = ({ clientX: x, clientY: y }: PointerEvent) => {
        ghost.style.transform = `translate(${x + 10}px, ${y + 8}px)`;
        view().holdOver(over(x, y) ? wayAt({ x, y }) : null);
      };
      const end = () => {
        window.removeEventListener("pointermove", move);
        window.removeEventListener("pointerup", drop);
        window.removeEventListener("pointercancel", end);
        window.removeEventListener("keydown", cancel, true);
        ghost.remove();
        view().carry(null);
      };
      const drop = ({ clientX: x, clientY: y }: PointerEvent) => {
        const { dropOn, canvas } = view();
        const onCanvas = over(x, y);
        end();
        if (dropOn) addStep(item, { kind: "step", after: dropOn });
        else if (onCanvas && canvas) {
          const at = canvas.toFlow({ x, y });
          addStep(item, { kind: "step", position: { x: at.x - CARD.x, y: at.y - CARD.y } });
        }
      };
      const cancel = (event: KeyboardEvent) => {
        if (event.key !== "Escape") return;
        event.preventDefault();
        event.stopPropagation();
        end();
      };
      view().carry(item);
      move(begun);
      window.addEventListener("pointermove", move);
      window.addEventListener("pointerup", drop);
      window.addEventListener("pointercancel", end);
      window.addEventListener("keydown", cancel, true);
    },
    [addStep],
  );
}

/** Where the pointer holds a card: not at its corner. */
const CARD = { x: 132, y: 26 };

/** What hangs on the pointer. Not of React: it moves with every frame. */
function ghostOf({ title }: ChooserItem): HTMLElement {
  const ghost = document.createElement("div");
  ghost.className =
    "pointer-events-none fixed top-0 left-0 z-50 rounded-lg border border-accent bg-raised px-3 py-1.5 font-medium text-ink text-sm shadow-float";
  ghost.textContent = title;
  document.body.append(ghost);
  return ghost;
}
