import * as z from "zod";
import { externalIdSchema } from "@/server/domain/external-id";
import { newTaskSchema, taskPatchSchema } from "@/server/domain/task";

const person = taskPatchSchema.shape.assignee;
const about = taskPatchSchema.shape.contact;
const when = taskPatchSchema.shape.due_date;

/** Other names under which fields are posted. */
const aliases = {
  due_at: when.meta({ description: "Same as due_date." }),
  assigned_to: person.meta({ description: "Same as assignee." }),
  assignee_id: person.meta({ description: "Same as assignee." }),
  contact_id: about.meta({ description: "Same as contact." }),
  customer_id: about.meta({ description: "Same as contact." }),
};

export const newTaskBody = newTaskSchema
  .extend({ ...aliases, id: externalIdSchema.optional().meta({ description: "Same as external_id." }) })
  .transform(({ id, due_at, assigned_to, assignee_id, contact_id, customer_id, ...task }) => ({
    ...task,
    external_id: task.external_id ?? id,
    due_date: task.due_date ?? due_at ?? null,
    assignee: task.assignee ?? assigned_to ?? assignee_id ?? null,
    contact: task.contact ?? contact_id ?? customer_id ?? null,
  }));

export const taskPatchBody = taskPatchSchema
  .extend(aliases)
  .transform(({ due_at, assigned_to, assignee_id, contact_id, customer_id, ...patch }) => ({
    ...patch,
    due_date: given(patch.due_date, due_at),
    assignee: given(patch.assignee, assigned_to, assignee_id),
    contact: given(patch.contact, contact_id, customer_id),
  }))
  .refine(
    (patch) => Object.values(patch).some((value) => value !== undefined),
    "Nothing to change. Send a title, description, status, priority, due_date, assignee or contact.",
  );

export const assignBody = z
  .object({
    assignee: person,
    assigned_to: aliases.assigned_to,
    assignee_id: aliases.assignee_id,
    user_id: person.meta({ description: "Same as assignee." }),
  })
  .transform(({ assignee, assigned_to, assignee_id, user_id }, context) => {
    const who = given(assignee, assigned_to, assignee_id, user_id);
    if (who !== undefined) return { assignee: who };
    const message = "Say who gets the task: an email address or id of a member, or null for nobody.";
    context.addIssue({ code: "custom", path: ["assignee"], message });
    return z.NEVER;
  });

/** The first that was sent: null takes away, what is left out stays. */
const given = <T>(...values: (T | undefined)[]): T | undefined => values.find((value) => value !== undefined);
