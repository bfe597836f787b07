import { Handle, type NodeProps, Position } from "@xyflow/react";
import { memo } from "react";
import { cn } from "@/components/ui/cn";
import type { StopNode } from "./canvas-model";

/** Where a branch ends, or where the catch-all begins. */
export const StopPill = memo(function StopPill({ data }: NodeProps<StopNode>) {
  return (
    <>
      <Handle type="target" position={Position.Top} isConnectable={false} />
      <div
        className={cn(
          "grid size-full place-items-center rounded-full border bg-surface text-xs",
          data.tone === "error" ? "border-error/40 text-error" : "border-line-strong text-muted",
        )}
      >
        <span className="max-w-full truncate px-2">{data.text}</span>
      </div>
      <Handle type="source" id="down" position={Position.Bottom} isConnectable={false} />
    </>
  );
});
