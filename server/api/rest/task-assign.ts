import { resolveTaskId } from "@/server/features/tasks/data";
import { changeTask } from "@/server/features/tasks/mutations";
import { nothing } from "./contract";
import { restRoute } from "./rest-route";
import { taskAnswer, taskSchema } from "./task-answer";
import { assignBody } from "./task-body";
import { workflowParams } from "./workflow-params";

export const taskAssign = restRoute(
  {
    method: "POST",
    path: "/api/tasks/{id}/assign",
    tag: "Tasks",
    summary: "Assign a task",
    description: "To a member of the workspace, or with null to nobody.",
    access: { kind: "bearer", scope: "crm:write" },
    params: workflowParams,
    query: nothing,
    body: assignBody,
    success: { status: 200, description: "The task as it is now.", schema: taskSchema },
  },
  async ({ workspaceId, credential: { actor, source }, params: { id }, body }) => {
    const taskId = await resolveTaskId(workspaceId, id);
    return { body: taskAnswer(await changeTask(workspaceId, { actor, source }, taskId, body)) };
  },
);
