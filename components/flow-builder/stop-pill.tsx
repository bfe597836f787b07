import { Handle, type NodeProps, Position } from "@xyflow/react";
import { memo } from "react";
import type { StopNode } from "./canvas-model";
import { StopFace } from "./stop-face";

/** Where a branch ends, or where the catch-all begins. */
export const StopPill = memo(function StopPill({ data }: NodeProps<StopNode>) {
  return (
    <>
      <Handle type="target" id="in" position={Position.Top} isConnectable={false} />
      <StopFace text={data.text} tone={data.tone} />
      <Handle type="source" id="on" position={Position.Bottom} isConnectable={false} />
    </>
  );
});
