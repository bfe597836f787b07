import { Handle } from "@xyflow/react";
import { type MouseEvent, memo } from "react";
import { cn } from "@/components/ui/cn";
import { TRIGGER } from "@/server/domain/flow-graph";
import { useBuilderView } from "./builder-view";
import type { Direction, PlacedPort } from "./canvas-model";
import { positionOf } from "./place-ports";
import { WayIn } from "./way-in";

type CardPortsProps = {
  ports: readonly PlacedPort[];
  direction: Direction;
  /** The step's id; null for the trigger, to which nothing leads. */
  wayFrom: string | null;
  editable: boolean;
};

/** Where ways begin and end. While a way is being drawn, the whole card is the place to drop it. */
export const CardPorts = memo(function CardPorts({ ports, direction, wayFrom, editable }: CardPortsProps) {
  return (
    <>
      <WayIn direction={direction} takesWays={editable} />
      {ports.map((port) => (
        <Handle
          key={port.outlet}
          type="source"
          id={port.outlet}
          position={positionOf(port.side, direction)}
          isConnectable={editable}
          isConnectableEnd={false}
          style={{ left: port.x, top: port.y, right: "auto", bottom: "auto" }}
          className={cn(editable && "baton-port", port.lane === "error" && "baton-port-error")}
          title={editable ? titleOf(port) : undefined}
          onClick={(event: MouseEvent) =>
            useBuilderView
              .getState()
              .choose(
                { kind: "step", after: { stepId: wayFrom ?? TRIGGER, outlet: port.outlet } },
                { x: event.clientX, y: event.clientY },
              )
          }
        />
      ))}
    </>
  );
});

const titleOf = ({ label, lane }: PlacedPort): string =>
  lane === "error"
    ? "When it fails: drag to a step, or click to add one"
    : `${label ? `${label}: ` : ""}drag to a step, or click to add one`;
