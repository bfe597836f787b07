"use client";

import { useMemo, useRef } from "react";
import { useBuilderView } from "./builder-view";
import { type CanvasElements, canvasElements } from "./canvas-elements";
import { reuseElements } from "./reuse-elements";
import { useBuilder } from "./use-builder";
import { useDirection } from "./use-direction";

/** What the canvas draws of the working draft; an edit changes the objects of what it touched, and no other. */
export function useCanvasElements(): CanvasElements {
  const definition = useBuilder((state) => state.definition);
  const readOnly = useBuilder((state) => state.readOnly);
  const folded = useBuilderView((view) => view.folded);
  const withRun = useBuilderView((view) => view.marks !== null);
  const [direction] = useDirection();
  const before = useRef<CanvasElements | null>(null);
  return useMemo(() => {
    const drawn = canvasElements(definition, { direction, folded, withRun, editable: !readOnly });
    before.current = reuseElements(before.current, drawn);
    return before.current;
  }, [definition, direction, folded, withRun, readOnly]);
}
