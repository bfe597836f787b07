import { now } from "../../db/clock";
import { pool } from "../../db/pool";
import type { Meter } from "./usage-sink";

export type OutboxRow = {
  identifier: string;
  workspaceId: string;
  customer: string | null;
  /** There will be a next invoice. */
  subscribed: boolean;
  period: string;
  periodEndsAt: Date;
  meter: Meter;
  rate: number | null;
  value: number;
  status: "pending" | "sending" | "late";
  occurredAt: Date;
  attempts: number;
  nextAt: Date;
  triedAt: Date | null;
};

/** The oldest row of a workspace that is not done with; the others wait for it. */
export async function nextRow(workspaceId: string): Promise<OutboxRow | null> {
  const { rows } = await pool().query<OutboxRow>(
    `select row.identifier, row.workspace_id as "workspaceId", billing.stripe_customer_id as customer,
       coalesce(billing.subscription_status in ('active', 'trialing', 'past_due', 'unpaid'), false) as subscribed, row.period, known.ends_at as "periodEndsAt", row.meter,
       row.rate, row.value::float8 as value, row.status, row.occurred_at as "occurredAt", row.attempts, row.next_at as "nextAt", row.tried_at as "triedAt"
     from usage_exports row join usage_export_periods known on known.workspace_id = row.workspace_id and known.period = row.period
       left join billing_accounts billing on billing.workspace_id = row.workspace_id
     where row.workspace_id = $1 and row.settled_at is null and row.status in ('pending', 'sending', 'late') order by row.seq limit 1`,
    [workspaceId],
  );
  return rows[0] ?? null;
}

export type Try = { value: number; attempts: number; triedBefore: Date | null };

/** From here on nothing is added to it, and it counts as perhaps delivered until somebody knows better. */
export async function beginTry({ identifier }: OutboxRow): Promise<Try> {
  const { rows } = await pool().query<Try>(
    `with before as (select identifier, tried_at from usage_exports where identifier = $1 for update)
     update usage_exports row set status = case status when 'pending' then 'sending' else status end, attempts = attempts + 1,
       tried_at = coalesce(row.tried_at, $2)
     from before where row.identifier = before.identifier
     returning value::float8 as value, attempts, before.tried_at as "triedBefore"`,
    [identifier, now()],
  );
  const [row] = rows;
  if (!row) throw new Error(`The export ${identifier} is gone.`);
  return row;
}

type Patch = {
  status?: "pending" | "sending" | "sent" | "duplicate" | "failed" | "late" | "skipped";
  settled?: boolean;
  nextAt?: Date;
  triedAt?: Date | null;
  requestId?: string | null;
  error?: string | null;
};

export async function writeRow(identifier: string, patch: Patch): Promise<void> {
  await pool().query(
    `update usage_exports set status = coalesce($2, status), settled_at = case when $3 then $4::timestamptz else settled_at end,
       next_at = coalesce($5, next_at), tried_at = case when $6 then $7::timestamptz else tried_at end, request_id = coalesce($8, request_id),
       error = case when $9 then $10 else error end
     where identifier = $1`,
    [
      ...[identifier, patch.status ?? null, patch.settled ?? false, now(), patch.nextAt ?? null],
      ...[patch.triedAt !== undefined, patch.triedAt ?? null, patch.requestId ?? null],
      ...[patch.error !== undefined, patch.error ?? null],
    ],
  );
}

/** A row that came to nothing before it was tried. Null: meanwhile it is something again. */
export async function dropEmpty(identifier: string): Promise<boolean> {
  const { rowCount } = await pool().query(
    `update usage_exports set status = 'skipped', attempts = attempts + 1, settled_at = $2, error = 'It came to nothing.'
     where identifier = $1 and value = 0 and attempts = 0`,
    [identifier, now()],
  );
  return rowCount === 1;
}

/** What is known to have arrived of a UTC day, this one left out. */
export async function deliveredThatDay(row: OutboxRow): Promise<number> {
  const { rows } = await pool().query<{ milliTokens: number }>(
    `select coalesce(sum(value), 0)::float8 as "milliTokens" from usage_exports
     where workspace_id = $1 and meter = $2 and status in ('sent', 'duplicate') and identifier <> $3
       and occurred_at >= date_trunc('day', $4::timestamptz, 'UTC') and occurred_at < date_trunc('day', $4::timestamptz, 'UTC') + interval '1 day'`,
    [row.workspaceId, row.meter, row.identifier, row.occurredAt],
  );
  return rows[0]?.milliTokens ?? 0;
}
