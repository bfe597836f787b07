import * as z from "zod";
import { taskPriorities, taskStatuses } from "../task";
import { eventFamily, john, who } from "./event-family";

const task = z.looseObject({
  ...who,
  task_id: z.string(),
  title: z.string(),
  description: z.string(),
  status: z.enum(taskStatuses),
  priority: z.enum(taskPriorities),
  due_date: z.iso.datetime().nullable(),
  assignee_id: z.uuid().nullable(),
  assignee_email: z.string().optional(),
  assignee_name: z.string().nullish(),
});

const sample = {
  ...{ ...john, task_id: "task_9", title: "Follow up with John Doe", description: "Asked for a call back." },
  ...{ status: "open", priority: "normal", due_date: "2026-03-15T08:00:00.000Z", assignee_id: null },
};

/** What members have to do. */
export const taskEvents = eventFamily({
  "task.created": { words: "a task is created", category: "tasks", payload: task, sample },
  "task.completed": {
    words: "a task is completed",
    category: "tasks",
    payload: task.extend({ completed_at: z.iso.datetime(), completed_by: z.string() }),
    sample: {
      ...{ ...sample, status: "done", completed_at: "2026-03-14T09:30:00.000Z", completed_by: "Ana" },
    },
  },
});
