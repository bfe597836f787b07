"use client";

import dynamic from "next/dynamic";
import type { ComponentType } from "react";
import { Skeleton } from "@/components/ui/skeleton";
import type { FlowCanvasProps } from "./flow-canvas";
import { FlowOutline } from "./flow-outline";

/** The canvas in a chunk of its own: pages are there before it is. */
export const LazyFlowCanvas = dynamic(() => load(TRIES), { ssr: false, loading: () => <CanvasSkeleton /> });

export function CanvasSkeleton() {
  return (
    <div role="status" className="flex size-full flex-col items-center gap-10 bg-sunken pt-10">
      <span className="sr-only">Loading the flow</span>
      {[0, 1, 2].map((row) => (
        <div
          key={row}
          className="flex h-15 w-66 items-center gap-2.5 rounded-xl border border-line bg-surface px-2.5"
        >
          <Skeleton className="size-7 rounded-md" />
          <div className="flex flex-1 flex-col gap-2">
            <Skeleton className="w-28" />
            <Skeleton className="h-2.5 w-40" />
          </div>
        </div>
      ))}
    </div>
  );
}

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
