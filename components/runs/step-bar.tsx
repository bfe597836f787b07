"use client";

import { cn } from "@/components/ui/cn";
import { useNow } from "@/components/ui/use-now";
import type { StepStatus } from "@/server/domain/run";

type StepBarProps = {
  status: StepStatus;
  /** It did nothing but wait: violet, also when it is over. */
  waited: boolean;
  from: Date;
  to: Date | null;
  /** The run, from its start to its end (null: it goes on). */
  runFrom: Date;
  runTo: Date | null;
};

/** When a step went on within its run. Decoration: the same is said in figures beside it. */
export function StepBar({ status, waited, from, to, runFrom, runTo }: StepBarProps) {
  const now = useNow() ?? runFrom.getTime();
  const start = runFrom.getTime();
  const end = Math.max(runTo?.getTime() ?? now, to?.getTime() ?? start, start + 1);
  const left = share(from.getTime() - start, end - start);
  const width = share((to?.getTime() ?? Math.max(now, from.getTime())) - from.getTime(), end - start);
  return (
    <span aria-hidden className="relative block h-1.5 w-full overflow-hidden rounded-full bg-gray-3">
      {status === "skipped" ? null : (
        <span
          className={cn(
            "absolute inset-y-0 min-w-1 rounded-full transition-[width]",
            waited && status === "succeeded" ? FILL.waiting : FILL[status],
          )}
          style={{ left: `min(${left * 100}%, 100% - 4px)`, width: `${width * 100}%` }}
        />
      )}
    </span>
  );
}

const FILL: Record<StepStatus, string> = {
  running: "bg-running animate-pulse-soft",
  retrying: "bg-running",
  waiting: "bg-waiting",
  succeeded: "bg-succeeded",
  failed: "bg-failed",
  cancelled: "bg-gray-8",
  skipped: "bg-gray-8",
};

const share = (part: number, whole: number) => Math.min(1, Math.max(0, part / whole));
