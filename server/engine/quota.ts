/**
 * Quota: an account per workspace and period, cut into 16 shards so that concurrent runs do not wait for one row.
 * Σ granted ≤ limit and, per shard, used + reserved ≤ granted: no overspend by one milli-token.
 */
import { now } from "../db/clock";
import { inTransaction, type Tx } from "../db/pool";
import { periodOf } from "../domain/period";
import { PLANS, type PlanKey } from "../domain/plans";
import type { WorkspaceFacts } from "./workspace-facts";

export const SHARDS = 16;

type AccountInput = { plan: PlanKey; billingAnchor: Date; overageEnabled: boolean };

/**
 * Makes the account of the current period, and its shards, if they are not there. A larger plan, or overage switched on,
 * raises its limit at once; what was granted under a higher limit is never taken back. Returns the period's key.
 */
export async function ensureQuotaAccount(tx: Tx, workspaceId: string, input: AccountInput): Promise<string> {
  const period = periodOf(input.plan, input.billingAnchor, now());
  await tx.query(
    `insert into quota_accounts as known (workspace_id, period, "limit", starts_at, ends_at) values ($1, $2, $3, $4, $5)
     on conflict (workspace_id, period) do update set "limit" = excluded."limit" where excluded."limit" > known."limit"`,
    [workspaceId, period.key, limitOf(input), period.startsAt, period.endsAt],
  );
  await tx.query(
    `insert into quota_shards (workspace_id, period, shard) select $1, $2, generate_series(0, $3 - 1) on conflict do nothing`,
    [workspaceId, period.key, SHARDS],
  );
  return period.key;
}

/** Included tokens; without a bound (up to what a counter of ours can hold) when overage is switched on. */
function limitOf(input: AccountInput): number {
  const included = PLANS[input.plan].includedMilliTokens;
  return input.overageEnabled ? Number.MAX_SAFE_INTEGER : included;
}

/**
 * Gives a shard that cannot pay what it needs: a slice of the account, else what other shards do not use, taken in
 * the order of their numbers. False when the workspace is out of tokens.
 */
export async function replenishShard(facts: WorkspaceFacts, shard: number, need: number): Promise<boolean> {
  return inTransaction(async (tx) => {
    const period = await ensureQuotaAccount(tx, facts.id, facts);
    // The period turned since the facts were read: the caller reads them again.
    if (period !== facts.period) return false;
    const account = await tx.query<{ limit: string }>(
      `select "limit" from quota_accounts where workspace_id = $1 and period = $2 for update`,
      [facts.id, period],
    );
    const { rows } = await tx.query<{ shard: number; granted: string; free: string }>(
      `select shard, granted, granted - used - reserved as free from quota_shards where workspace_id = $1 and period = $2 order by shard for update`,
      [facts.id, period],
    );
    const own = rows.find((row) => row.shard === shard);
    const missing = need - Number(own?.free ?? 0);
    if (missing <= 0) return true;
    const limit = Number(account.rows[0]?.limit ?? 0);
    const ungranted = limit - rows.reduce((sum, row) => sum + Number(row.granted), 0);
    if (ungranted >= missing) {
      await grant(tx, facts.id, period, shard, Math.min(ungranted, Math.max(missing, slice(limit))));
      return true;
    }
    const others = rows.filter((row) => row.shard !== shard && Number(row.free) > 0);
    if (ungranted + others.reduce((sum, row) => sum + Number(row.free), 0) < missing) return false;
    let open = missing - Math.max(0, ungranted);
    for (const other of others) {
      if (open <= 0) break;
      const taken = Math.min(open, Number(other.free));
      await grant(tx, facts.id, period, other.shard, -taken);
      open -= taken;
    }
    await grant(tx, facts.id, period, shard, missing);
    return true;
  });
}

/** Small enough that sixteen shards do not tie up an account, large enough that it is seldom asked for. */
const slice = (limit: number) => Math.max(1_000, Math.min(50_000, Math.floor(limit / (SHARDS * 8))));

async function grant(
  tx: Tx,
  workspaceId: string,
  period: string,
  shard: number,
  amount: number,
): Promise<void> {
  await tx.query(
    "update quota_shards set granted = granted + $4 where workspace_id = $1 and period = $2 and shard = $3",
    [workspaceId, period, shard, amount],
  );
}
