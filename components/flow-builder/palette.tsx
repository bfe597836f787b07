"use client";

import { PanelLeftClose, PanelLeftOpen } from "lucide-react";
import { useCallback, useState } from "react";
import { IconButton } from "@/components/ui/icon-button";
import { SegmentedControl } from "@/components/ui/segmented-control";
import { useBuilderView } from "./builder-view";
import type { ChooserItem } from "./chooser-items";
import { placeOfSelection } from "./place-of-selection";
import { StepChooser } from "./step-chooser";
import { useAddStep } from "./use-add-step";
import { useBuilderStore } from "./use-builder";
import { useCarry } from "./use-carry";
import { usePaletteOpen } from "./use-palette-open";

/** Everything that a flow can be made of, at the left of the canvas: drag it there, or press Enter. */
export function Palette() {
  const store = useBuilderStore();
  const addStep = useAddStep();
  const carry = useCarry();
  const [open, setOpen] = usePaletteOpen();
  const [sort, setSort] = useState<"steps" | "triggers">("steps");
  const choose = useCallback(
    (item: ChooserItem) => {
      const { definition, selection } = store.getState();
      addStep(item, placeOfSelection(definition, selection));
    },
    [store, addStep],
  );
  if (!open)
    return (
      <div className="w-10 shrink-0 border-line border-r p-1.5">
        <IconButton label="Show the steps" shortcut="\" side="right" onClick={() => setOpen(true)}>
          <PanelLeftOpen aria-hidden />
        </IconButton>
      </div>
    );
  return (
    <aside
      aria-label="Steps to add"
      className="flex w-60 shrink-0 flex-col border-line border-r bg-canvas"
      // Escape goes back to the canvas.
      onKeyDown={(event) => {
        const [selected] = store.getState().selection;
        if (event.key === "Escape" && selected) useBuilderView.getState().canvas?.show(selected);
      }}
    >
      <div className="flex h-10 shrink-0 items-center justify-between pr-1.5 pl-2">
        <SegmentedControl label="What to add" options={sorts} value={sort} onChange={setSort} />
        <IconButton label="Hide the steps" shortcut="\" onClick={() => setOpen(false)}>
          <PanelLeftClose aria-hidden />
        </IconButton>
      </div>
      <StepChooser key={sort} of={sort} onChoose={choose} onCarry={carry} />
    </aside>
  );
}

const sorts = [
  { value: "steps", label: "Steps" },
  { value: "triggers", label: "Start" },
] as const;
