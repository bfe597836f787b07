import type { Tx } from "../db/pool";
import type { WorkspaceId } from "../domain/workspace";

/** Open tasks of somebody who leaves are nobody's: then others see that they are to be taken. */
export async function releaseMember(tx: Tx, workspaceId: WorkspaceId, userId: string): Promise<void> {
  await tx.query(
    "update tasks set assignee_id = null where workspace_id = $1::uuid and assignee_id = $2::uuid and status = 'open'",
    [workspaceId, userId],
  );
}
