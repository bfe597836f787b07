import { isUuid } from "../db/id";
import type { Tx } from "../db/pool";
import type { WorkspaceId } from "../domain/workspace";

/** User id of the member with this id or email address; null when the workspace has none. */
export async function findMember(tx: Tx, workspaceId: WorkspaceId, who: string): Promise<string | null> {
  const { rows } = await tx.query<{ user_id: string }>(
    `select m.user_id from memberships m join users u on u.id = m.user_id
      where m.workspace_id = $1::uuid and (u.id = $2::uuid or u.email = $3) limit 1`,
    [workspaceId, isUuid(who) ? who : null, who.trim().toLowerCase()],
  );
  return rows[0]?.user_id ?? null;
}
