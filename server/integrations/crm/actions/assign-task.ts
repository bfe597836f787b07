import * as z from "zod";
import { ActionError } from "@/server/domain/errors";
import { findMember } from "@/server/records/member";
import { changeTask, findTask } from "@/server/records/task";
import { defineAction, stepTransaction } from "../../action";
import { stepCause } from "../../step-cause";

/** Gives a task to another person of the workspace, or to nobody. */
export const assignTask = defineAction({
  key: "assign_task",
  title: "Assign task",
  description: "Gives a task to a person of the workspace.",
  category: "crm",
  icon: "user-check",
  input: z.object({
    task: z
      .string({ error: "Say which task." })
      .min(1, "Say which task.")
      .max(200)
      .meta({ title: "Task", description: "Id of the task.", placeholder: "{{task_id}}", widget: "text" }),
    assignee: z
      .string({ error: "Say who gets the task." })
      .min(1, "Say who gets the task.")
      .max(254)
      .meta({ title: "Assignee", description: "Email address or id of a member.", widget: "owner" }),
  }),
  aliases: {
    task_id: "task",
    id: "task",
    assigned_to: "assignee",
    assignee_id: "assignee",
    user_id: "assignee",
  },
  fill: ["task_id", "assignee"],
  sampleOutput: {
    task_id: "0198f2c1-6a2e-7c3a-9d51-3a7f0f5b8c11",
    title: "Follow up with John Doe",
    status: "open",
    assignee_id: "0198f2c1-6a2e-7c3a-9d51-3a7f0f5b8c22",
    assignee_email: "ada@example.com",
  },
  effect: "internal",
  async run({ task, assignee }, ctx) {
    const tx = stepTransaction(ctx);
    const taskId = await findTask(tx, ctx.workspaceId, task);
    if (!taskId) {
      throw new ActionError(
        "task_not_found",
        `Task not assigned: there is no task ${task}. Take the id from the step that created it.`,
      );
    }
    const assigneeId = await findMember(tx, ctx.workspaceId, assignee);
    if (!assigneeId) {
      throw new ActionError(
        "member_not_found",
        `Task not assigned: ${assignee} is no member of this workspace. Invite them, or choose another assignee.`,
      );
    }
    const { task: after } = await changeTask(tx, ctx.workspaceId, taskId, { assigneeId }, stepCause(ctx));
    return {
      task_id: after.id,
      title: after.title,
      status: after.status,
      assignee_id: after.assigneeId,
      assignee_email: after.assigneeEmail,
    };
  },
});
