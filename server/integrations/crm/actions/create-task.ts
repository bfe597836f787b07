import * as z from "zod";
import { ActionError } from "@/server/domain/errors";
import { taskPriorities } from "@/server/domain/task";
import { findContactBy } from "@/server/records/contact-keys";
import { findMember } from "@/server/records/member";
import { createTask as insertTask } from "@/server/records/task";
import { defineAction, stepTransaction } from "../../action";
import { stepCause } from "../../step-cause";
import { dueInstant } from "../due-instant";

const SAMPLE_ID = "0198f2c1-6a2e-7c3a-9d51-3a7f0f5b8c11";

/** Creates a task for a person of the workspace. It appears under Tasks when the step is recorded, once. */
export const createTask = defineAction({
  key: "create_task",
  title: "Create task",
  description: "Gives a person of the workspace something to do.",
  category: "crm",
  icon: "list-todo",
  input: z.object({
    title: z
      .string({ error: "Give the task a title." })
      .max(500)
      .meta({ title: "Title", placeholder: "Follow up with {{trigger.name}}", widget: "text" }),
    description: z.string().max(10_000).optional().meta({ title: "Description", widget: "textarea" }),
    due_date: z.string().max(100).optional().meta({
      title: "Due",
      description:
        "An instant, or a date: then the task is due at the end of that day in the workspace's time zone.",
      placeholder: "{{now + 3 days}}",
      widget: "datetime",
    }),
    priority: z.enum(taskPriorities).default("normal").meta({ title: "Priority", widget: "select" }),
    assignee: z
      .string()
      .max(254)
      .optional()
      .meta({ title: "Assignee", description: "Email address or id of a member.", widget: "owner" }),
    contact: z.string().max(254).optional().meta({
      title: "Contact",
      description: "Id, email or phone. Left out: the run's contact.",
      widget: "contact",
    }),
  }),
  aliases: { due_at: "due_date", assigned_to: "assignee", contact_id: "contact" },
  fill: ["title", "description", "due_date"],
  sampleOutput: {
    task_id: SAMPLE_ID,
    title: "Follow up with John Doe",
    due_at: "2025-08-29T12:00:00.000Z",
    priority: "normal",
    status: "open",
  },
  effect: "internal",
  simulate: ({ title, priority, due_date }, { timezone }) => ({
    output: {
      ...{ task_id: SAMPLE_ID, title, priority, status: "open" },
      due_at: dueAtOf(due_date, timezone)?.toISOString() ?? null,
    },
  }),
  async run(input, ctx) {
    const tx = stepTransaction(ctx);
    const dueAt = dueAtOf(input.due_date, ctx.timezone);
    const assigneeId = input.assignee ? await findMember(tx, ctx.workspaceId, input.assignee) : null;
    if (input.assignee && !assigneeId) {
      throw refused(
        "member_not_found",
        `${input.assignee} is no member of this workspace. Invite them, or choose another assignee.`,
      );
    }
    const contactId = input.contact ? await findContactBy(tx, ctx.workspaceId, input.contact) : ctx.contactId;
    if (input.contact && !contactId) {
      throw refused(
        "contact_not_found",
        `there is no contact ${input.contact}. Create the contact first, or leave the field out.`,
      );
    }
    const { title, description, priority } = input;
    const task = await insertTask(
      tx,
      ctx.workspaceId,
      { title, description, priority, dueAt, assigneeId, contactId, stepId: ctx.stepId },
      stepCause(ctx),
    );
    return {
      task_id: task.id,
      title: input.title,
      due_at: dueAt?.toISOString() ?? null,
      priority: input.priority,
      status: "open",
    };
  },
});

function dueAtOf(due: string | undefined, zone: string): Date | null {
  const at = due ? dueInstant(due, zone) : null;
  if (at !== undefined) return at;
  throw refused(
    "invalid_date",
    `“${due}” is no date. Write 2025-08-29, 2025-08-29T12:00:00Z or {{now + 3 days}}.`,
  );
}

const refused = (code: string, why: string) => new ActionError(code, `Task not created: ${why}`);
