import { CircleMinus, CircleSlash, Clock3, Flag, type LucideIcon, UserRound, Zap } from "lucide-react";
import type { ReactNode } from "react";
import { cn } from "@/components/ui/cn";
import { localTime } from "./local-time";
import { StepLine } from "./step-line";
import type { TraceLine } from "./trace-line";

type TimelineLineProps = {
  line: TraceLine;
  zone: string;
  open: boolean;
  onToggle: (stepId: string | null) => void;
};

/** One line: the time by the contact's clock, a sign, and what happens. Steps open; the rest is only said. */
export function TimelineLine({ line, zone, open, onToggle }: TimelineLineProps) {
  const time = (
    <time dateTime={line.at.toISOString()} className="w-11 shrink-0 pt-px font-mono text-muted text-xs">
      {localTime(line.at, zone)}
    </time>
  );
  switch (line.kind) {
    case "step":
      return <StepLine line={line} time={time} open={open} onToggle={() => onToggle(line.stepId)} />;
    case "start":
      return (
        <Said time={time} icon={Zap} ink="text-trigger">
          <span className="font-mono text-xs">{line.eventType}</span> starts it
        </Said>
      );
    case "happened":
      return (
        <Said time={time} icon={line.what === "opt_out" ? CircleSlash : UserRound} ink="text-accent-ink" tint>
          <span className="font-medium">What if:</span> {line.words}
        </Said>
      );
    case "clock":
      return (
        <Said time={time} icon={Clock3} ink="text-held">
          <span className="text-held">{line.words}</span>
        </Said>
      );
    case "skipped":
      return (
        <Said time={time} icon={CircleMinus} ink="text-faint">
          <span className="text-muted">Not taken: {line.steps.map(({ title }) => title).join(", ")}</span>
        </Said>
      );
    case "end":
      return (
        <Said time={time} icon={Flag} ink={ENDS[line.outcome]}>
          <span className={cn("font-medium", ENDS[line.outcome])}>{line.words}</span>
        </Said>
      );
  }
}

const ENDS = {
  completed: "text-succeeded",
  failed: "text-failed",
  cancelled: "text-muted",
  not_started: "text-held",
  unfinished: "text-waiting",
} as const;

type SaidProps = { time: ReactNode; icon: LucideIcon; ink: string; tint?: boolean; children: ReactNode };

const Said = ({ time, icon: Icon, ink, tint, children }: SaidProps) => (
  <li className={cn("flex items-start gap-2.5 px-4 py-1.5", tint && "bg-accent-soft")}>
    {time}
    <Icon aria-hidden className={cn("mt-0.5 size-4 shrink-0", ink)} />
    <p className="min-w-0 flex-1 break-words">{children}</p>
  </li>
);
