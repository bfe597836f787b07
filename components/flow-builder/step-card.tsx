import { Handle, type NodeProps } from "@xyflow/react";
import { memo, useContext } from "react";
import type { CardNode } from "./canvas-model";
import { CardBody } from "./card-body";
import { positionOf } from "./place-ports";
import { ProblemBadge } from "./problem-badge";
import { StepMarks } from "./step-mark";
import { StepProblems } from "./step-problems";
import { WayIn } from "./way-in";

/** A step on the canvas, to look at. Its size is decided by `cardSize`, so that drawing it never moves its neighbours. */
export const StepCard = memo(function StepCard({ data, selected }: NodeProps<CardNode>) {
  const marks = useContext(StepMarks);
  const problems = useContext(StepProblems).get(data.stepId ?? "");
  const mark = marks && data.stepId !== null ? (marks.get(data.stepId) ?? null) : null;
  return (
    <>
      <WayIn direction={data.direction} />
      <CardBody data={data} selected={selected} inRun={marks !== null} mark={mark} />
      {problems ? <ProblemBadge problems={problems} /> : null}
      {data.ports.map(({ outlet, side, x, y }) => (
        <Handle
          key={outlet}
          type="source"
          id={outlet}
          position={positionOf(side, data.direction)}
          style={{ left: x, top: y, right: "auto", bottom: "auto" }}
          isConnectable={false}
        />
      ))}
    </>
  );
});
