"use client";

import { ChevronRight } from "lucide-react";
import { type ReactNode, useId } from "react";
import { cn } from "@/components/ui/cn";

type TimelineItemProps = {
  open: boolean;
  onToggle: () => void;
  icon: ReactNode;
  title: ReactNode;
  detail?: ReactNode;
  /** Under title and detail: the bar. */
  below?: ReactNode;
  end?: ReactNode;
  faded?: boolean;
  /** What it opens to uses the whole width. */
  wide?: boolean;
  children: ReactNode;
};

/** A line of the timeline that opens. */
export function TimelineItem({
  open,
  onToggle,
  icon,
  title,
  detail,
  below,
  end,
  faded,
  wide,
  children,
}: TimelineItemProps) {
  const bodyId = useId();
  return (
    <li data-open={open} className={cn("border-line border-b", open && "bg-sunken")}>
      <button
        type="button"
        aria-expanded={open}
        aria-controls={bodyId}
        onClick={onToggle}
        className="flex w-full items-start gap-2 px-4 py-2 text-left hover:bg-hover focus-visible:-outline-offset-2"
      >
        <ChevronRight
          aria-hidden
          className={cn("mt-0.5 size-4 shrink-0 text-faint transition-transform", open && "rotate-90")}
        />
        <span className="mt-0.5 flex shrink-0">{icon}</span>
        <span className="min-w-0 flex-1">
          <span className="flex items-baseline gap-2">
            <span className={cn("max-w-[65%] shrink-0 truncate font-medium", faded && "text-muted")}>
              {title}
            </span>
            {detail ? <span className="min-w-0 truncate text-muted text-xs">{detail}</span> : null}
            <span className="ml-auto flex shrink-0 items-baseline gap-3 text-xs">{end}</span>
          </span>
          {below ? <span className="mt-1.5 block pb-0.5">{below}</span> : null}
        </span>
      </button>
      <div id={bodyId} hidden={!open} className={cn("px-4 pt-1 pb-4", !wide && "pl-10")}>
        {open ? children : null}
      </div>
    </li>
  );
}
