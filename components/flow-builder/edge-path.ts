import { type EdgeProps, getSmoothStepPath } from "@xyflow/react";
import type { CanvasEdge } from "./canvas-model";
import { type Point, routeEdge, routeThroughGutter } from "./route-edge";

type EdgeData = NonNullable<CanvasEdge["data"]>;

/** An edge's path, and where its label stands on it. */
export function edgePath(props: EdgeProps<CanvasEdge>, data: EdgeData): { path: string; labelAt: Point } {
  const { sourceX, sourceY, targetX, targetY, sourceHandleId } = props;
  const from = { x: sourceX, y: sourceY };
  const to = { x: targetX, y: targetY };
  const toTheRight = data.direction === "right";
  if (data.gutter !== null) {
    const { gutter, below } = data;
    const path = routeThroughGutter(from, to, { gutter, below, toTheRight });
    // Where nothing of other ways passes: on the piece along the gutter.
    const labelAt = toTheRight
      ? { x: ((below ?? from.x) + to.x) / 2, y: gutter }
      : { x: gutter, y: ((below ?? from.y) + to.y) / 2 };
    return { path, labelAt };
  }
  if (data.through) {
    const sideways = data.lane === "error" && sourceHandleId === "error" && leavesAside(props);
    const path = routeEdge(from, to, data.through, { sideways, toTheRight, order: data.order });
    return { path, labelAt: data.labelAt ?? nearTarget(from, to, data.through, toTheRight) };
  }
  const [path, x, y] = getSmoothStepPath({ ...props, borderRadius: 8, offset: 20 });
  return { path, labelAt: { x, y } };
}

const leavesAside = ({ sourcePosition, data }: EdgeProps<CanvasEdge>): boolean =>
  sourcePosition !== (data?.direction === "right" ? "right" : "bottom");

/** The middle of the last straight piece, where a "+" stands clear of corners. */
function nearTarget(from: Point, to: Point, through: readonly Point[], toTheRight: boolean): Point {
  const last = through.at(-1) ?? from;
  if (toTheRight) {
    const straight = Math.abs(from.y - to.y) < 1 && Math.abs(last.y - to.y) < 1;
    return { x: ((straight ? from.x : last.x) + to.x) / 2, y: to.y };
  }
  const straight = Math.abs(from.x - to.x) < 1 && Math.abs(last.x - to.x) < 1;
  return { x: to.x, y: ((straight ? from.y : last.y) + to.y) / 2 };
}
