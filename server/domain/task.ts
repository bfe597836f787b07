/** What a task is. The names are those that the REST API, actions and pages have in common. */
import * as z from "zod";
import { externalIdSchema } from "./external-id";

export const taskStatuses = ["open", "done", "cancelled"] as const;
export const taskStatusSchema = z.enum(taskStatuses, "Has to be open, done or cancelled.");
export type TaskStatus = z.infer<typeof taskStatusSchema>;

export const taskPriorities = ["low", "normal", "high", "urgent"] as const;
export const taskPrioritySchema = z.enum(taskPriorities, "Has to be low, normal, high or urgent.");
export type TaskPriority = z.infer<typeof taskPrioritySchema>;

/** How the board and the list group them, by the calendar of the workspace's time zone. */
export const taskColumns = ["overdue", "today", "week", "later", "done"] as const;
export type TaskColumn = (typeof taskColumns)[number];

/** Columns are counted no further than this. */
export const MOST_COUNTED = 1_000;

/** Null, or blank text, is nobody and nothing. */
const named = (longest: number) =>
  z
    .string("Has to be text.")
    .trim()
    .max(longest, `Use at most ${longest} characters.`)
    .transform((text) => text || null)
    .nullable();

const fields = {
  title: z
    .string("Give the task a title.")
    .trim()
    .min(1, "Give the task a title.")
    .max(500, "Use at most 500 characters."),
  description: z.string("Has to be text.").trim().max(10_000, "Use at most 10,000 characters."),
  priority: taskPrioritySchema,
  due_date: named(100).meta({
    description: "An instant, or a date: then the end of that day in the workspace's time zone.",
  }),
  assignee: named(254).meta({ description: "Email address or id of a member." }),
  contact: named(254).meta({ description: "Id, email or phone of the contact it is about." }),
};

/** A task as it is asked for: people by what they are known by. */
export const newTaskSchema = z.object({
  external_id: externalIdSchema
    .optional()
    .meta({ description: "An id of your own, unique in the workspace." }),
  ...fields,
  description: fields.description.default(""),
  priority: fields.priority.default("normal"),
  due_date: fields.due_date.default(null),
  assignee: fields.assignee.default(null),
  contact: fields.contact.default(null),
});
export type NewTask = z.output<typeof newTaskSchema>;

/** What is left out stays; null takes away. */
export const taskPatchSchema = z.object({ ...fields, status: taskStatusSchema }).partial();
export type TaskPatch = z.output<typeof taskPatchSchema>;
