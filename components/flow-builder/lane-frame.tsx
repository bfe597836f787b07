import type { NodeProps } from "@xyflow/react";
import { memo } from "react";
import type { LaneNode } from "./canvas-model";

/** What the error handlers stand in. */
export const LaneFrame = memo(function LaneFrame({ data }: NodeProps<LaneNode>) {
  return (
    <div className="size-full rounded-xl border border-error/40 border-dashed bg-error/4">
      <p className="px-3 py-2 font-medium text-error text-xs">{data.title}</p>
    </div>
  );
});
