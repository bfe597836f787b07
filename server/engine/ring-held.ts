import { pool } from "../db/pool";
import type { WorkspaceId } from "../domain/workspace";
import { type EndedRun, tell } from "./end-runs";

const WORKSPACES = 50;
const BATCH = 500;

type Held = { id: string; createdAt: Date };
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
  let last: Held | undefined;
  for (;;) {
    // In the order of the index on workspace, status and creation: a page does not read those before it.
    const { rows: oldest } = await pool().query<Held>(
      `select id, created_at as "createdAt" from flow_executions
       where workspace_id = $1 and status = 'held' and reason in ('out_of_tokens', 'payment_overdue')
         and ($2::timestamptz is null or (created_at, id) > ($2, $3))
       order by created_at, id limit ${BATCH}`,
      [workspaceId, last?.createdAt ?? null, last?.id ?? null],
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
    tell(rows.sort((one, other) => ids.indexOf(one.id) - ids.indexOf(other.id)));
    last = oldest.at(-1);
    if (!last || ids.length < BATCH) return;
  }
}
