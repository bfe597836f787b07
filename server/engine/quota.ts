/**
 * Quota: an account per workspace and period, cut into 16 shards so that concurrent runs do not wait for one row.
 * Σ granted ≤ limit and, per shard, used + reserved ≤ granted: no overspend by one milli-token. What the limit is:
 * server/records/lock-allowance.ts
 */
import { now } from "../db/clock";
import { inTransaction, pool, type Tx } from "../db/pool";
import { periodOf } from "../domain/period";
import { grantShard, lockAllowance, SHARDS } from "../records/lock-allowance";
import type { WorkspaceFacts } from "./workspace-facts";

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
  const { rowCount } = await pool().query({ ...SLICE_SQL, values: [facts.id, facts.period, shard, need] });
  return rowCount === 1 || inTransaction((tx) => gatherTokens(tx, facts, shard, need));
}

/** Small enough that sixteen shards do not tie up an account, large enough that it is seldom asked for. */
const SLICES = SHARDS * 8;
const [LEAST, MOST] = [1_000, 1_000_000];
const slice = (limit: number) => Math.max(LEAST, Math.min(MOST, Math.floor(limit / SLICES)));
/** The same, and no less than is needed. */
const SLICE = `greatest($4::bigint, ${LEAST}, least(${MOST}, "limit" / ${SLICES}))`;

/** While the account has whole slices left: one statement, which locks two rows for as long as it runs. */
const SLICE_SQL = {
  name: "quota-slice",
  text: `
with account as (
  update quota_accounts set granted = granted + ${SLICE}
  where workspace_id = $1 and period = $2 and "limit" - granted >= ${SLICE}
  returning workspace_id, period, ${SLICE} as slice
)
update quota_shards shard set granted = shard.granted + account.slice from account
where shard.workspace_id = account.workspace_id and shard.period = account.period and shard.shard = $3::int`,
};

/**
 * The last tokens of an account, or the first after its limit rose: all of it is locked until the transaction ends, so
 * that they go to whoever asks first. Who spends them in the same transaction cannot be robbed of them in between.
 */
export async function gatherTokens(
  tx: Tx,
  facts: WorkspaceFacts,
  shard: number,
  need: number,
): Promise<boolean> {
  const { period, limit, granted, shards } = await lockAllowance(tx, facts.id);
  if (period.key !== facts.period) return false;
  const free = new Map(shards.map((one) => [one.shard, one.granted - one.used - one.reserved]));
  const missing = need - (free.get(shard) ?? 0);
  if (missing <= 0) return true;
  const ungranted = Math.max(0, limit - granted);
  const fromAccount = Math.min(ungranted, Math.max(missing, slice(limit)));
  const others = shards.filter((other) => other.shard !== shard && (free.get(other.shard) ?? 0) > 0);
  if (ungranted + others.reduce((sum, other) => sum + (free.get(other.shard) ?? 0), 0) < missing)
    return false;
  let open = missing - fromAccount;
  for (const other of others) {
    if (open <= 0) break;
    const taken = Math.min(open, free.get(other.shard) ?? 0);
    await grantShard(tx, facts.id, { period: period.key, shard: other.shard, milliTokens: -taken });
    open -= taken;
  }
  await grantShard(tx, facts.id, { period: period.key, shard, milliTokens: Math.max(missing, fromAccount) });
  await tx.query("update quota_accounts set granted = granted + $3 where workspace_id = $1 and period = $2", [
    facts.id,
    period.key,
    fromAccount,
  ]);
  return true;
}

/** How often the workspace's limit rose in the period so far; null: nothing was used in it yet. */
export async function raisesIn(tx: Tx, { id, period }: WorkspaceFacts): Promise<number | null> {
  const { rows } = await tx.query<{ raises: number }>({
    name: "quota-raises",
    text: "select raises from quota_accounts where workspace_id = $1 and period = $2",
    values: [id, period],
  });
  return rows[0]?.raises ?? null;
}
