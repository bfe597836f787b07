import { now } from "../db/clock";
import type { Tx } from "../db/pool";
import type { WorkspaceId } from "../domain/workspace";

const DAY_MS = 86_400_000;

/**
 * Marks a request as the one that made `targetId`. What an earlier one under the same key made, within 24 hours, is
 * answered instead; two at once wait for each other.
 */
export async function claimRequest(
  tx: Tx,
  workspaceId: WorkspaceId,
  scope: string,
  key: string,
  targetId: string,
): Promise<string> {
  const at = now();
  const { rows } = await tx.query<{ target_id: string }>(
    `insert into dedupe_keys as d (workspace_id, scope, key, target_id, expires_at)
     values ($1::uuid, $2, $3, $4::uuid, $5::timestamptz)
     on conflict (workspace_id, scope, key) do update set
       target_id = case when d.expires_at < $6::timestamptz then excluded.target_id else d.target_id end,
       expires_at = case when d.expires_at < $6::timestamptz then excluded.expires_at else d.expires_at end
     returning target_id`,
    [workspaceId, scope, key, targetId, new Date(at.getTime() + DAY_MS), at],
  );
  return rows[0]?.target_id ?? targetId;
}
