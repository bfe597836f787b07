import { resolveTaskId } from "@/server/features/tasks/data";
import { changeTask } from "@/server/features/tasks/mutations";
import { nothing } from "./contract";
import { restRoute } from "./rest-route";
import { taskAnswer, taskSchema } from "./task-answer";
import { taskPatchBody } from "./task-body";
import { workflowParams } from "./workflow-params";

export const taskChange = restRoute(
  {
    method: "PATCH",
    path: "/api/tasks/{id}",
    tag: "Tasks",
    summary: "Change a task",
    description: "What is left out stays; null takes away. A task that becomes done emits task.completed.",
    access: { kind: "bearer", scope: "crm:write" },
    params: workflowParams,
    query: nothing,
    body: taskPatchBody,
    success: { status: 200, description: "The task as it is now.", schema: taskSchema },
  },
  async ({ workspaceId, credential: { actor, source }, params: { id }, body }) => {
    const taskId = await resolveTaskId(workspaceId, id);
    return { body: taskAnswer(await changeTask(workspaceId, { actor, source }, taskId, body)) };
  },
);
