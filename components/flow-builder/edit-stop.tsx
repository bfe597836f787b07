import { Handle, type NodeProps } from "@xyflow/react";
import { Plus } from "lucide-react";
import { memo } from "react";
import { cn } from "@/components/ui/cn";
import { useBuilderView } from "./builder-view";
import type { StopNode } from "./canvas-model";
import { positionOf } from "./place-ports";
import { StopFace } from "./stop-face";
import { WayIn } from "./way-in";

/** The end of a way, to build on: it adds a step there, unfolds a loop, and takes ways that shall end. */
export const EditStop = memo(
  function EditStop({ data, isConnectable }: NodeProps<StopNode>) {
    const { text, tone, way, folded } = data;
    return (
      <>
        <WayIn direction={data.direction} takesWays={isConnectable && text === "End"} />
        {folded !== undefined ? (
          <button
            type="button"
            className="nodrag size-full rounded-full"
            aria-label={`Show the loop's ${text}`}
            onClick={() => useBuilderView.getState().fold(folded)}
          >
            <StopFace text={text} tone={tone} className="border-dashed hover:border-gray-8 hover:text-ink" />
          </button>
        ) : way && isConnectable ? (
          <button
            type="button"
            data-way-from={way.stepId}
            data-way-outlet={way.outlet}
            aria-label={`${text}: add a step here`}
            className="nodrag group/stop relative size-full rounded-full"
            onClick={(event) => {
              const { left, bottom } = event.currentTarget.getBoundingClientRect();
              useBuilderView.getState().choose({ kind: "step", after: way }, { x: left, y: bottom });
            }}
          >
            <StopFace
              text={text}
              tone={tone}
              className={cn("group-hover/stop:opacity-0 group-focus-visible/stop:opacity-0")}
            />
            <span className="absolute inset-0 grid place-items-center rounded-full border border-accent bg-surface text-accent-ink opacity-0 group-hover/stop:opacity-100 group-focus-visible/stop:opacity-100">
              <Plus aria-hidden className="size-3.5" />
            </span>
          </button>
        ) : (
          <StopFace text={text} tone={tone} />
        )}
        <Handle type="source" id="on" position={positionOf("on", data.direction)} isConnectable={false} />
      </>
    );
  },
  (before, after) => before.data === after.data && before.isConnectable === after.isConnectable,
);
