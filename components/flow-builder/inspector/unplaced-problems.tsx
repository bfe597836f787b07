"use client";

import { TriangleAlert } from "lucide-react";
import type { BuilderProblem } from "../builder-state";

/** What is wrong with the step as a whole, or with something that no field here shows. */
export function UnplacedProblems({ problems }: { problems: readonly BuilderProblem[] }) {
  const unplaced = problems.filter(({ field }) => UNPLACED.test(field));
  if (unplaced.length === 0) return null;
  return (
    <ul className="flex flex-col gap-1 rounded-lg bg-held-soft p-2.5 text-held text-xs">
      {unplaced.map(({ message }) => (
        <li key={message} className="flex gap-2">
          <TriangleAlert aria-hidden className="size-4 shrink-0" />
          <span className="min-w-0 break-words">{message}</span>
        </li>
      ))}
    </ul>
  );
}

const UNPLACED = /^(?:id|cases|body|action_id|plugin_id|on_\w+|.*\.target)?$/;
