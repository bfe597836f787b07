"use client";

import { ChevronRight } from "lucide-react";
import { type ReactNode, useEffect, useId, useRef } from "react";
import { StateBadge } from "@/components/states/state-badge";
import { cn } from "@/components/ui/cn";
import { Duration } from "@/components/ui/duration";
import { formatNumber } from "@/components/ui/format-number";
import type { Iteration } from "./run-types";

type LoopItemProps = { item: Iteration; open: boolean; onToggle: () => void; children: ReactNode };

/** One item of a loop: its number, its value in a line, and what became of it. Opens to its steps. */
export function LoopItem({ item, open, onToggle, children }: LoopItemProps) {
  const bodyId = useId();
  const line = useRef<HTMLLIElement>(null);
  // Opened from elsewhere (a link, the jump to an item): it comes into view. Whoever opened it here sees it.
  useEffect(() => {
    if (open && !line.current?.contains(document.activeElement))
      line.current?.scrollIntoView({ block: "nearest" });
  }, [open]);
  return (
    <li
      ref={line}
      data-open={open}
      className={cn("border-line border-t first:border-t-0", open && "bg-canvas")}
    >
      <button
        type="button"
        aria-expanded={open}
        aria-controls={bodyId}
        onClick={onToggle}
        className="flex min-h-8 w-full items-start gap-2 px-2 py-1.5 text-left hover:bg-hover focus-visible:-outline-offset-2"
      >
        <ChevronRight
          aria-hidden
          className={cn("mt-0.5 size-3.5 shrink-0 text-faint transition-transform", open && "rotate-90")}
        />
        <span className="mt-0.5 flex shrink-0">
          <StateBadge state={item.status} appearance="icon" />
        </span>
        <span className="min-w-0 flex-1">
          <span className="flex items-baseline gap-2">
            <span className="shrink-0 font-mono text-muted text-xs tabular-nums">
              <span className="sr-only">Item </span>
              {formatNumber(item.index + 1)}
            </span>
            <span className="min-w-0 truncate">{item.gist}</span>
            <span className="ml-auto shrink-0 text-muted text-xs">
              {item.startedAt && item.status !== "cancelled" ? (
                <Duration from={item.startedAt} to={item.finishedAt} />
              ) : null}
            </span>
          </span>
          {item.error ? <span className="block truncate text-failed text-xs">{item.error}</span> : null}
        </span>
      </button>
      <div id={bodyId} hidden={!open}>
        {open ? children : null}
      </div>
    </li>
  );
}
