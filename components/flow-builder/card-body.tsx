import { memo, type ReactNode } from "react";
import { cn } from "@/components/ui/cn";
import type { CardNode } from "./canvas-model";
import { CardRunLine } from "./card-run-line";
import { countRender } from "./count-render";
import { STALE } from "./stale-steps";
import type { StepMark } from "./step-mark";
import { StepSentence } from "./step-sentence";
import { StepTile } from "./step-tile";

type CardBodyProps = {
  data: CardNode["data"];
  selected: boolean;
  inRun: boolean;
  mark: StepMark | null;
  /** Set up otherwise since it was tested. */
  stale?: boolean;
  /** Small buttons at the end of the title. */
  children?: ReactNode;
};

/** What a card says. It is drawn again only when its own step changed. */
export const CardBody = memo(function CardBody({
  data,
  selected,
  inRun,
  mark,
  stale = false,
  children,
}: CardBodyProps) {
  countRender();
  const { face, lines, stepId } = data;
  const idle =
    inRun && stepId !== null && (mark === null || mark.status === "skipped" || mark.status === "cancelled");
  return (
    <div
      className={cn(
        "baton-card flex size-full flex-col rounded-xl border bg-surface text-left transition-[border-color,opacity]",
        selected ? "border-accent outline-2 outline-accent" : "border-line-strong hover:border-gray-8",
        mark?.status === "running" && "baton-pulse border-running",
        mark?.status === "failed" && !selected && "border-failed",
        idle && !selected && "border-line bg-sunken",
        stale && "border-dashed",
        stale && !selected && "border-held",
      )}
      title={stale ? STALE : undefined}
    >
      {stale ? <span className="sr-only">{STALE}</span> : null}
      <div className="flex min-h-0 flex-1 items-center gap-2.5 px-2.5">
        {face.bar ? (
          <face.icon aria-hidden className="mx-1.5 size-4 shrink-0 text-muted" />
        ) : (
          <StepTile icon={face.icon} family={face.family} faded={idle} />
        )}
        <div className={cn("min-w-0 flex-1", face.bar && "flex items-baseline gap-2")}>
          <div className={cn("flex items-center gap-1", face.bar && "shrink-0")}>
            <p
              className={cn(
                "min-w-0 flex-1 truncate font-semibold text-sm",
                idle ? "text-muted" : "text-ink",
              )}
            >
              {face.title}
            </p>
            {children}
          </div>
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
