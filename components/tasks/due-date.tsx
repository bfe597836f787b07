"use client";

import { CalendarClock } from "lucide-react";
import { useWorkspace } from "@/components/shell/workspace-context";
import { cn } from "@/components/ui/cn";
import { formatExact } from "@/components/ui/format-time";
import { dueWords } from "./due-words";
import type { Task } from "./task-types";

type DueDateProps = {
  task: Pick<Task, "dueAt" | "status">;
  /** Null on the server. */
  now: number | null;
  className?: string;
};

/** When it is due; red when it is late, the exact time on hover. */
export function DueDate({ task: { dueAt, status }, now, className }: DueDateProps) {
  const { timezone } = useWorkspace();
  if (!dueAt || now === null) return null;
  const late = status === "open" && dueAt.getTime() < now;
  return (
    <time
      dateTime={dueAt.toISOString()}
      title={formatExact(dueAt, { timeZone: timezone })}
      className={cn(
        "inline-flex items-center gap-1 whitespace-nowrap",
        late ? "text-failed" : "text-muted",
        className,
      )}
    >
      <CalendarClock aria-hidden className="size-3.5" />
      <span className="sr-only">{late ? "Overdue since" : "Due"}</span>
      {dueWords(dueAt, now, timezone)}
    </time>
  );
}
