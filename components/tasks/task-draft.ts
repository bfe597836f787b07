import type { TaskPatch, TaskPriority } from "@/server/domain/task";
import { dueDay } from "./due-words";
import { taskContact } from "./task-contact";
import type { Task } from "./task-types";

/** A select has no empty value. */
export const NOBODY = "nobody";

/** A task as its form holds it. */
export type TaskDraft = {
  title: string;
  description: string;
  priority: TaskPriority;
  /** 2026-03-01, or nothing. */
  due: string;
  assignee: string;
  contact: { id: string; name: string } | null;
};

export const blankDraft: TaskDraft = {
  title: "",
  description: "",
  priority: "normal",
  due: "",
  assignee: NOBODY,
  contact: null,
};

export const draftOf = (task: Task, timezone: string): TaskDraft => ({
  title: task.title,
  description: task.description,
  priority: task.priority,
  due: task.dueAt ? dueDay(task.dueAt, timezone) : "",
  assignee: task.assigneeName && task.assigneeId ? task.assigneeId : NOBODY,
  contact: task.contactId ? { id: task.contactId, name: taskContact(task) ?? "" } : null,
});

/** As the server takes it. */
export const asked = (draft: TaskDraft) => ({
  title: draft.title,
  description: draft.description,
  priority: draft.priority,
  due_date: draft.due || null,
  assignee: draft.assignee === NOBODY ? null : draft.assignee,
  contact: draft.contact?.id ?? null,
});

/** What the form changed: a day that stayed keeps its time of the day. */
export function patchOf(before: TaskDraft, after: TaskDraft): TaskPatch {
  const [old, now] = [asked(before), asked(after)];
  return {
    ...(old.title !== now.title && { title: now.title }),
    ...(old.description !== now.description && { description: now.description }),
    ...(old.priority !== now.priority && { priority: now.priority }),
    ...(old.due_date !== now.due_date && { due_date: now.due_date }),
    ...(old.assignee !== now.assignee && { assignee: now.assignee }),
    ...(old.contact !== now.contact && { contact: now.contact }),
  };
}
