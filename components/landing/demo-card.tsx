import { CardRunLine } from "@/components/flow-builder/card-run-line";
import type { StepMark } from "@/components/flow-builder/step-mark";
import { StepSentence } from "@/components/flow-builder/step-sentence";
import { StepTile } from "@/components/flow-builder/step-tile";
import { TokenAmount } from "@/components/states/token-amount";
import { cn } from "@/components/ui/cn";
import type { DemoStep } from "./demo-flow";

type DemoCardProps = { step: DemoStep; mark: StepMark | null; started: boolean };

/** A step of the demonstration, as it looks on a run's canvas. */
export function DemoCard({ step, mark, started }: DemoCardProps) {
  const idle = started && step.id !== null && (mark === null || mark.status === "skipped");
  return (
    <div
      className={cn(
        "rounded-xl border border-line-strong bg-surface transition-[border-color] duration-180",
        mark?.status === "running" && "border-running",
      )}
    >
      <div className={cn("flex items-center gap-2.5 px-2.5 py-2", idle && "grayscale")}>
        <StepTile icon={step.icon} family={step.family} />
        <div className="min-w-0 flex-1">
          <p className={cn("truncate font-semibold", idle && "text-muted")}>{step.title}</p>
          <p className="truncate text-muted text-xs leading-4.5">
            <StepSentence parts={step.parts} />
          </p>
        </div>
      </div>
      {started ? (
        <CardRunLine isTrigger={step.id === null} mark={mark} />
      ) : (
        <p className="flex h-7 items-center border-line border-t px-2.5 text-muted text-xs">
          {step.milliTokens > 0 ? <TokenAmount milliTokens={step.milliTokens} unit /> : "Free"}
        </p>
      )}
    </div>
  );
}
