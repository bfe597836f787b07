/** Sums of the ledger, exact at the moment of asking: the rollups and what of the ledger they have not reached yet. */
import { inTransaction, type Tx } from "../db/pool";
import type { UsageKind } from "../domain/plans";
import type { WorkspaceId } from "../domain/workspace";

/** One snapshot of ledger and rollups, and the mark between them. */
export type UsageSums = { tx: Tx; position: string };

export type UsageLine = {
  /** In the zone asked for; null in the lines by flow. */
  day: string | null;
  /** Null in the lines by day, and of what no flow did. */
  flowId: string | null;
  kind: UsageKind;
  milliTokens: number;
  /** List value; information, not the bill. */
  microDollars: number;
  records: number;
};

export function withUsageSums<T>(read: (sums: UsageSums) => Promise<T>): Promise<T> {
  return inTransaction(async (tx) => {
    await tx.query("set transaction isolation level repeatable read, read only");
    const { rows } = await tx.query<{ position: string }>(
      "select position from usage_marks where name = 'rollups'",
    );
    return read({ tx, position: rows[0]?.position ?? "0" });
  });
}

/** A period by day and kind, and again by flow and kind. */
export async function sumPeriod(
  { tx, position }: UsageSums,
  workspaceId: WorkspaceId,
  { period, timezone }: { period: string; timezone: string },
): Promise<UsageLine[]> {
  const { rows } = await tx.query<UsageLine>(
    `with line as (${PERIOD_LINES}), sums as (
       -- First the many to the few: naming the day of each takes longer than adding them up.
       select starts_at, flow_id, kind, sum(amount) as amount, sum(cost) as cost, sum(records) as records
       from line group by grouping sets ((starts_at, kind), (flow_id, kind))
     )
     select to_char(starts_at at time zone $4, 'YYYY-MM-DD') as day, nullif(flow_id, ${NO_FLOW}) as "flowId", kind,
       sum(amount)::float8 as "milliTokens", sum(cost)::float8 as "microDollars", sum(records)::float8 as records
     from sums group by 1, flow_id, kind order by 1, 4 desc`,
    [workspaceId, period, position, timezone],
  );
  return rows;
}

/** All that a period was charged, in milli-tokens. */
export async function sumOfPeriod(
  { tx, position }: UsageSums,
  workspaceId: WorkspaceId,
  period: string,
): Promise<number> {
  const { rows } = await tx.query<{ milliTokens: number }>(
    `select coalesce(sum(amount), 0)::float8 as "milliTokens" from (${PERIOD_LINES}) line`,
    [workspaceId, period, position],
  );
  return rows[0]?.milliTokens ?? 0;
}

/** Whole days since an instant, of whatever period; days without a charge are left out. */
export async function sumDays(
  { tx, position }: UsageSums,
  workspaceId: WorkspaceId,
  { since, timezone }: { since: Date; timezone: string },
): Promise<Map<string, number>> {
  const { rows } = await tx.query<{ day: string; milliTokens: number }>(
    `with line as (
       select starts_at, amount from usage_rollups where workspace_id = $1 and starts_at >= $2
       union all
       select created_at, amount from usage_records where workspace_id = $1 and created_at >= $2 and tx >= $4
     ), sums as (select starts_at, sum(amount) as amount from line group by 1)
     select to_char(starts_at at time zone $3, 'YYYY-MM-DD') as day, sum(amount)::float8 as "milliTokens" from sums group by 1`,
    [workspaceId, since, timezone, position],
  );
  return new Map(rows.map(({ day, milliTokens }) => [day, milliTokens]));
}

const NO_FLOW = "'00000000-0000-0000-0000-000000000000'::uuid";

/** Of workspace $1 and period $2, up to and from the mark $3. */
const PERIOD_LINES = `
  select starts_at, flow_id, kind, amount, cost, records from usage_rollups where workspace_id = $1 and period = $2
  union all
  select created_at, coalesce(flow_id, ${NO_FLOW}), kind, amount, cost, 1 from usage_records
  where workspace_id = $1 and period = $2 and tx >= $3`;
