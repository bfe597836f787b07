import { type NodeHandle, Position } from "@xyflow/react";
import type { Direction, PlacedPort, Port, PortSide } from "./canvas-model";

type Size = { width: number; height: number };

/** Where the ways out leave a card: the usual one in its middle, others beside it, an error at a side. */
export function portsOn(
  ports: readonly Port[],
  { width, height }: Size,
  direction: Direction,
  errorSide: PortSide,
): PlacedPort[] {
  const across = direction === "down" ? width : height;
  const onward = ports.filter(({ lane }) => lane === "main");
  const count = onward.length + (errorSide === "on" ? 1 : 0);
  const gap = Math.min(direction === "down" ? 44 : 18, (across / 2 - 8) / Math.max(1, count - 1));
  return ports.map((port) => {
    const isError = port.lane === "error";
    const side = isError ? errorSide : "on";
    const order = isError ? onward.length : onward.indexOf(port);
    return { ...port, side, ...pointOn(side, { width, height }, direction, order * gap) };
  });
}

function pointOn(side: PortSide, { width, height }: Size, direction: Direction, aside: number) {
  if (direction === "down") {
    if (side === "on") return { x: width / 2 + aside, y: height };
    return { x: side === "left" ? 0 : width, y: height / 2 };
  }
  if (side === "on") return { x: width, y: height / 2 + aside };
  return { x: width / 2, y: side === "left" ? 0 : height };
}

/** On which side of the box, as the screen shows it. */
export function positionOf(side: PortSide, direction: Direction): Position {
  if (direction === "down")
    return side === "on" ? Position.Bottom : side === "left" ? Position.Left : Position.Right;
  return side === "on" ? Position.Right : side === "left" ? Position.Top : Position.Bottom;
}

/** Told to the canvas, so that it need not measure them. */
export function handlesOf(
  ports: readonly PlacedPort[],
  { width, height }: Size,
  direction: Direction,
): NodeHandle[] {
  const down = direction === "down";
  const point = { width: 0, height: 0 };
  return [
    {
      ...point,
      id: "in",
      type: "target",
      position: down ? Position.Top : Position.Left,
      x: down ? width / 2 : 0,
      y: down ? 0 : height / 2,
    },
    {
      ...point,
      id: "in-side",
      type: "target",
      position: down ? Position.Left : Position.Top,
      x: down ? 0 : width / 2,
      y: down ? height / 2 : 0,
    },
    ...ports.map(
      ({ outlet, side, x, y }): NodeHandle => ({
        ...point,
        id: outlet,
        type: "source",
        position: positionOf(side, direction),
        x,
        y,
      }),
    ),
  ];
}
