import { Handle, type NodeProps } from "@xyflow/react";
import { memo } from "react";
import type { StopNode } from "./canvas-model";
import { positionOf } from "./place-ports";
import { StopFace } from "./stop-face";
import { WayIn } from "./way-in";

/** Where a branch ends, or where the catch-all begins. */
export const StopPill = memo(function StopPill({ data }: NodeProps<StopNode>) {
  return (
    <>
      <WayIn direction={data.direction} />
      <StopFace text={data.text} tone={data.tone} />
      <Handle type="source" id="on" position={positionOf("on", data.direction)} isConnectable={false} />
    </>
  );
});
