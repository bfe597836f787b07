import { pool } from "../db/pool";
import type { WorkspaceId } from "../domain/workspace";
import { type EndedRun, tell } from "./end-runs";

const WORKSPACES = 50;
const BATCH = 500;

type Raised = { workspace_id: WorkspaceId; period: string; raises: number };

/**
 * Tells runs that are held for want of tokens that their workspace may use more: the oldest first. Killed in between, it
 * begins again with the workspace; a bell that was rung twice is answered once.
 */
export async function ringHeld(): Promise<void> {
  const { rows } = await pool().query<Raised>({
    name: "quota-raised",
    text: `select workspace_id, period, raises from quota_accounts where raises > rung order by workspace_id limit ${WORKSPACES}`,
  });
  for (const raised of rows) {
    await ringAll(raised.workspace_id);
    await pool().query(
      "update quota_accounts set rung = greatest(rung, $3) where workspace_id = $1 and period = $2",
      [raised.workspace_id, raised.period, raised.raises],
    );
  }
}

async function ringAll(workspaceId: WorkspaceId): Promise<void> {
  for (let last = "00000000-0000-0000-0000-000000000000"; ; ) {
    const { rows: oldest } = await pool().query<{ id: string }>(
      `select id from flow_executions where workspace_id = $1 and status = 'held' and reason in ('out_of_tokens', 'payment_overdue') and id > $2
       order by id limit ${BATCH}`,
      [workspaceId, last],
    );
    const ids = oldest.map(({ id }) => id);
    // Locked as families are: a sub-flow before the run that waits for it.
    const { rows } = await pool().query<EndedRun>(
      `with held as (
         select id from flow_executions where id = any($1::uuid[]) and status = 'held' order by depth desc, id for no key update
       )
       update flow_executions r set doorbell = r.doorbell + 1 from held where r.id = held.id returning r.id, r.workspace_id, r.generation`,
      [ids],
    );
    tell(rows.sort((one, other) => (one.id < other.id ? -1 : 1)));
    const end = ids.at(-1);
    if (!end || ids.length < BATCH) return;
    last = end;
  }
}
