"use client";

import { TriangleAlert } from "lucide-react";
import type { BuilderProblem } from "../builder-state";
import { FixButton } from "../fix-button";

/** What is wrong with the step as a whole, or with something that no field here shows. */
export function UnplacedProblems({ problems }: { problems: readonly BuilderProblem[] }) {
  const unplaced = problems.filter(({ field }) => UNPLACED.test(field));
  if (unplaced.length === 0) return null;
  return (
    <ul className="flex flex-col gap-1 rounded-lg bg-held-soft p-2.5 text-held text-xs">
      {unplaced.map(({ message, hint, fix }) => (
        <li key={message} className="flex gap-2">
          <TriangleAlert aria-hidden className="size-4 shrink-0" />
          <span className="flex min-w-0 flex-col gap-1 break-words">
            {hint ? `${message} ${hint}` : message}
            {fix ? <FixButton fix={fix} inField /> : null}
          </span>
        </li>
      ))}
    </ul>
  );
}

const UNPLACED = /^(?:id|cases|body|action_id|plugin_id|on_\w+|.*\.target)?$/;
