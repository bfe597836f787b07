import type { Tx } from "@/server/db/pool";
import type { WorkspaceId } from "@/server/domain/workspace";

/** What a message template may say of the workspace and the contact. */
export async function mergeFields(
  tx: Tx,
  workspaceId: WorkspaceId,
  contactId: string | null,
): Promise<Record<string, unknown>> {
  const { rows } = await tx.query<{
    workspace: string;
    name: string | null;
    email: string | null;
    phone: string | null;
    fields: Record<string, unknown> | null;
  }>(
    `select w.name as workspace, c.name, c.email, c.phone, c.fields
       from workspaces w left join contacts c on c.workspace_id = w.id and c.id = $2::uuid
      where w.id = $1::uuid`,
    [workspaceId, contactId],
  );
  const { fields, ...known } = rows[0] ?? { fields: null };
  return { ...fields, ...known };
}
