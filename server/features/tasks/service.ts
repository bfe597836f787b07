import type { Tx } from "@/server/db/pool";
import { AppError } from "@/server/domain/errors";
import type { TaskPatch } from "@/server/domain/task";
import type { WorkspaceId } from "@/server/domain/workspace";
import { dueInstant } from "@/server/integrations/crm/due-instant";
import { findContactBy } from "@/server/records/contact";
import { findMember } from "@/server/records/member";
import type { TaskChange } from "@/server/records/task";

/** What was asked for, with people and dates looked up. Whom nobody knows is refused by its field. */
export async function taskChange(
  tx: Tx,
  workspaceId: WorkspaceId,
  { due_date, assignee, contact, ...rest }: TaskPatch,
): Promise<TaskChange> {
  return {
    ...rest,
    ...(due_date !== undefined && { dueAt: due_date ? await dueAtOf(tx, workspaceId, due_date) : null }),
    ...(assignee !== undefined && {
      assigneeId: assignee ? await memberOf(tx, workspaceId, assignee) : null,
    }),
    ...(contact !== undefined && { contactId: contact ? await contactOf(tx, workspaceId, contact) : null }),
  };
}

/** By the workspace's clock on the wall where the text names no offset. */
async function dueAtOf(tx: Tx, workspaceId: WorkspaceId, text: string): Promise<Date> {
  const { rows } = await tx.query<{ timezone: string }>(
    "select timezone from workspaces where id = $1::uuid",
    [workspaceId],
  );
  const at = dueInstant(text, rows[0]?.timezone ?? "UTC");
  if (at) return at;
  throw wrong("due_date", `“${text}” is no date. Write 2025-08-29 or 2025-08-29T12:00:00Z.`);
}

/** User id of the member with this id or email address. */
export async function memberOf(tx: Tx, workspaceId: WorkspaceId, who: string): Promise<string> {
  const id = await findMember(tx, workspaceId, who);
  if (id) return id;
  throw wrong("assignee", `${who} is no member of this workspace. Invite them, or choose another assignee.`);
}

export async function contactOf(tx: Tx, workspaceId: WorkspaceId, who: string): Promise<string> {
  const id = await findContactBy(tx, workspaceId, who);
  if (id) return id;
  throw wrong(
    "contact",
    `There is no contact ${who} in this workspace. Create the contact first, or leave it out.`,
  );
}

const wrong = (field: string, message: string) =>
  new AppError("invalid", message, { problems: [{ field, message }] });
