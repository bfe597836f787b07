"use client";

import { Check, RotateCcw } from "lucide-react";
import { Avatar } from "@/components/ui/avatar";
import { cn } from "@/components/ui/cn";
import { IconButton } from "@/components/ui/icon-button";
import { RowActions, TableCell, TableRow } from "@/components/ui/table";
import { DueDate } from "./due-date";
import { PriorityMark } from "./priority-mark";
import { taskContact } from "./task-contact";
import { TaskState } from "./task-state";
import type { Task } from "./task-types";
import type { TaskChanges } from "./use-task-changes";

type TaskRowProps = {
  task: Task;
  now: number | null;
  changes: TaskChanges;
  onOpen: (taskId: string) => void;
};

export function TaskRow({ task, now, changes, onOpen }: TaskRowProps) {
  const becoming = changes.becoming(task.id);
  const status = becoming ?? task.status;
  const open = status === "open";
  const contact = taskContact(task);
  return (
    <TableRow interactive data-row={task.id}>
      <TableCell className="w-8 pr-0">
        <span className="flex">
          <TaskState status={status} compact />
        </span>
      </TableCell>
      <TableCell className="w-full max-w-0 max-sm:py-1.5">
        <span className="flex min-w-0 items-center gap-2">
          <button
            type="button"
            data-open
            onClick={() => onOpen(task.id)}
            className={cn(
              "max-w-full truncate font-medium after:absolute after:inset-0 focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:outline-ring",
              !open && "text-muted",
            )}
          >
            {task.title}
          </button>
          {contact ? <span className="min-w-0 truncate text-muted max-sm:hidden">{contact}</span> : null}
        </span>
        {contact ? <span className="block truncate text-muted text-xs sm:hidden">{contact}</span> : null}
      </TableCell>
      <TableCell className="hidden sm:table-cell">
        <span className="flex">
          <PriorityMark priority={task.priority} />
        </span>
      </TableCell>
      <TableCell className="hidden max-w-44 desk:table-cell">
        {task.assigneeName ? (
          <span className="flex min-w-0 items-center gap-1.5">
            <Avatar name={task.assigneeName} />
            <span className="truncate text-muted">{task.assigneeName}</span>
          </span>
        ) : (
          <span className="text-muted">–</span>
        )}
      </TableCell>
      <TableCell>
        <DueDate task={task} now={now} className="flex" />
      </TableCell>
      <TableCell className="w-12 max-sm:hidden">
        {changes.mayWrite ? (
          <RowActions>
            <IconButton
              label={open ? `Done: ${task.title}` : `Open again: ${task.title}`}
              disabled={becoming !== undefined}
              onClick={() => changes.setStatus(task, open ? "done" : "open")}
            >
              {open ? <Check aria-hidden /> : <RotateCcw aria-hidden />}
            </IconButton>
          </RowActions>
        ) : null}
      </TableCell>
    </TableRow>
  );
}
