import { type ConnectionLineComponentProps, getSmoothStepPath } from "@xyflow/react";
import type { CanvasNode } from "./canvas-model";
import { connectionProblem } from "./connection-problem";
import { connectionTarget } from "./connection-target";
import { useBuilderStore } from "./use-builder";

/** The way that is being drawn; over a card to which it cannot lead, with the reason. */
export function ConnectionLine({
  fromX,
  fromY,
  toX,
  toY,
  fromPosition,
  toPosition,
  fromNode,
  fromHandle,
  toNode,
  connectionStatus,
}: ConnectionLineComponentProps<CanvasNode>) {
  const store = useBuilderStore();
  const to = toNode ? connectionTarget(toNode) : null;
  const problem =
    to !== null && connectionStatus !== "valid"
      ? connectionProblem(
          store.getState().definition,
          { stepId: fromNode.id, outlet: fromHandle.id ?? "" },
          to,
        )
      : null;
  const [path] = getSmoothStepPath({
    sourceX: fromX,
    sourceY: fromY,
    sourcePosition: fromPosition,
    targetX: toX,
    targetY: toY,
    targetPosition: toPosition,
    borderRadius: 8,
  });
  return (
    <g>
      <path
        d={path}
        fill="none"
        strokeWidth={2}
        strokeDasharray={problem ? "4 4" : undefined}
        className={problem ? "stroke-failed" : "stroke-accent"}
      />
      {problem ? (
        <foreignObject x={toX + 14} y={toY + 10} width={260} height={120}>
          <p role="status" className="w-fit rounded-md bg-gray-12 px-2 py-1 text-gray-1 text-xs">
            {problem}
          </p>
        </foreignObject>
      ) : null}
    </g>
  );
}
