import { createTask } from "@/server/features/tasks/mutations";
import { nothing } from "./contract";
import { restRoute } from "./rest-route";
import { taskAnswer, taskSchema } from "./task-answer";
import { newTaskBody } from "./task-body";

export const taskCreate = restRoute(
  {
    method: "POST",
    path: "/api/tasks",
    tag: "Tasks",
    summary: "Create a task",
    description: "Emits task.created.",
    access: { kind: "bearer", scope: "crm:write" },
    params: nothing,
    query: nothing,
    body: newTaskBody,
    success: { status: 201, description: "The task.", schema: taskSchema },
    refusals: ["conflict"],
  },
  async ({ workspaceId, credential: { actor, source }, body }) => {
    const task = await createTask(workspaceId, { actor, source }, body);
    return { body: taskAnswer(task), headers: { location: `/api/tasks/${task.id}` } };
  },
);
