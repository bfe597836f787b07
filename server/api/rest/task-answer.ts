import * as z from "zod";
import { taskPrioritySchema, taskStatusSchema } from "@/server/domain/task";
import type { TaskItem } from "@/server/features/tasks/data";

export const taskSchema = z.object({
  id: z.uuid(),
  external_id: z.string().nullable().meta({ description: "The id that it was posted with." }),
  title: z.string(),
  description: z.string(),
  status: taskStatusSchema,
  priority: taskPrioritySchema,
  due_date: z.iso.datetime().nullable(),
  assignee: z.object({ id: z.uuid(), name: z.string(), email: z.string() }).nullable(),
  contact_id: z.uuid().nullable(),
  customer_id: z.string().nullable().meta({ description: "The contact's id in your own system." }),
  run_id: z.uuid().nullable().meta({ description: "The run that created it." }),
  created_at: z.iso.datetime(),
  updated_at: z.iso.datetime(),
  completed_at: z.iso.datetime().nullable().meta({ description: "When it was done or cancelled." }),
});

export const taskAnswer = (task: TaskItem): z.input<typeof taskSchema> => ({
  id: task.id,
  external_id: task.externalId,
  title: task.title,
  description: task.description,
  status: task.status,
  priority: task.priority,
  due_date: task.dueAt?.toISOString() ?? null,
  assignee:
    task.assigneeId && task.assigneeEmail
      ? { id: task.assigneeId, name: task.assigneeName ?? "", email: task.assigneeEmail }
      : null,
  contact_id: task.contactId,
  customer_id: task.contactExternalId,
  run_id: task.runId,
  created_at: task.createdAt.toISOString(),
  updated_at: task.updatedAt.toISOString(),
  completed_at: task.completedAt?.toISOString() ?? null,
});
