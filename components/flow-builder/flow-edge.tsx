import { EdgeLabelRenderer, type EdgeProps } from "@xyflow/react";
import { memo, useContext } from "react";
import type { CanvasEdge } from "./canvas-model";
import { EdgeLabel } from "./edge-label";
import { EdgeLine } from "./edge-line";
import { edgePath } from "./edge-path";
import { edgeMark, StepMarks } from "./step-mark";

/** A way from step to step: smooth steps, its name as a pill, the error lane dashed. In a run it draws itself when taken. */
export const FlowEdge = memo(function FlowEdge(props: EdgeProps<CanvasEdge>) {
  const { data } = props;
  const marks = useContext(StepMarks);
  const mark = marks && data ? edgeMark(marks, data) : "open";
  if (!data) return null;
  const { path, labelAt } = edgePath(props, data);
  const error = data.lane === "error";
  return (
    <>
      <EdgeLine path={path} error={error} mark={mark} />
      {data.label ? (
        <EdgeLabelRenderer>
          <EdgeLabel
            text={data.label}
            error={error}
            mark={mark}
            style={{ transform: `translate(-50%, -50%) translate(${labelAt.x}px, ${labelAt.y}px)` }}
          />
        </EdgeLabelRenderer>
      ) : null}
    </>
  );
});
