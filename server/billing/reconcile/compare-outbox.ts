import { inTransaction, type Tx } from "../../db/pool";
import { formatTokens } from "../../domain/usage";
import type { WorkspaceId } from "../../domain/workspace";
import { overageOf } from "../../records/overage";
import type { Meter } from "../export/usage-sink";
import { type Difference, dayOf, type Window } from "./difference";

export type OutboxState = {
  differences: Difference[];
  /** Whether anything is reported to Stripe at all. */
  billed: boolean;
  /** Milli-tokens on their way, too late for their invoice, and not to be sent. */
  waiting: number;
  late: number;
  unbilled: number;
};

/** What is to be reported, or was, against the ledger and its overage; and what Stripe did not take. */
export function compareOutbox(workspaceId: WorkspaceId, window: Window): Promise<OutboxState> {
  return inTransaction(async (tx) => {
    await tx.query("set transaction isolation level repeatable read, read only");
    const periods = await billedPeriods(tx, workspaceId, window);
    const differences = await failedExports(tx, workspaceId, window);
    for (const period of periods) {
      differences.push(...(await missingTokens(tx, workspaceId, period.key, window)));
      differences.push(...(await missingOverage(tx, workspaceId, period, window)));
    }
    return { differences, billed: periods.length > 0, ...(await onTheWay(tx, workspaceId, window)) };
  });
}

type BilledPeriod = { key: string; startsAt: Date; endsAt: Date; due: boolean };

async function billedPeriods(tx: Tx, workspaceId: WorkspaceId, { since }: Window): Promise<BilledPeriod[]> {
  const { rows } = await tx.query<BilledPeriod>(
    `select period as key, starts_at as "startsAt", ends_at as "endsAt", overage_due as due from usage_export_periods
     where workspace_id = $1 and billed and ends_at > $2 order by starts_at`,
    [workspaceId, since],
  );
  return rows;
}

async function missingTokens(
  tx: Tx,
  workspaceId: WorkspaceId,
  period: string,
  { since }: Window,
): Promise<Difference[]> {
  const { rows } = await tx.query<{ day: string; ledger: number; there: number }>(
    `with ledger as (
       select to_char(created_at at time zone 'UTC', 'YYYY-MM-DD') as day, sum(amount) as amount from usage_records
       where workspace_id = $1 and period = $2 and tx < (select position from usage_marks where name = 'exports') group by 1
     ), outbox as (
       select day, sum(value) as amount from usage_exports where workspace_id = $1 and period = $2 and meter = 'tokens' and source = 'ledger' group by 1
     )
     select day, coalesce(ledger.amount, 0)::float8 as ledger, coalesce(outbox.amount, 0)::float8 as there
     from ledger full join outbox using (day) where coalesce(ledger.amount, 0) <> coalesce(outbox.amount, 0) and day >= $3 order by 1`,
    [workspaceId, period, dayOf(since)],
  );
  return rows.map(({ day, ledger, there }) => ({
    ...{ day, period, meter: "tokens", cause: "not in the outbox", amount: there - ledger },
    what: `${formatTokens(there)} tokens were to be reported, the ledger has ${formatTokens(ledger)}.`,
  }));
}

/** While the ledger moves, or is not looked at yet, its overage is on its way. */
async function missingOverage(
  tx: Tx,
  workspaceId: WorkspaceId,
  { key: period, startsAt, endsAt, due }: BilledPeriod,
  { until }: Window,
): Promise<Difference[]> {
  const { rows } = await tx.query<{ there: number; moving: boolean }>(
    `select (select coalesce(sum(value), 0)::float8 from usage_exports where workspace_id = $1 and period = $2 and meter = 'overage' and source = 'ledger') as there,
       exists (select from usage_records where workspace_id = $1 and period = $2 and tx >= (select position from usage_marks where name = 'exports')) as moving`,
    [workspaceId, period],
  );
  const [row] = rows;
  if (!row || row.moving || due) return [];
  const { overageMilliTokens } = await overageOf(tx, workspaceId, { key: period });
  if (overageMilliTokens === row.there) return [];
  const at = Math.max(Math.min(until.getTime(), endsAt.getTime()) - 1, startsAt.getTime());
  return [
    {
      ...{ day: dayOf(new Date(at)), period, meter: "overage", cause: "not in the outbox" },
      amount: row.there - overageMilliTokens,
      what: `${formatTokens(row.there)} tokens of overage were to be reported, the period has ${formatTokens(overageMilliTokens)}.`,
    },
  ];
}

async function failedExports(tx: Tx, workspaceId: WorkspaceId, { since }: Window): Promise<Difference[]> {
  const { rows } = await tx.query<{
    day: string;
    period: string;
    meter: Meter;
    value: number;
    error: string | null;
  }>(
    `select day, period, meter, sum(value)::float8 as value, max(error) as error from usage_exports
     where workspace_id = $1 and status = 'failed' and occurred_at >= $2 group by 1, 2, 3 order by 1`,
    [workspaceId, since],
  );
  return rows.map(({ error, value, ...row }) => ({
    ...row,
    ...{ cause: "failed export", amount: -value },
    what: `Stripe did not take ${formatTokens(value)} tokens: ${error ?? "it did not say why."}`,
  }));
}

async function onTheWay(tx: Tx, workspaceId: WorkspaceId, { since }: Window) {
  const { rows } = await tx.query<{ waiting: number; late: number; unbilled: number; ahead: number }>(
    `select coalesce(sum(value) filter (where status in ('pending', 'sending')), 0)::float8 as waiting, coalesce(sum(value) filter (where status = 'late'), 0)::float8 as late,
       coalesce(sum(value) filter (where status = 'skipped'), 0)::float8 as unbilled,
       (select coalesce(sum(amount), 0)::float8 from usage_records where workspace_id = $1 and tx >= (select position from usage_marks where name = 'exports')
         and period in (select period from usage_export_periods where workspace_id = $1 and billed)) as ahead
     from usage_exports where workspace_id = $1 and meter = 'tokens' and occurred_at >= $2`,
    [workspaceId, since],
  );
  const { waiting = 0, late = 0, unbilled = 0, ahead = 0 } = rows[0] ?? {};
  return { waiting: waiting + ahead, late, unbilled };
}
