import { stateLanguage } from "@/components/states/state-language";
import { cn } from "@/components/ui/cn";
import { formatNumber } from "@/components/ui/format-number";
import type { RunLoop } from "./run-types";

/** A loop in figures, each with the sign of its state. */
export function LoopCounts({ loop }: { loop: RunLoop }) {
  const left = loop.total - loop.begun;
  const counts = [
    { state: "succeeded", count: loop.succeeded, word: "succeeded" },
    { state: "failed", count: loop.failed, word: "failed" },
    { state: "running", count: loop.open, word: "running" },
    { state: "queued", count: left, word: loop.open > 0 ? "to come" : "not begun" },
  ] as const;
  return (
    <ul className="flex flex-wrap gap-x-4 gap-y-1 text-xs">
      {counts
        .filter(({ count }) => count > 0)
        .map(({ state, count, word }) => {
          const { icon: Icon, ink } = stateLanguage[state];
          return (
            <li key={state} className="flex items-center gap-1">
              <Icon aria-hidden className={cn("size-3.5 shrink-0", ink)} />
              <span className="font-medium tabular-nums">{formatNumber(count)}</span>
              <span className="text-muted">{word}</span>
            </li>
          );
        })}
    </ul>
  );
}
