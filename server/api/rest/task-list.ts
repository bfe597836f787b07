import * as z from "zod";
import { pool } from "@/server/db/pool";
import { taskPrioritySchema, taskStatusSchema } from "@/server/domain/task";
import type { WorkspaceId } from "@/server/domain/workspace";
import { listTasks, taskCursorSchema, taskFilterSchema, UNASSIGNED } from "@/server/features/tasks/data";
import { contactOf, memberOf } from "@/server/features/tasks/service";
import { nothing } from "./contract";
import { restRoute } from "./rest-route";
import { taskAnswer, taskSchema } from "./task-answer";
import { nextCursorSchema, readCursor, workflowPage, writeCursor } from "./workflow-page";

/** By the time of their creation, so that nothing moves to another page while it is read. */
export const taskList = restRoute(
  {
    method: "GET",
    path: "/api/tasks",
    tag: "Tasks",
    summary: "List tasks",
    description: "The newest first.",
    access: { kind: "bearer", scope: "crm:write" },
    params: nothing,
    query: z.object({
      ...workflowPage,
      status: taskStatusSchema.optional().meta({ description: "Only tasks with this status." }),
      priority: taskPrioritySchema.optional().meta({ description: "Only tasks of this priority." }),
      assignee: z
        .string()
        .max(254)
        .optional()
        .meta({ description: `Email address or id of a member, or ${UNASSIGNED}: only their tasks.` }),
      contact: z
        .string()
        .max(254)
        .optional()
        .meta({ description: "Id, email or phone of a contact: only tasks about it." }),
      q: z.string().max(200).optional().meta({ description: "Part of the title or of the contact's name." }),
    }),
    body: nothing,
    success: {
      status: 200,
      description: "A page of tasks.",
      schema: z.object({ tasks: z.array(taskSchema), next_cursor: nextCursorSchema }),
    },
  },
  async ({ workspaceId, query: { limit, cursor, status, priority, assignee, contact, q } }) => {
    const filter = taskFilterSchema.parse({
      ...{ limit, q, sort: "created" },
      status: status && [status],
      priority: priority && [priority],
      assigneeId: await assigneeOf(workspaceId, assignee),
      contactId: contact && (await contactOf(pool(), workspaceId, contact)),
    });
    const place = readCursor(taskCursorSchema, cursor);
    // Columns of the board are not asked for here, so that no calendar is needed.
    const { tasks, nextCursor } = await listTasks(workspaceId, "UTC", filter, place);
    return { body: { tasks: tasks.map(taskAnswer), next_cursor: writeCursor(nextCursor) } };
  },
);

async function assigneeOf(workspaceId: WorkspaceId, who: string | undefined): Promise<string | undefined> {
  return !who || who === UNASSIGNED ? who || undefined : memberOf(pool(), workspaceId, who);
}
