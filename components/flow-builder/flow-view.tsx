"use client";

import { useId } from "react";
import { CanvasSkeleton } from "./canvas-skeleton";
import type { FlowCanvasProps } from "./flow-canvas";
import { FlowOutline } from "./flow-outline";
import { FlowSummary } from "./flow-summary";
import { LazyFlowCanvas } from "./lazy-flow-canvas";
import { useMediaQuery } from "./use-media-query";

type FlowViewProps = Omit<FlowCanvasProps, "describedBy"> & {
  /** What the reader chose; a narrow window always gets the outline. */
  as?: "canvas" | "outline";
};

/** A flow to look at: canvas or outline, with the same told in words for screen readers. */
export function FlowView({ as = "canvas", ...props }: FlowViewProps) {
  const wide = useMediaQuery("(min-width: 900px)");
  const summaryId = useId();
  if (wide === null) return <CanvasSkeleton />;
  if (!wide || as === "outline")
    return (
      <div className="size-full bg-sunken desk:overflow-y-auto">
        <FlowOutline {...props} />
      </div>
    );
  return (
    <>
      <FlowSummary id={summaryId} definition={props.definition} />
      <LazyFlowCanvas {...props} describedBy={summaryId} />
    </>
  );
}
