import { now } from "../../db/clock";
import { inTransaction, type Tx } from "../../db/pool";
import type { WorkspaceId } from "../../domain/workspace";
import { moveMark, nextBite } from "../../records/ledger-bite";
import { collectOverage } from "./collect-overage";

/** Records of the ledger that are taken in one transaction. */
const BITE = 5_000;
/** A pass ends after this; what is left comes with the next one. */
const PASS_MS = 20_000;

type Options = {
  bite?: number;
  /** Of this workspace also what needs no pass of its own: its overage, whether the ledger moved or not. */
  workspaceId?: WorkspaceId;
};

/**
 * The ledger behind the mark `exports` into the outbox, by workspace, period, UTC day and meter: each record once, for
 * rows and mark are written together. docs/decisions/usage-export.md
 */
export async function collectUsage({ bite = BITE, workspaceId }: Options = {}): Promise<{ records: number }> {
  const end = performance.now() + PASS_MS;
  let records = 0;
  while (performance.now() < end) {
    const taken = await inTransaction((tx) => takeBite(tx, bite, workspaceId !== undefined));
    if (!taken) break;
    records += taken.records;
    if (taken.caughtUp) break;
  }
  await collectOverage({ workspaceId, until: end });
  return { records };
}

async function takeBite(
  tx: Tx,
  size: number,
  wait: boolean,
): Promise<{ records: number; caughtUp: boolean } | null> {
  const bite = await nextBite(tx, "exports", { size, wait });
  if (!bite) return null;
  const range = [bite.from, bite.upto];
  await tx.query(KNOW_PERIODS, range);
  await tx.query(BEGIN_BILLING, [now()]);
  const { rows } = await tx.query<{ records: number }>(FILL_OUTBOX, [...range, now()]);
  await moveMark(tx, bite);
  return { records: rows[0]?.records ?? 0, caughtUp: bite.caughtUp };
}

/**
 * A period is billed through Stripe when it belongs to a live subscription: the trial has no end, and periods from before
 * the subscription began at another anchor. Once billed it stays so: what comes after a cancellation was used before it.
 */
const KNOW_PERIODS = `
insert into usage_export_periods as known (workspace_id, period, starts_at, ends_at, billed)
select fresh.workspace_id, fresh.period, account.starts_at, account.ends_at,
  coalesce(account.ends_at is not null and billing.stripe_customer_id is not null and account.starts_at >= w.billing_anchor
    and billing.subscription_status in ('active', 'trialing', 'past_due', 'unpaid'), false)
from (select distinct workspace_id, period from usage_records where tx >= $1 and tx < $2) fresh
  left join quota_accounts account on account.workspace_id = fresh.workspace_id and account.period = fresh.period
  left join workspaces w on w.id = fresh.workspace_id
  left join billing_accounts billing on billing.workspace_id = fresh.workspace_id
on conflict (workspace_id, period) do update set overage_due = true, billed = known.billed or excluded.billed,
  starts_at = coalesce(known.starts_at, excluded.starts_at), ends_at = coalesce(known.ends_at, excluded.ends_at)`;

/**
 * The subscription was read from Stripe a moment after the period's first usage was collected. In the words of the index on
 * rows that nobody has tried: a period's many others are not read.
 */
const BEGIN_BILLING = `
update usage_exports row set status = 'pending', settled_at = null, error = null, next_at = $1::timestamptz
from usage_export_periods known
where known.billed and known.overage_due and row.workspace_id = known.workspace_id and row.period = known.period
  and row.source = 'ledger' and row.status = 'skipped' and row.attempts = 0`;

/** Sent at the next quarter of an hour, or when the period ends. Nobody changes a row that was tried. */
const FILL_OUTBOX = `
with fresh as (
  select workspace_id, period, to_char(created_at at time zone 'UTC', 'YYYY-MM-DD') as day, sum(amount) as value, max(created_at) as at, count(*) as records
  from usage_records where tx >= $1 and tx < $2 group by 1, 2, 3
), filled as (
  insert into usage_exports as known (identifier, workspace_id, period, meter, day, value, status, occurred_at, next_at, settled_at, error, created_at)
  select fresh.workspace_id || ':tok:' || fresh.period || ':' || fresh.day || ':' || $1, fresh.workspace_id, fresh.period, 'tokens', fresh.day, fresh.value,
    case when period.billed then 'pending' else 'skipped' end,
    greatest(least(fresh.at, period.ends_at - interval '1 second'), period.starts_at),
    least(date_bin('15 minutes', $3::timestamptz, 'epoch') + interval '15 minutes', greatest(period.ends_at, $3::timestamptz)),
    case when period.billed then null else $3::timestamptz end,
    case when period.billed then null else 'Not billed through Stripe.' end, $3
  from fresh join usage_export_periods period using (workspace_id, period)
  on conflict (workspace_id, period, meter, day, segment) where source = 'ledger' and attempts = 0 and status in ('pending', 'skipped')
    do update set value = known.value + excluded.value, occurred_at = greatest(known.occurred_at, excluded.occurred_at)
)
select coalesce(sum(records), 0)::float8 as records from fresh`;
