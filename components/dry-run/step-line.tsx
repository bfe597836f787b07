import { ChevronRight, CirclePause } from "lucide-react";
import { type ReactNode, useId } from "react";
import { stepIcon } from "@/components/flow-builder/step-icon";
import { channelOf } from "@/components/outbox/channel";
import { StateBadge } from "@/components/states/state-badge";
import { TokenAmount } from "@/components/states/token-amount";
import { Badge } from "@/components/ui/badge";
import { cn } from "@/components/ui/cn";
import { StepLineBody } from "./step-line-body";
import type { LineTone, TraceLine } from "./trace-line";

type StepLineProps = {
  line: Extract<TraceLine, { kind: "step" }>;
  time: ReactNode;
  open: boolean;
  onToggle: () => void;
};

/** What a step does at one moment. Opened: the message as it would be read, what goes in and comes out. */
export function StepLine({ line, time, open, onToggle }: StepLineProps) {
  const bodyId = useId();
  const { entry, step, tone } = line;
  const Icon = entry.message ? channelOf(entry.message.channel).icon : step ? stepIcon(step) : null;
  return (
    <li data-open={open} className={cn(open && "bg-sunken")}>
      <button
        type="button"
        data-line
        aria-expanded={open}
        aria-controls={bodyId}
        onClick={onToggle}
        className="flex w-full items-start gap-2.5 px-4 py-1.5 text-left hover:bg-hover focus-visible:-outline-offset-2"
      >
        {time}
        <span className="mt-0.5 flex shrink-0">
          {entry.gate?.verdict === "hold" && entry.status === "waiting" ? (
            <CirclePause aria-label="Held" role="img" className="size-4 text-held" />
          ) : (
            <StateBadge state={entry.status} appearance="icon" />
          )}
        </span>
        <span className="flex min-w-0 flex-1 flex-wrap items-baseline gap-x-2 desk:flex-nowrap">
          <span className="flex max-w-full shrink-0 items-baseline gap-1.5 font-medium">
            {Icon ? <Icon aria-hidden className="size-3.5 shrink-0 self-center text-muted" /> : null}
            <span className="truncate">{line.title}</span>
            {line.item ? <Badge>{line.item}</Badge> : null}
          </span>
          {line.detail ? (
            <span className={cn("min-w-0 text-xs desk:truncate", INK[tone])}>{line.detail}</span>
          ) : null}
        </span>
        {entry.milliTokens > 0 ? (
          <TokenAmount milliTokens={entry.milliTokens} unit className="mt-0.5 shrink-0 text-muted text-xs" />
        ) : null}
        <ChevronRight
          aria-hidden
          className={cn("mt-0.5 size-4 shrink-0 text-faint transition-transform", open && "rotate-90")}
        />
      </button>
      <div id={bodyId} hidden={!open} className="px-4 pt-1 pb-4 sm:pl-23.5">
        {open ? <StepLineBody line={line} /> : null}
      </div>
    </li>
  );
}

const INK: Record<LineTone, string> = {
  plain: "text-muted",
  held: "text-held",
  waiting: "text-waiting",
  failed: "text-failed",
};
