import { Handle, type NodeProps, Position } from "@xyflow/react";
import { memo, useContext } from "react";
import type { CardNode } from "./canvas-model";
import { CardBody } from "./card-body";
import { positionOf } from "./place-ports";
import { ProblemBadge } from "./problem-badge";
import { StepMarks } from "./step-mark";
import { StepProblems } from "./step-problems";

/** A step on the canvas, to look at. Its size is decided by `cardSize`, so that drawing it never moves its neighbours. */
export const StepCard = memo(function StepCard({ data, selected }: NodeProps<CardNode>) {
  const marks = useContext(StepMarks);
  const problems = useContext(StepProblems).get(data.stepId ?? "");
  const mark = marks && data.stepId !== null ? (marks.get(data.stepId) ?? null) : null;
  return (
    <>
      <Handle type="target" id="in" position={Position.Top} isConnectable={false} />
      <CardBody data={data} selected={selected} inRun={marks !== null} mark={mark} />
      {problems ? <ProblemBadge problems={problems} /> : null}
      {data.ports.map(({ outlet, side }) => (
        <Handle
          key={outlet}
          type="source"
          id={outlet}
          position={positionOf(side, data.direction)}
          isConnectable={false}
        />
      ))}
    </>
  );
});
