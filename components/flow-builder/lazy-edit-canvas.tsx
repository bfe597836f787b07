"use client";

import dynamic from "next/dynamic";
import { CanvasSkeleton } from "./canvas-skeleton";
import { loadAgain } from "./load-again";

/** The canvas to build on, in a chunk of its own: the page is there before it is. */
export const LazyEditCanvas = dynamic(
  () => loadAgain(() => import("./edit-canvas").then((module) => module.EditCanvas), OutlineInstead),
  { ssr: false, loading: () => <CanvasSkeleton /> },
);

const Outline = dynamic(() => import("./outline").then((module) => module.Outline), { ssr: false });

function OutlineInstead(_props: { describedBy: string }) {
  return (
    <div className="size-full overflow-y-auto bg-sunken">
      <p className="px-4 pt-4 text-muted">
        The canvas could not be loaded, so here is the outline. Reload the page to try again.
      </p>
      <Outline />
    </div>
  );
}
