import { useRef } from "react";
import { cn } from "@/components/ui/cn";
import type { EdgeMark } from "./step-mark";

type EdgeLineProps = { path: string; error: boolean; mark: EdgeMark; selected?: boolean };

/** The line of an edge, and over it the way that a run took. */
export function EdgeLine({ path, error, mark, selected = false }: EdgeLineProps) {
  const untakenAtFirst = useRef(mark !== "taken").current;
  return (
    <>
      <path
        d={path}
        fill="none"
        strokeWidth={selected ? 2 : 1.5}
        strokeDasharray={error ? "5 4" : undefined}
        className={cn(
          "transition-opacity",
          selected ? "stroke-accent" : error ? "stroke-error/70" : "stroke-gray-8",
          mark === "untaken" && "opacity-35",
        )}
      />
      {mark === "taken" ? (
        <path
          d={path}
          fill="none"
          pathLength={1}
          strokeWidth={2}
          strokeDasharray={error ? undefined : 1}
          className={cn(
            error ? "stroke-error" : "stroke-accent-ink",
            untakenAtFirst && !error && "baton-draw",
          )}
        />
      ) : null}
    </>
  );
}
