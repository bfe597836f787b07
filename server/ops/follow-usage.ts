import { inTransaction } from "../db/pool";
import { moveMark, nextBite } from "../records/ledger-bite";

/** Of the ledger, how many records are summed up in one transaction (all of one transaction's stay together). */
const BITE = 20_000;

/**
 * Brings the rollups up to the ledger, in bites; what is committed is the progress. Returns how many records were summed
 * up. Only one process is at it at a time. Why nothing is left out or counted twice: docs/decisions/usage-rollups.md
 */
export async function followUsage(signal?: AbortSignal, bite = BITE): Promise<number> {
  let summed = 0;
  while (!signal?.aborted) {
    const step = await takeBite(bite);
    if (step === null) break;
    summed += step.records;
    if (step.caughtUp) break;
  }
  return summed;
}

/** Null: somebody else is at it. */
async function takeBite(bite: number): Promise<{ records: number; caughtUp: boolean } | null> {
  return inTransaction(async (tx) => {
    const next = await nextBite(tx, "rollups", { size: bite });
    if (!next) return null;
    const { rows } = await tx.query<{ records: number }>(ADD_SQL, [next.from, next.upto]);
    await moveMark(tx, next);
    return { records: rows[0]?.records ?? 0, caughtUp: next.caughtUp };
  });
}

const SUMS =
  "amount = known.amount + excluded.amount, cost = known.cost + excluded.cost, records = known.records + excluded.records, refunds = known.refunds + excluded.refunds";

/** Taken together once as finely as both need it, then by time and by flow. */
const ADD_SQL = `
with fresh as (
  select workspace_id, period, date_bin('15 minutes', created_at, '2000-01-01T00:00:00Z') as starts_at,
    coalesce(flow_id, '00000000-0000-0000-0000-000000000000') as flow_id, kind, sum(amount) as amount, sum(cost) as cost,
    count(*) filter (where amount >= 0) as records, count(*) filter (where amount < 0) as refunds
  from usage_records where tx >= $1 and tx < $2 group by 1, 2, 3, 4, 5
), by_time as (
  insert into usage_by_time as known (workspace_id, period, starts_at, kind, amount, cost, records, refunds)
  select workspace_id, period, starts_at, kind, sum(amount), sum(cost), sum(records), sum(refunds) from fresh group by 1, 2, 3, 4
  on conflict (workspace_id, period, starts_at, kind) do update set ${SUMS}
), by_flow as (
  insert into usage_by_flow as known (workspace_id, period, flow_id, kind, amount, cost, records, refunds)
  select workspace_id, period, flow_id, kind, sum(amount), sum(cost), sum(records), sum(refunds) from fresh group by 1, 2, 3, 4
  on conflict (workspace_id, period, flow_id, kind) do update set ${SUMS}
)
select coalesce(sum(records + refunds), 0)::float8 as records from fresh`;
