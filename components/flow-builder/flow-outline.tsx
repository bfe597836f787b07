"use client";

import { useMemo } from "react";
import { cn } from "@/components/ui/cn";
import type { FlowDefinition } from "@/server/domain/flow";
import { canvasGraph } from "./canvas-graph";
import type { CanvasBox, CanvasLink } from "./canvas-model";
import { CardRunLine } from "./card-run-line";
import { edgeMark, type StepMark } from "./step-mark";
import { StepSentence } from "./step-sentence";
import { StepTile } from "./step-tile";

type FlowOutlineProps = {
  definition: FlowDefinition;
  marks?: ReadonlyMap<string, StepMark> | null;
  selected: string | null;
  onSelect: (id: string | null) => void;
};

/** The same flow as a list: for narrow windows, and for whoever reads better than pans. */
export function FlowOutline({ definition, marks = null, selected, onSelect }: FlowOutlineProps) {
  const { boxes, links } = useMemo(() => canvasGraph(definition), [definition]);
  const cards = boxes.filter((box) => box.kind === "card");
  const nameOf = (id: string) => nameOfTarget(boxes.find((box) => box.id === id));
  return (
    <ol aria-label="Steps of the flow" className="flex flex-col gap-2 p-4">
      {cards.map((card) => {
        const ways = links.filter(
          (link) => link.source === card.id && (link.label || target(boxes, link)?.kind === "stop"),
        );
        const mark = card.stepId === null ? null : (marks?.get(card.stepId) ?? null);
        return (
          <li key={card.id}>
            <button
              type="button"
              aria-pressed={selected === card.id}
              onClick={() => onSelect(selected === card.id ? null : card.id)}
              className={cn(
                "flex w-full flex-col overflow-hidden rounded-xl border bg-surface text-left",
                selected === card.id
                  ? "border-accent outline-2 outline-accent"
                  : "border-line-strong hover:border-gray-8",
              )}
            >
              <span className="flex w-full gap-2.5 p-2.5">
                <StepTile icon={card.face.icon} family={card.face.family} />
                <span className="min-w-0 flex-1">
                  <span className="block font-semibold text-ink">{card.face.title}</span>
                  {card.face.parts.length > 0 ? (
                    <span className="mt-0.5 block break-words text-muted text-xs leading-4.5">
                      <StepSentence parts={card.face.parts} />
                    </span>
                  ) : null}
                  {ways.map((way) => (
                    <Way key={way.id} way={way} target={nameOf(way.target)} marks={marks} />
                  ))}
                </span>
              </span>
              {marks ? <CardRunLine isTrigger={card.stepId === null} mark={mark} /> : null}
            </button>
          </li>
        );
      })}
    </ol>
  );
}

function Way({
  way,
  target,
  marks,
}: {
  way: CanvasLink;
  target: string;
  marks: ReadonlyMap<string, StepMark> | null;
}) {
  const taken = marks !== null && edgeMark(marks, way) === "taken";
  return (
    <span
      className={cn(
        "mt-1 flex gap-1.5 text-xs",
        taken ? "text-accent-ink" : way.lane === "error" ? "text-error" : "text-muted",
      )}
    >
      <span className="shrink-0">{way.label || "then"}</span>
      <span aria-hidden>→</span>
      <span className="truncate">
        {target}
        {taken ? <span className="sr-only"> (taken)</span> : null}
      </span>
    </span>
  );
}

const target = (boxes: readonly CanvasBox[], link: CanvasLink) => boxes.find(({ id }) => id === link.target);

function nameOfTarget(box: CanvasBox | undefined): string {
  if (!box) return "End";
  return box.kind === "card" ? box.face.title : box.text;
}
