import { Handle, Position } from "@xyflow/react";
import type { Direction } from "./canvas-model";

type WayInProps = {
  direction: Direction;
  /** A way that is being drawn can be dropped on it. */
  takesWays?: boolean;
};

/** Where ways end at a box: at its head, or at its side when they come into the lane of the error handlers. */
export function WayIn({ direction, takesWays = false }: WayInProps) {
  const down = direction === "down";
  return (
    <>
      <Handle
        type="target"
        id="in"
        position={down ? Position.Top : Position.Left}
        isConnectable={takesWays}
        isConnectableStart={false}
        className={takesWays ? "baton-target" : undefined}
      />
      <Handle
        type="target"
        id="in-side"
        position={down ? Position.Left : Position.Top}
        isConnectable={false}
      />
    </>
  );
}
