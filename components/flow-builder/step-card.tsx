import { Handle, type NodeProps, Position } from "@xyflow/react";
import { TriangleAlert } from "lucide-react";
import { memo, useContext } from "react";
import { cn } from "@/components/ui/cn";
import type { CardNode } from "./canvas-model";
import { CardRunLine } from "./card-run-line";
import { type StepMark, StepMarks } from "./step-mark";
import { StepProblems } from "./step-problems";
import { StepSentence } from "./step-sentence";
import { StepTile } from "./step-tile";

/** A step on the canvas. Its size is decided by `cardSize`, so that drawing it never moves its neighbours. */
export const StepCard = memo(function StepCard({ data, selected }: NodeProps<CardNode>) {
  const marks = useContext(StepMarks);
  const problems = useContext(StepProblems).get(data.stepId ?? "");
  const mark = marks && data.stepId !== null ? (marks.get(data.stepId) ?? null) : null;
  return (
    <>
      <Handle type="target" position={Position.Top} isConnectable={false} />
      <CardBody data={data} selected={selected} inRun={marks !== null} mark={mark} />
      {problems ? <ProblemBadge problems={problems} /> : null}
      <Handle type="source" id="down" position={Position.Bottom} isConnectable={false} />
      <Handle type="source" id="left" position={Position.Left} isConnectable={false} />
      <Handle type="source" id="right" position={Position.Right} isConnectable={false} />
    </>
  );
});

function ProblemBadge({ problems }: { problems: readonly string[] }) {
  return (
    <span
      title={problems.join("\n")}
      className="-top-2 -right-2 absolute flex h-5 items-center gap-1 rounded-full border border-held/40 bg-held-soft px-1.5 font-medium text-held text-xs"
    >
      <TriangleAlert aria-hidden className="size-3" />
      {problems.length}
      <span className="sr-only">{problems.length === 1 ? " problem" : " problems"}</span>
    </span>
  );
}

type CardBodyProps = { data: CardNode["data"]; selected: boolean; inRun: boolean; mark: StepMark | null };

const CardBody = memo(function CardBody({ data, selected, inRun, mark }: CardBodyProps) {
  const { face, lines, stepId } = data;
  const idle =
    inRun && stepId !== null && (mark === null || mark.status === "skipped" || mark.status === "cancelled");
  return (
    <div
      className={cn(
        "flex size-full flex-col rounded-xl border bg-surface text-left transition-[border-color,opacity]",
        selected ? "border-accent outline-2 outline-accent" : "border-line-strong hover:border-gray-8",
        mark?.status === "running" && "baton-pulse border-running",
        mark?.status === "failed" && !selected && "border-failed",
        idle && !selected && "border-line bg-sunken",
      )}
    >
      <div className="flex min-h-0 flex-1 items-center gap-2.5 px-2.5">
        {face.bar ? (
          <face.icon aria-hidden className="mx-1.5 size-4 shrink-0 text-muted" />
        ) : (
          <StepTile icon={face.icon} family={face.family} faded={idle} />
        )}
        <div className={cn("min-w-0 flex-1", face.bar && "flex items-baseline gap-2")}>
          <p
            className={cn(
              "truncate font-semibold text-sm",
              face.bar && "shrink-0",
              idle ? "text-muted" : "text-ink",
            )}
          >
            {face.title}
          </p>
          {lines > 0 ? (
            <p
              className="mt-0.5 overflow-hidden break-words text-muted text-xs leading-4.5"
              style={{ display: "-webkit-box", WebkitBoxOrient: "vertical", WebkitLineClamp: lines }}
            >
              <StepSentence parts={face.parts} />
            </p>
          ) : null}
          {face.bar ? (
            <p className="min-w-0 truncate text-muted text-xs">
              <StepSentence parts={face.parts} />
            </p>
          ) : null}
        </div>
      </div>
      {inRun ? <CardRunLine isTrigger={stepId === null} mark={mark} /> : null}
    </div>
  );
});
