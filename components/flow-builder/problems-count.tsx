"use client";

import { CircleAlert, Lightbulb, TriangleAlert } from "lucide-react";
import { useProblems } from "./use-problems";

/** How many errors, warnings and pieces of advice there are. */
export function ProblemsCount() {
  const problems = useProblems();
  const errors = problems.filter(({ severity }) => severity === "structure").length;
  const warnings = problems.filter(({ severity }) => severity === "catalogue").length;
  const advice = problems.length - errors - warnings;
  return (
    <span className="flex items-center gap-1.5 text-xs tabular-nums">
      {errors > 0 ? (
        <span className="flex items-center gap-1 text-failed">
          <CircleAlert aria-hidden className="size-3.5" />
          {errors}
          <span className="sr-only">{errors === 1 ? "error" : "errors"}</span>
        </span>
      ) : null}
      {warnings > 0 ? (
        <span className="flex items-center gap-1 text-held">
          <TriangleAlert aria-hidden className="size-3.5" />
          {warnings}
          <span className="sr-only">{warnings === 1 ? "warning" : "warnings"}</span>
        </span>
      ) : null}
      {advice > 0 ? (
        <span className="flex items-center gap-1 text-muted">
          <Lightbulb aria-hidden className="size-3.5" />
          {advice}
          <span className="sr-only">{advice === 1 ? "piece of advice" : "pieces of advice"}</span>
        </span>
      ) : null}
      {problems.length === 0 ? <span className="text-muted">0</span> : null}
    </span>
  );
}
