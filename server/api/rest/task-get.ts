import { getTask, resolveTaskId } from "@/server/features/tasks/data";
import { nothing } from "./contract";
import { restRoute } from "./rest-route";
import { taskAnswer, taskSchema } from "./task-answer";
import { workflowParams } from "./workflow-params";

export const taskGet = restRoute(
  {
    method: "GET",
    path: "/api/tasks/{id}",
    tag: "Tasks",
    summary: "Get a task",
    access: { kind: "bearer", scope: "crm:write" },
    params: workflowParams,
    query: nothing,
    body: nothing,
    success: { status: 200, description: "The task.", schema: taskSchema },
  },
  async ({ workspaceId, params: { id } }) => {
    const taskId = await resolveTaskId(workspaceId, id);
    return { body: taskAnswer(await getTask(workspaceId, taskId)) };
  },
);
