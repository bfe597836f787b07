import type { NodeProps } from "@xyflow/react";
import { Zap } from "lucide-react";
import { memo, useContext } from "react";
import { useBuilderView } from "./builder-view";
import type { CardNode } from "./canvas-model";
import { CardBody } from "./card-body";
import { CardButton } from "./card-button";
import { CardPorts } from "./card-ports";
import { FoldButton } from "./fold-button";
import { ProblemBadge } from "./problem-badge";
import { StepMarks } from "./step-mark";
import { SubFlowButtons } from "./sub-flow-buttons";
import { useProblemsOf } from "./use-problems";
import { useIsStale } from "./use-stale-steps";

/** A step on the canvas, to work with: dragged, connected at its ports, folded up. */
export const EditCard = memo(
  function EditCard({ data, selected, isConnectable }: NodeProps<CardNode>) {
    const { stepId, ports, direction } = data;
    const marks = useContext(StepMarks);
    const problems = useProblemsOf(stepId ?? "");
    const stale = useIsStale(stepId ?? "");
    const mark = marks && stepId !== null ? (marks.get(stepId) ?? null) : null;
    return (
      <>
        <CardBody data={data} selected={selected} inRun={marks !== null} mark={mark} stale={stale}>
          {buttonOf(data, isConnectable)}
        </CardBody>
        {problems.length > 0 ? <ProblemBadge problems={problems.map(({ message }) => message)} /> : null}
        <CardPorts ports={ports} direction={direction} wayFrom={stepId} editable={isConnectable} />
      </>
    );
  },
  // Where it stands is its wrapper's business: a card that is moved is not drawn again.
  (before, after) =>
    before.data === after.data &&
    before.selected === after.selected &&
    before.isConnectable === after.isConnectable,
);

/** Undefined where there is none, so that the card's body stays as it is. */
function buttonOf({ stepId, fold, subFlow }: CardNode["data"], editable: boolean) {
  if (stepId === null) return editable ? <TriggerButton /> : undefined;
  if (fold) return <FoldButton loopId={stepId} fold={fold} />;
  return subFlow === undefined ? undefined : <SubFlowButtons flowId={subFlow} />;
}

function TriggerButton() {
  return (
    <CardButton
      label="Choose what starts the flow"
      onClick={(event) => {
        const { left, bottom } = event.currentTarget.getBoundingClientRect();
        useBuilderView.getState().choose({ kind: "trigger" }, { x: left, y: bottom + 4 });
      }}
    >
      <Zap aria-hidden />
    </CardButton>
  );
}
