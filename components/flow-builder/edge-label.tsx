import type { CSSProperties } from "react";
import { cn } from "@/components/ui/cn";
import type { EdgeMark } from "./step-mark";

type EdgeLabelProps = { text: string; error: boolean; mark: EdgeMark; style: CSSProperties };

/** The name of a way out: yes, no, a case, on error. */
export function EdgeLabel({ text, error, mark, style }: EdgeLabelProps) {
  return (
    <span
      aria-hidden
      style={style}
      className={cn(
        "pointer-events-none absolute max-w-40 truncate rounded-full border bg-surface px-1.5 text-xs leading-4.5",
        error ? "border-error/40 text-error" : "border-line-strong text-muted",
        mark === "taken" && !error && "border-accent-ink/50 text-accent-ink",
        mark === "untaken" && "border-line",
      )}
    >
      {text}
    </span>
  );
}
