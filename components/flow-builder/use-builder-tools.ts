"use client";

import { useMemo } from "react";
import { TRIGGER } from "@/server/domain/flow-graph";
import { useBuilderView } from "./builder-view";
import { placeOfSelection } from "./place-of-selection";
import { useArrange } from "./use-arrange";
import { useBuilderStore } from "./use-builder";
import { usePaletteOpen } from "./use-palette-open";

export type BuilderTools = ReturnType<typeof useBuilderTools>;

type PageTools = {
  test: () => void;
  publish: () => void;
  /** Opens the command palette on the list of steps to connect to. */
  connect: () => void;
};

/** Everything that can be done in the builder, for keys, buttons and the command palette alike. */
export function useBuilderTools({ test, publish, connect }: PageTools) {
  const store = useBuilderStore();
  const { tidy, addNote } = useArrange();
  const [paletteOpen, setPaletteOpen] = usePaletteOpen();
  return useMemo(() => {
    const view = useBuilderView.getState;
    return {
      ...{ test, publish, connect, tidy },
      addNote: () => addNote(),
      undo: () => store.getState().undo(),
      redo: () => store.getState().redo(),
      duplicate: () => store.getState().duplicate(),
      remove: () => {
        const { edge, selectEdge } = view();
        const { selection, remove, edit } = store.getState();
        if (edge && edge.stepId !== TRIGGER) {
          edit({ kind: "disconnect", from: edge.stepId, outlet: edge.outlet }, { label: "Way ended" });
          selectEdge(null);
        } else if (selection.length > 0) remove();
        else return false;
      },
      selectAll: () => {
        const { definition, select } = store.getState();
        select([
          ...[...definition.steps, ...definition.error_handlers].map(({ id }) => id),
          ...(definition.layout?.notes ?? []).map(({ id }) => `note:${id}`),
        ]);
      },
      addStep: () => {
        const { definition, selection } = store.getState();
        view().choose(placeOfSelection(definition, selection), menuPoint(selection.at(-1)));
      },
      changeTrigger: () => view().choose({ kind: "trigger" }, menuPoint(TRIGGER)),
      addHandler: () => view().choose({ kind: "handler" }, menuPoint(undefined)),
      searchSteps: () => {
        setPaletteOpen(true);
        requestAnimationFrame(() => document.querySelector<HTMLElement>("[data-step-search]")?.focus());
      },
      togglePalette: () => setPaletteOpen(!paletteOpen),
      fold: () => {
        const { selection, definition } = store.getState();
        const loop = definition.steps.find(({ id, type }) => type === "for_each" && id === selection[0]);
        if (!loop) return false;
        view().fold(loop.id);
      },
      letGo: () => {
        const { edge, selectEdge } = view();
        const { selection, select } = store.getState();
        if (edge) selectEdge(null);
        else if (selection.length > 0) select([]);
        else return false;
      },
      fit: () => view().canvas?.fit(),
      fitSelection: () => view().canvas?.fitSelection(),
      actualSize: () => view().canvas?.actualSize(),
      zoomIn: () => view().canvas?.zoom(1),
      zoomOut: () => view().canvas?.zoom(-1),
      find: () => view().openDialog("find"),
      showShortcuts: () => view().openDialog("shortcuts"),
    };
  }, [store, tidy, addNote, paletteOpen, setPaletteOpen, test, publish, connect]);
}

/** Below the card, or in the middle of the canvas. */
function menuPoint(id: string | undefined): { x: number; y: number } {
  const card = id && document.querySelector(`.react-flow__node[data-id="${CSS.escape(id)}"]`);
  const box = (card || document.querySelector(".baton-edit") || document.body).getBoundingClientRect();
  return card ? { x: box.left, y: box.bottom + 4 } : { x: box.left + box.width / 2 - 144, y: box.top + 80 };
}
