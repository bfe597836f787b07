import { now } from "../../db/clock";
import { inTransaction, pool, type Tx } from "../../db/pool";
import { mintWorkspaceId, type WorkspaceId } from "../../domain/workspace";
import { logger } from "../../logger";
import { overageOf } from "../../records/overage";

/** Grants and changes of the terms move the overage, too, without a record in the ledger. */
const CHECK_MS = 3_600_000;
/** A period's overage may still move so long after its end. */
const AFTER_MS = 3 * 86_400_000;
const BATCH = 100;

type Options = { workspaceId: WorkspaceId | undefined; until: number };
type Due = { workspaceId: string; period: string };

/**
 * By how much the overage of billed periods grew, or shrank, since it was last looked at. What is in the outbox is the
 * memory: a row is the difference between that and the overage of now, so that nothing is told twice whoever is killed.
 */
export async function collectOverage({ workspaceId, until }: Options): Promise<void> {
  let last: Due | undefined;
  for (;;) {
    const { rows } = await pool().query<Due>(DUE, [
      workspaceId ?? null,
      new Date(now().getTime() - CHECK_MS),
      new Date(now().getTime() - AFTER_MS),
      last?.workspaceId ?? null,
      last?.period ?? null,
    ]);
    for (const due of rows)
      await inTransaction((tx) => collectPeriod(tx, due)).catch((error: Error) => {
        // Who is waited for is told; in a pass one workspace keeps nobody else from it.
        if (workspaceId) throw error;
        logger.error({ ...due, error: error.message }, "overage could not be collected; it is tried again");
      });
    // Those that fail stay due: the next batch begins behind them.
    last = rows.at(-1);
    if (workspaceId || rows.length < BATCH || performance.now() > until) return;
  }
}

const DUE = `
select workspace_id as "workspaceId", period from usage_export_periods
where billed and case when $1::uuid is null then overage_due or (checked_at < $2 and ends_at > $3) else workspace_id = $1 and (overage_due or ends_at > $3) end
  and ($4::uuid is null or (workspace_id, period) > ($4, $5))
order by workspace_id, period limit ${BATCH}`;

type Known = { startsAt: Date; endsAt: Date; rows: number };
type Told = { segment: string; rate: number; milliTokens: number };
type Growth = { segment: string; rate: number; value: number; since: Date; closed: boolean };

async function collectPeriod(tx: Tx, { workspaceId, period }: Due): Promise<void> {
  const { rows } = await tx.query<Known>(
    `select starts_at as "startsAt", ends_at as "endsAt", overage_rows as rows from usage_export_periods
     where workspace_id = $1 and period = $2 and billed for update`,
    [workspaceId, period],
  );
  const [known] = rows;
  if (!known) return;
  const grown = await growth(tx, mintWorkspaceId(workspaceId), period, known);
  for (const [place, part] of grown.entries())
    await tell(tx, { workspaceId, period, number: known.rows + place + 1, known, part });
  await tx.query(
    "update usage_export_periods set overage_due = false, checked_at = $3, overage_rows = overage_rows + $4 where workspace_id = $1 and period = $2",
    [workspaceId, period, now(), grown.length],
  );
}

/** By segment: overage that a change of plan closed keeps the rate it was used at. */
async function growth(tx: Tx, workspaceId: WorkspaceId, period: string, known: Known): Promise<Growth[]> {
  const { segments } = await overageOf(tx, workspaceId, { key: period });
  const { rows: told } = await tx.query<Told>(
    `select segment, max(rate)::float8 as rate, sum(value)::float8 as "milliTokens" from usage_exports
     where workspace_id = $1 and period = $2 and meter = 'overage' and source = 'ledger' group by segment`,
    [workspaceId, period],
  );
  const { rows: closed } = await tx.query<{ count: number }>(
    "select count(*)::int as count from overage_segments where workspace_id = $1 and period = $2",
    [workspaceId, period],
  );
  const closedCount = closed[0]?.count ?? 0;
  // What nobody has tried to send of a closed segment would be billed at the new rate.
  await tx.query(
    `update usage_exports set status = 'late' where workspace_id = $1 and period = $2 and meter = 'overage' and source = 'ledger'
       and attempts = 0 and status = 'pending' and segment::int < $3`,
    [workspaceId, period, closedCount],
  );
  const names = new Set([...segments.keys()].map(String));
  const gone = told.filter(({ segment }) => !names.has(segment));
  return [
    ...segments.map(({ rateMicroDollars, milliTokens, since }, place) => ({
      ...{ segment: String(place), rate: rateMicroDollars, since, closed: place < closedCount },
      value: milliTokens - (told.find(({ segment }) => segment === String(place))?.milliTokens ?? 0),
    })),
    ...gone.map(({ segment, rate, milliTokens }) => ({
      ...{ segment, rate, value: -milliTokens, since: known.startsAt, closed: false },
    })),
  ].filter(({ value }) => value !== 0);
}

type Row = { workspaceId: string; period: string; number: number; known: Known; part: Growth };

/**
 * The change of plan that closed a segment also made Stripe bill what it knew of it: what is found later is late.
 * A row that nobody has tried takes it up, as with tokens.
 */
async function tell(tx: Tx, { workspaceId, period, number, known, part }: Row): Promise<void> {
  const at = now();
  // Before this second: what makes Stripe bill it follows at once, and takes only what is older.
  const last = Math.min(at.getTime(), known.endsAt.getTime()) - 1_000;
  const occurredAt = new Date(Math.max(last, known.startsAt.getTime(), part.since.getTime()));
  const day = occurredAt.toISOString().slice(0, 10);
  await tx.query(
    `insert into usage_exports as known (identifier, workspace_id, period, meter, day, segment, rate, value, status, occurred_at, next_at, created_at)
     values ($1, $2, $3, 'overage', $4, $5, $6, $7, $8, $9,
       least(date_bin('15 minutes', $10::timestamptz, 'epoch') + interval '15 minutes', greatest($11::timestamptz, $10)), $10)
     on conflict (workspace_id, period, meter, day, segment) where source = 'ledger' and attempts = 0 and status in ('pending', 'skipped')
       do update set value = known.value + excluded.value, occurred_at = greatest(known.occurred_at, excluded.occurred_at)`,
    [
      ...[`${workspaceId}:ovg:${period}:${day}:${number}`, workspaceId, period, day, part.segment, part.rate],
      ...[part.value, part.closed ? "late" : "pending", occurredAt, at, known.endsAt],
    ],
  );
}
