import { EdgeLabelRenderer, type EdgeProps, getSmoothStepPath } from "@xyflow/react";
import { memo, useContext, useRef } from "react";
import { cn } from "@/components/ui/cn";
import type { CanvasEdge } from "./canvas-model";
import { routeEdge } from "./route-edge";
import { type EdgeMark, edgeMark, StepMarks } from "./step-mark";

/** A way from step to step: smooth steps, its name as a pill, the error lane dashed. In a run it draws itself when taken. */
export const FlowEdge = memo(function FlowEdge(props: EdgeProps<CanvasEdge>) {
  const { data } = props;
  const marks = useContext(StepMarks);
  const mark = marks && data ? edgeMark(marks, data) : "open";
  const untakenAtFirst = useRef(mark !== "taken").current;
  if (!data) return null;
  const { path, labelAt } = pathOf(props, data);
  const error = data.lane === "error";
  return (
    <>
      <path
        d={path}
        fill="none"
        strokeWidth={1.5}
        strokeDasharray={error ? "5 4" : undefined}
        className={cn(
          "transition-opacity",
          error ? "stroke-error/70" : "stroke-gray-8",
          mark === "untaken" && "opacity-35",
        )}
      />
      {mark === "taken" ? (
        <path
          d={path}
          fill="none"
          pathLength={1}
          strokeWidth={2}
          strokeDasharray={error ? undefined : 1}
          className={cn(
            error ? "stroke-error" : "stroke-accent-ink",
            untakenAtFirst && !error && "baton-draw",
          )}
        />
      ) : null}
      {data.label ? <Label text={data.label} x={labelAt.x} y={labelAt.y} error={error} mark={mark} /> : null}
    </>
  );
});

function pathOf(props: EdgeProps<CanvasEdge>, data: NonNullable<CanvasEdge["data"]>) {
  const { sourceX, sourceY, targetX, targetY, sourceHandleId } = props;
  if (data.through) {
    const path = routeEdge(
      { x: sourceX, y: sourceY },
      { x: targetX, y: targetY },
      data.through,
      sourceHandleId === "left" || sourceHandleId === "right",
    );
    return { path, labelAt: data.labelAt ?? { x: (sourceX + targetX) / 2, y: (sourceY + targetY) / 2 } };
  }
  const [path, x, y] = getSmoothStepPath({ ...props, borderRadius: 8, offset: 20 });
  return { path, labelAt: { x, y } };
}

type LabelProps = { text: string; x: number; y: number; error: boolean; mark: EdgeMark };

function Label({ text, x, y, error, mark }: LabelProps) {
  return (
    <EdgeLabelRenderer>
      <span
        aria-hidden
        style={{ transform: `translate(-50%, -50%) translate(${x}px, ${y}px)` }}
        className={cn(
          "pointer-events-none absolute max-w-40 truncate rounded-full border bg-surface px-1.5 text-xs leading-4.5",
          error ? "border-error/40 text-error" : "border-line-strong text-muted",
          mark === "taken" && !error && "border-accent-ink/50 text-accent-ink",
          mark === "untaken" && "border-line",
        )}
      >
        {text}
      </span>
    </EdgeLabelRenderer>
  );
}
