import { inTransaction, pool } from "@/server/db/pool";
import type { WorkspaceId } from "@/server/domain/workspace";
import { forgetWorkspaceFacts } from "@/server/engine/workspace-facts";
import { refreshAllowance } from "@/server/records/allowance";

const TRIAL = 100_000;

/** Puts the workspace on the trial and has it spend all but so many milli-tokens. */
export async function leaveTokens(workspaceId: WorkspaceId, left: number): Promise<void> {
  const billingAnchor = new Date("2026-01-01T00:00:00Z");
  await pool().query("update workspaces set plan = 'trial', billing_anchor = $2 where id = $1", [
    workspaceId,
    billingAnchor,
  ]);
  forgetWorkspaceFacts(workspaceId);
  await inTransaction((tx) => refreshAllowance(tx, workspaceId));
  const spent = TRIAL - left;
  await pool().query("update quota_accounts set granted = $2 where workspace_id = $1", [workspaceId, spent]);
  await pool().query(
    "update quota_shards set granted = $2, used = $2 where workspace_id = $1 and shard = 0",
    [workspaceId, spent],
  );
}
