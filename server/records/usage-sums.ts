/** Sums of the ledger, exact at the moment of asking: what was summed up, and what of the ledger the sums have not reached yet. */
import { inTransaction, type Tx } from "../db/pool";
import type { UsageKind } from "../domain/plans";
import type { WorkspaceId } from "../domain/workspace";

/** One snapshot of ledger and sums, and the mark between them. */
export type UsageSums = { tx: Tx; position: string };

type Sum = {
  kind: UsageKind;
  milliTokens: number;
  /** List value; information, not the bill. */
  microDollars: number;
  /** Of charges; what takes some of one back is not counted. */
  records: number;
};

/** `day`: in the zone asked for. */
export type UsageOfDay = Sum & { day: string };
/** `flowId`: null for what no flow did. */
export type UsageOfFlow = Sum & { flowId: string | null };

const POSITION = "select position from usage_marks where name = 'rollups'";
const NO_FLOW = "'00000000-0000-0000-0000-000000000000'::uuid";
const SUM =
  'sum(amount)::float8 as "milliTokens", sum(cost)::float8 as "microDollars", sum(records)::float8 as records';

const QUARTER = "date_bin('15 minutes', created_at, 'epoch')";
/** Each quarter of an hour is named once, in the zone $4: that takes longer than adding up. */
const DAYS = `days as materialized (
  select starts_at, to_char(starts_at at time zone $4, 'YYYY-MM-DD') as day from (select distinct starts_at from line) quarter
)`;

/** For several sums of one moment. */
export function withUsageSums<T>(read: (sums: UsageSums) => Promise<T>): Promise<T> {
  return inTransaction(async (tx) => {
    await tx.query("set transaction isolation level repeatable read, read only");
    return read({ tx, position: await positionOf(tx) });
  });
}

/** A period by day and kind. */
export async function sumByDay(
  { tx, position }: UsageSums,
  workspaceId: WorkspaceId,
  { period, timezone }: { period: string; timezone: string },
): Promise<UsageOfDay[]> {
  const { rows } = await tx.query<UsageOfDay>(
    `with line as (
       select starts_at, kind, amount, cost, records from usage_by_time where workspace_id = $1 and period = $2
       union all
       select ${QUARTER}, kind, amount, cost, (amount >= 0)::int from usage_records where workspace_id = $1 and period = $2 and tx >= $3
     ), ${DAYS}
     select day, kind, ${SUM} from line join days using (starts_at) group by 1, 2 order by 1, 3 desc`,
    [workspaceId, period, position, timezone],
  );
  return rows;
}

/** A period by flow and kind. */
export async function sumByFlow(
  { tx, position }: UsageSums,
  workspaceId: WorkspaceId,
  period: string,
): Promise<UsageOfFlow[]> {
  const { rows } = await tx.query<UsageOfFlow>(
    `select nullif(flow_id, ${NO_FLOW}) as "flowId", kind, ${SUM} from (
       select flow_id, kind, amount, cost, records from usage_by_flow where workspace_id = $1 and period = $2
       union all
       select coalesce(flow_id, ${NO_FLOW}), kind, amount, cost, (amount >= 0)::int from usage_records
       where workspace_id = $1 and period = $2 and tx >= $3
     ) line group by flow_id, kind`,
    [workspaceId, period, position],
  );
  return rows;
}

/** Whole days since an instant, of whatever period; days without a charge are left out. */
export async function sumDays(
  { tx, position }: UsageSums,
  workspaceId: WorkspaceId,
  { since, timezone }: { since: Date; timezone: string },
): Promise<Map<string, number>> {
  const { rows } = await tx.query<{ day: string; milliTokens: number }>(
    `with line as (
       select starts_at, amount from usage_by_time where workspace_id = $1 and starts_at >= $2
       union all
       select ${QUARTER}, amount from usage_records where workspace_id = $1 and created_at >= $2 and tx >= $3
     ), ${DAYS}
     select day, sum(amount)::float8 as "milliTokens" from line join days using (starts_at) group by 1`,
    [workspaceId, since, position, timezone],
  );
  return new Map(rows.map(({ day, milliTokens }) => [day, milliTokens]));
}

/**
 * All that a period was charged, or one flow in it, in milli-tokens: in any transaction, also one that has changed the
 * ledger itself. Where the mark moved between two looks, it looks again.
 */
export async function sumOfPeriod(
  tx: Tx,
  workspaceId: WorkspaceId,
  period: string,
  flowId: string | null = null,
): Promise<number> {
  for (let position = await positionOf(tx); ; ) {
    const { rows } = await tx.query<{ position: string; milliTokens: number }>(
      `select (${POSITION}) as position, coalesce(sum(amount), 0)::float8 as "milliTokens" from (
         select amount from usage_by_flow where workspace_id = $1::uuid and period = $2::text and ($4::uuid is null or flow_id = $4::uuid)
         union all
         select amount from usage_records where workspace_id = $1::uuid and period = $2::text and tx >= $3::bigint and ($4::uuid is null or flow_id = $4::uuid)
       ) line`,
      [workspaceId, period, position, flowId],
    );
    const [sum] = rows;
    if (!sum || sum.position === position) return sum?.milliTokens ?? 0;
    position = sum.position;
  }
}

export type RecordsCounted = {
  period: string;
  kind: UsageKind | null;
  flowId: string | null;
  /** From midnight to midnight: neither lies within a quarter of an hour. */
  from: Date | null;
  to: Date | null;
};

/** How many records a list has, refunds and all: from the sums, or of one flow's day from the ledger. */
export async function countRecords(
  { tx, position }: UsageSums,
  workspaceId: WorkspaceId,
  { period, kind, flowId, from, to }: RecordsCounted,
): Promise<number> {
  const [table, time, which] = flowId
    ? ["usage_by_flow", "null::timestamptz", "flow_id = $4"]
    : ["usage_by_time", "starts_at", "$4::uuid is null"];
  const asked = `workspace_id = $1 and period = $2 and ($5::text is null or kind = $5)`;
  const within = (at: string) =>
    `($6::timestamptz is null or ${at} >= $6) and ($7::timestamptz is null or ${at} < $7)`;
  // No sum knows the days of a flow.
  const summed = !(flowId && from);
  const { rows } = await tx.query<{ records: number }>(
    `select coalesce(sum(records), 0)::float8 as records from (
       select records + refunds as records from ${table} where ${summed} and ${asked} and ${which} and ${within(time)}
       union all
       select count(*) from usage_records where ${asked} and ${which} and ${within("created_at")} and tx >= $3
     ) line`,
    [workspaceId, period, summed ? position : "0", flowId, kind, from, to],
  );
  return rows[0]?.records ?? 0;
}

async function positionOf(tx: Tx): Promise<string> {
  const { rows } = await tx.query<{ position: string }>(POSITION);
  return rows[0]?.position ?? "0";
}
