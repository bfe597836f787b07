import { now } from "../../db/clock";
import type { Tx } from "../../db/pool";
import type { WorkspaceId } from "../../domain/workspace";
import type { Meter } from "../export/usage-sink";

type ExportDifference = { id: string; day: string; period: string; meter: Meter; amount: number };

/** What Stripe refused goes there again under another name: the first one it may remember. */
export async function sendFailedAgain(
  tx: Tx,
  workspaceId: WorkspaceId,
  { day, period, meter }: ExportDifference,
): Promise<number> {
  const { rows } = await tx.query<{ value: number }>(
    `update usage_exports set identifier = regexp_replace(identifier, '~[0-9]+$', '') || '~' || (attempts + 1), attempts = attempts + 1, status = 'pending',
       settled_at = null, tried_at = null, next_at = $5, error = null
     where workspace_id = $1 and period = $2 and meter = $3 and day = $4 and status = 'failed' returning value::float8 as value`,
    [workspaceId, period, meter, day, now()],
  );
  return rows.reduce((sum, { value }) => sum + value, 0);
}

/**
 * A row of the outbox that takes the difference back. Stripe was told something else than it counted, or the outbox is
 * not the ledger: `source` says which, for what corrects Stripe is no part of what it ought to have.
 */
export async function addCorrection(
  tx: Tx,
  workspaceId: WorkspaceId,
  { id, day, period, meter, amount }: ExportDifference,
  source: "repair" | "ledger",
): Promise<number> {
  const { rows } = await tx.query<{ value: number }>(
    `insert into usage_exports (identifier, workspace_id, period, meter, day, segment, rate, value, source, status, occurred_at, attempts, next_at, created_at)
     select $1, $2, known.period, $4, $5, coalesce(last.segment, ''), last.rate, $6, $7, 'pending',
       greatest(least(($5 || 'T12:00:00Z')::timestamptz, known.ends_at - interval '1 second', $8::timestamptz), known.starts_at), 1, $8, $8
     from usage_export_periods known left join lateral (
       select segment, rate from usage_exports row where row.workspace_id = $2 and row.period = known.period and row.meter = $4 order by seq desc limit 1
     ) last on true
     where known.workspace_id = $2 and known.period = $3 and known.billed returning value::float8 as value`,
    [`${workspaceId}:fix:${id}`, workspaceId, period, meter, day, -amount, source, now()],
  );
  return rows.reduce((sum, { value }) => sum + value, 0);
}
