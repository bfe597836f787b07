"use client";

import dynamic from "next/dynamic";
import type { ComponentType } from "react";
import { CanvasSkeleton } from "./canvas-skeleton";
import type { FlowCanvasProps } from "./flow-canvas";
import { FlowOutline } from "./flow-outline";

/** The canvas in a chunk of its own: pages are there before it is. */
export const LazyFlowCanvas = dynamic(() => load(TRIES), { ssr: false, loading: () => <CanvasSkeleton /> });

const TRIES = 3;

/** A chunk that does not come (a connection that is away) must not take the page with it: the outline says the same. */
async function load(tries: number): Promise<ComponentType<FlowCanvasProps>> {
  try {
    return (await import("./flow-canvas")).FlowCanvas;
  } catch {
    if (tries === 1) return OutlineInstead;
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    return load(tries - 1);
  }
}

function OutlineInstead(props: FlowCanvasProps) {
  return (
    <div className="size-full overflow-y-auto bg-sunken">
      <p className="px-4 pt-4 text-muted">
        The canvas could not be loaded, so here is the outline. Reload the page to try again.
      </p>
      <FlowOutline {...props} />
    </div>
  );
}
