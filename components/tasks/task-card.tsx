"use client";

import { User } from "lucide-react";
import { Avatar } from "@/components/ui/avatar";
import { Checkbox } from "@/components/ui/checkbox";
import { cn } from "@/components/ui/cn";
import { DueDate } from "./due-date";
import { PriorityMark } from "./priority-mark";
import { taskContact } from "./task-contact";
import type { Task } from "./task-types";
import type { TaskChanges } from "./use-task-changes";

type TaskCardProps = {
  task: Task;
  now: number | null;
  changes: TaskChanges;
  onOpen: (taskId: string) => void;
};

/** A task on the board: ticked off where it stands, opened by its title. */
export function TaskCard({ task, now, changes, onOpen }: TaskCardProps) {
  const becoming = changes.becoming(task.id);
  const done = (becoming ?? task.status) === "done";
  const contact = taskContact(task);
  return (
    <li
      data-row={task.id}
      className="relative flex gap-2 rounded-lg border border-line bg-surface p-2.5 hover:border-line-strong has-[[data-open]:focus-visible]:outline-2 has-[[data-open]:focus-visible]:outline-ring"
    >
      <Checkbox
        hideLabel
        label={done ? `Open again: ${task.title}` : `Done: ${task.title}`}
        className="relative z-10"
        checked={done}
        disabled={!changes.mayWrite || becoming !== undefined}
        onCheckedChange={() => changes.setStatus(task, done ? "open" : "done")}
      />
      <div className="min-w-0 flex-1">
        <button
          type="button"
          data-open
          onClick={() => onOpen(task.id)}
          className={cn(
            "line-clamp-3 break-words text-left font-medium after:absolute after:inset-0 focus-visible:outline-none",
            done && "text-muted line-through",
          )}
        >
          {task.title}
        </button>
        {contact ? (
          <p className="mt-0.5 flex items-center gap-1 text-muted text-xs">
            <User aria-hidden className="size-3.5 shrink-0" />
            <span className="truncate">{contact}</span>
          </p>
        ) : null}
        {task.dueAt || task.priority !== "normal" || task.assigneeName ? (
          <div className="mt-2 flex items-end gap-2 text-xs">
            <div className="flex min-h-5 min-w-0 flex-1 flex-wrap items-center gap-x-2 gap-y-1">
              <PriorityMark priority={task.priority} />
              <DueDate task={task} now={now} />
            </div>
            {task.assigneeName ? (
              <span className="flex shrink-0" title={task.assigneeName}>
                <Avatar name={task.assigneeName} />
                <span className="sr-only">Assigned to {task.assigneeName}</span>
              </span>
            ) : null}
          </div>
        ) : null}
      </div>
    </li>
  );
}
