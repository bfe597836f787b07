/**
 * Quota: an account per workspace and period, cut into 16 shards so that concurrent runs do not wait for one row.
 * Σ granted ≤ limit and, per shard, used + reserved ≤ granted: no overspend by one milli-token.
 */
import { now } from "../db/clock";
import { inTransaction, pool, type Tx } from "../db/pool";
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
    `insert into quota_accounts as known (workspace_id, period, "limit", included, starts_at, ends_at) values ($1, $2, $3, $4, $5, $6)
     on conflict (workspace_id, period) do update set "limit" = greatest(known."limit", excluded."limit"),
       included = greatest(known.included, excluded.included)
     where excluded."limit" > known."limit" or excluded.included > known.included`,
    [
      workspaceId,
      period.key,
      limitOf(input),
      PLANS[input.plan].includedMilliTokens,
      period.startsAt,
      period.endsAt,
    ],
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

const underWay = new Map<string, Promise<boolean>>();

/**
 * Gives a shard that cannot pay what it needs: a slice of the account, else what other shards do not use, taken in
 * the order of their numbers. False when the workspace is out of tokens. Who asks for the same shard meanwhile waits
 * for the same answer: a slice is for many.
 */
export async function replenishShard(facts: WorkspaceFacts, shard: number, need: number): Promise<boolean> {
  const key = `${facts.id} ${facts.period} ${shard}`;
  const same = underWay.get(key);
  if (same && (await same)) return true;
  const own = replenish(facts, shard, need).finally(() => {
    if (underWay.get(key) === own) underWay.delete(key);
  });
  underWay.set(key, own);
  return own;
}

async function replenish(facts: WorkspaceFacts, shard: number, need: number): Promise<boolean> {
  // The period turned since the facts were read: the caller reads them again.
  if (periodOf(facts.plan, facts.billingAnchor, now()).key !== facts.period) return false;
  const limit = limitOf(facts);
  const { rowCount } = await pool().query({
    ...SLICE_SQL,
    values: [facts.id, facts.period, shard, Math.max(need, slice(limit))],
  });
  return rowCount === 1 || inTransaction((tx) => gatherTokens(tx, facts, shard, need));
}

/** While the account has whole slices left: one statement, which locks two rows for as long as it runs. */
const SLICE_SQL = {
  name: "quota-slice",
  text: `
with account as (
  update quota_accounts set granted = granted + $4::bigint
  where workspace_id = $1 and period = $2 and "limit" - granted >= $4::bigint
  returning workspace_id, period
)
update quota_shards shard set granted = shard.granted + $4::bigint from account
where shard.workspace_id = account.workspace_id and shard.period = account.period and shard.shard = $3::int`,
};

/**
 * The last tokens of an account: all of it is locked until the transaction ends, so that they go to whoever asks first.
 * Who spends them in the same transaction cannot be robbed of them in between.
 */
export async function gatherTokens(
  tx: Tx,
  facts: WorkspaceFacts,
  shard: number,
  need: number,
): Promise<boolean> {
  const period = await ensureQuotaAccount(tx, facts.id, facts);
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
  const granted = rows.reduce((sum, row) => sum + Number(row.granted), 0);
  const ungranted = Math.max(0, limit - granted);
  const fromAccount = Math.min(ungranted, Math.max(missing, slice(limit)));
  const others = rows.filter((row) => row.shard !== shard && Number(row.free) > 0);
  if (ungranted + others.reduce((sum, row) => sum + Number(row.free), 0) < missing) return false;
  let open = missing - fromAccount;
  for (const other of others) {
    if (open <= 0) break;
    const taken = Math.min(open, Number(other.free));
    await grant(tx, facts.id, period, other.shard, -taken);
    open -= taken;
  }
  await grant(tx, facts.id, period, shard, Math.max(missing, fromAccount));
  await tx.query("update quota_accounts set granted = granted + $3 where workspace_id = $1 and period = $2", [
    facts.id,
    period,
    fromAccount,
  ]);
  return true;
}

/** Small enough that sixteen shards do not tie up an account, large enough that it is seldom asked for. */
const slice = (limit: number) => Math.max(1_000, Math.min(1_000_000, Math.floor(limit / (SHARDS * 8))));

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
