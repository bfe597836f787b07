import { now } from "../../db/clock";
import { newId } from "../../db/id";
import { inTransaction, pool, type Tx } from "../../db/pool";
import type { WorkspaceId } from "../../domain/workspace";
import { workspaceFacts } from "../../engine/workspace-facts";
import type { Actor } from "../../ops/audit";
import { collectNow } from "../export/collect-now";
import { stripeSink } from "../export/stripe-sink";
import type { UsageSink } from "../export/usage-sink";
import { compareOutbox } from "./compare-outbox";
import { beyond, chargeDifferences, compareSteps, isForgotten } from "./compare-steps";
import { compareStripe } from "./compare-stripe";
import { compareSums } from "./compare-sums";
import { type Difference, dayOf, type Window } from "./difference";

/** The longest that two periods last; a trial's one goes on for ever. */
const MOST_MS = 62 * 86_400_000;

type Options = { by?: Actor | null; sink?: UsageSink | null };
export type Reconciled = { id: string; matched: boolean; differenceMilliTokens: number };

/**
 * Steps = ledger = sums = outbox = Stripe, by UTC day of the current period and the one before it. What is on its way is
 * said and is no difference. The result is kept, with a line for each difference.
 */
export async function reconcileWorkspace(
  workspaceId: WorkspaceId,
  { by = null, sink = stripeSink() }: Options = {},
): Promise<Reconciled> {
  if (sink) await collectNow(workspaceId);
  const window = await windowOf(workspaceId);
  const { period } = await workspaceFacts(workspaceId);
  const charges = await compareSteps(workspaceId, window);
  const outbox = await compareOutbox(workspaceId, window);
  const stripe = sink && outbox.billed ? await askStripe(sink, workspaceId, window) : null;
  const differences = [
    ...chargeDifferences(charges, period, window.until),
    ...(await compareSums(workspaceId, window)),
    ...(sink ? outbox.differences : []),
    ...(stripe?.differences ?? []),
  ].sort((one, other) => one.day.localeCompare(other.day));
  const amount = differences.reduce((sum, difference) => sum + Math.abs(difference.amount), 0);
  const id = newId();
  await inTransaction(async (tx) => {
    await tx.query(
      `insert into usage_reconciliations (id, workspace_id, ran_at, ran_by, since, matched, difference, against, waiting, late, unbilled, forgotten, problem)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
      [
        ...[
          id,
          workspaceId,
          window.until,
          by && (by.id ?? by.name),
          dayOf(window.since),
          differences.length === 0,
        ],
        ...[amount, stripe?.tokens ? "stripe" : "ledger only", sink ? outbox.waiting : 0, outbox.late],
        outbox.unbilled,
        charges.filter((row) => isForgotten(row, window.until)).reduce((sum, row) => sum + beyond(row), 0),
        stripe?.problem ?? null,
      ],
    );
    await writeDifferences(tx, workspaceId, id, differences, stripe?.tokens ?? null);
  });
  return { id, matched: differences.length === 0, differenceMilliTokens: amount };
}

async function windowOf(workspaceId: WorkspaceId): Promise<Window> {
  const until = now();
  const { rows } = await pool().query<{ startsAt: Date }>(
    `select starts_at as "startsAt" from quota_accounts where workspace_id = $1 order by starts_at desc limit 2`,
    [workspaceId],
  );
  const first = Math.max(rows.at(-1)?.startsAt.getTime() ?? 0, until.getTime() - MOST_MS);
  return { since: new Date(`${dayOf(new Date(first))}T00:00:00Z`), until };
}

/** What Stripe does not answer is no difference: the ledger is compared all the same. */
async function askStripe(sink: UsageSink, workspaceId: WorkspaceId, window: Window) {
  try {
    const sums = await compareStripe(sink, workspaceId, window);
    return sums && { ...sums, problem: null };
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error);
    return { differences: [], tokens: null, problem: `Stripe could not be asked: ${said}` };
  }
}

/** With what each of the three says of the day. */
async function writeDifferences(
  tx: Tx,
  workspaceId: WorkspaceId,
  id: string,
  differences: Difference[],
  stripe: Map<string, number> | null,
): Promise<void> {
  if (differences.length === 0) return;
  const ledger = await ledgerOf(tx, workspaceId, [...new Set(differences.map(({ day }) => day))]);
  for (const { day, period, meter, cause, what, amount } of differences) {
    const used = ledger.get(day) ?? 0;
    const steps = cause === "missing record" || cause === "orphan record" ? used - amount : used;
    await tx.query(
      `insert into usage_differences (id, workspace_id, reconciliation_id, day, period, meter, cause, what, amount, steps, ledger, stripe)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
      [
        ...[newId(), workspaceId, id, day, period, meter, cause, what, amount, steps, used],
        stripe ? (stripe.get(day) ?? 0) : null,
      ],
    );
  }
}

async function ledgerOf(tx: Tx, workspaceId: WorkspaceId, days: string[]): Promise<Map<string, number>> {
  const { rows } = await tx.query<{ day: string; milliTokens: number }>(
    `select day, coalesce(sum(record.amount), 0)::float8 as "milliTokens" from unnest($2::text[]) as day
       left join usage_records record on record.workspace_id = $1 and record.created_at >= (day || 'T00:00:00Z')::timestamptz
         and record.created_at < (day || 'T00:00:00Z')::timestamptz + interval '1 day'
     group by day`,
    [workspaceId, days],
  );
  return new Map(rows.map(({ day, milliTokens }) => [day, milliTokens]));
}
