"use client";

import dynamic from "next/dynamic";
import { useQueryStates } from "nuqs";
import { useDeferredValue, useEffect, useId } from "react";
import type { FlowDetail } from "@/components/flows/flow-types";
import { flowViewState } from "@/components/flows/flow-view-state";
import { cn } from "@/components/ui/cn";
import { SegmentedControl } from "@/components/ui/segmented-control";
import { CanvasSkeleton } from "./canvas-skeleton";
import { fetchAhead } from "./fetch-ahead";
import { FlowSummary } from "./flow-summary";
import { provideInspector } from "./focus-inspector";
import { LazyEditCanvas } from "./lazy-edit-canvas";
import { ResizeHandle } from "./resize-handle";
import { useBuilder } from "./use-builder";
import { useInspectorWidth } from "./use-inspector-width";
import { useMediaQuery } from "./use-media-query";
import { usePaletteOpen } from "./use-palette-open";

const Palette = dynamic(() => import("./palette").then((module) => module.Palette), {
  ssr: false,
  loading: () => <PalettePlace />,
});
const Inspector = dynamic(() => import("./inspector/inspector").then((module) => module.Inspector), {
  ssr: false,
});
const Outline = dynamic(() => import("./outline").then((module) => module.Outline), {
  ssr: false,
  loading: () => <CanvasSkeleton />,
});
const BuilderPanel = dynamic(() => import("./builder-panel").then((module) => module.BuilderPanel), {
  ssr: false,
});

/** Palette, canvas or outline, inspector, and below them the panel. In narrow windows one after the other. */
export function BuilderBody({ flow }: { flow: FlowDetail }) {
  const [view, setView] = useQueryStates(flowViewState, { history: "replace" });
  const wide = useMediaQuery("(min-width: 900px)");
  const readOnly = useBuilder((state) => state.readOnly);
  const [width, setWidth] = useInspectorWidth();
  const summaryId = useId();
  useEffect(fetchAhead, []);
  useEffect(() => provideInspector(() => void setView({ half: "details" })), [setView]);
  return (
    <>
      <div className="border-line border-b px-4 py-2 desk:hidden">
        <SegmentedControl
          label="Show"
          options={halves}
          value={view.half}
          onChange={(half) => setView({ half })}
        />
      </div>
      <div className="flex flex-1 desk:min-h-0">
        {wide && !readOnly && view.as === "canvas" ? <Palette /> : null}
        <div className={cn("flex min-w-0 flex-1 flex-col", view.half === "details" && "max-desk:hidden")}>
          <div className="relative min-h-0 flex-1">
            {wide === null ? (
              <CanvasSkeleton />
            ) : wide && view.as === "canvas" ? (
              <>
                <Summary id={summaryId} />
                <LazyEditCanvas describedBy={summaryId} />
              </>
            ) : (
              <div className="size-full bg-sunken desk:overflow-y-auto">
                <Outline />
              </div>
            )}
          </div>
          <BuilderPanel />
        </div>
        {wide ? <ResizeHandle label="Width of the inspector" value={width} onChange={setWidth} /> : null}
        <div
          data-builder-inspector
          tabIndex={-1}
          style={wide ? { width } : undefined}
          className={cn(
            "w-full outline-none desk:min-h-0 desk:shrink-0 desk:overflow-y-auto",
            view.half === "steps" && "max-desk:hidden",
          )}
        >
          <Inspector flow={flow} />
        </div>
      </div>
    </>
  );
}

/** A large flow in words takes its time: after what is seen. */
function Summary({ id }: { id: string }) {
  const definition = useDeferredValue(useBuilder((state) => state.definition));
  return <FlowSummary id={id} definition={definition} />;
}

/** As wide as what comes: the canvas behind it begins where it stays. */
function PalettePlace() {
  const [open] = usePaletteOpen();
  return <div className={cn("shrink-0 border-line border-r", open ? "w-60" : "w-10")} />;
}

const halves = [
  { value: "steps", label: "Steps" },
  { value: "details", label: "Details" },
] as const;
