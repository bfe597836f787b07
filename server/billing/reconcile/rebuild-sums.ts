import type { Tx } from "../../db/pool";
import type { WorkspaceId } from "../../domain/workspace";

/** The sums of a workspace, made again from the ledger up to the mark. Nothing follows the ledger meanwhile. */
export async function rebuildSums(tx: Tx, workspaceId: WorkspaceId): Promise<void> {
  await tx.query("select from usage_marks where name = 'rollups' for update");
  await tx.query("delete from usage_by_time where workspace_id = $1", [workspaceId]);
  await tx.query("delete from usage_by_flow where workspace_id = $1", [workspaceId]);
  await tx.query(
    `insert into usage_by_time (workspace_id, period, starts_at, kind, amount, cost, records, refunds)
     select workspace_id, period, date_bin('15 minutes', created_at, '2000-01-01T00:00:00Z'), kind, ${SUMS} group by 1, 2, 3, 4`,
    [workspaceId],
  );
  await tx.query(
    `insert into usage_by_flow (workspace_id, period, flow_id, kind, amount, cost, records, refunds)
     select workspace_id, period, coalesce(flow_id, '00000000-0000-0000-0000-000000000000'), kind, ${SUMS} group by 1, 2, 3, 4`,
    [workspaceId],
  );
}

const SUMS = `sum(amount), sum(cost), count(*) filter (where amount >= 0), count(*) filter (where amount < 0)
     from usage_records where workspace_id = $1 and tx < (select position from usage_marks where name = 'rollups')`;
