import type { Tx } from "../db/pool";
import type { WorkspaceId } from "../domain/workspace";

export type BillingPerson = { userId: string; email: string; link: string };

/** Who is told about tokens and payments: owners and admins, with the way to the page about them. */
export async function billingPeople(tx: Tx, workspaceId: WorkspaceId): Promise<BillingPerson[]> {
  const { rows } = await tx.query<BillingPerson>(
    `select m.user_id as "userId", u.email, '/w/' || w.slug || '/settings/billing' as link
     from memberships m join users u on u.id = m.user_id join workspaces w on w.id = m.workspace_id
     where m.workspace_id = $1::uuid and m.role in ('owner', 'admin') order by m.user_id`,
    [workspaceId],
  );
  return rows;
}
