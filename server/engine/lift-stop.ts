import { now } from "../db/clock";
import { afterCommit, type Tx } from "../db/pool";
import { type EndedRun, tell } from "./end-runs";

/**
 * Somebody turned a stopped flow on again, or put it away: what Baton stopped it for is over, and the runs that stood
 * still go on. A flow that was not stopped has nothing of it.
 */
export async function liftStop(tx: Tx, workspaceId: string, flowId: string): Promise<void> {
  const lifted = await tx.query(
    "update automation_flows set halted_at = null where workspace_id = $1::uuid and id = $2::uuid and halted_at is not null returning id",
    [workspaceId, flowId],
  );
  if (lifted.rows.length === 0) return;
  await tx.query(
    "update flow_stops set ended_at = $3::timestamptz where workspace_id = $1::uuid and flow_id = $2::uuid and ended_at is null",
    [workspaceId, flowId, now().toISOString()],
  );
  const { rows } = await tx.query<EndedRun>(
    `update flow_executions set doorbell = doorbell + 1
     where workspace_id = $1::uuid and flow_id = $2::uuid and status = 'held' and reason = 'halted'
     returning id, workspace_id, generation`,
    [workspaceId, flowId],
  );
  // In a transaction that tells nothing after its commit, the watchdog does it within a second.
  afterCommit(tx, () => tell(rows));
}
