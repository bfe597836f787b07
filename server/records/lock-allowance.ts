/**
 * The account of a workspace's current period, brought up to what it agreed: locked with its shards until the
 * transaction ends. Everybody locks in this order: a run's row, the workspace's allowance, its accounts, the
 * shards by their numbers.
 */
import { now } from "../db/clock";
import type { Tx } from "../db/pool";
import { type AllowanceTerms, allowanceLimit, overageCost, overageIn } from "../domain/allowance";
import { type Period, periodOf } from "../domain/period";
import type { PlanKey } from "../domain/plans";
import type { WorkspaceId } from "../domain/workspace";
import { type BillingFacts, effectiveCap, readBilling } from "./billing-facts";
import { closePeriodGrants, creditsOf } from "./token-grant";

export const SHARDS = 16;

export type LockedShard = { shard: number; granted: number; used: number; reserved: number };

export type LockedAllowance = {
  period: Period;
  billing: BillingFacts;
  terms: AllowanceTerms;
  limit: number;
  granted: number;
  usedMilliTokens: number;
  reservedMilliTokens: number;
  shards: LockedShard[];
};

/**
 * Sets the limit up or down to what was agreed, exactly; a lower one takes back what shards have free, and goes no lower
 * than what is used and reserved. `whole`: the plan is that of the whole period, whatever it began with.
 */
export async function lockAllowance(
  tx: Tx,
  workspaceId: WorkspaceId,
  { whole = false }: { whole?: boolean } = {},
): Promise<LockedAllowance> {
  const { account, billing, period } = await lockAccount(tx, workspaceId);
  await closeOthers(tx, workspaceId, period);
  const credits = await creditsOf(tx, workspaceId, period);
  const settled = await settledIn(tx, workspaceId, period.key);
  const shards = await lockShards(tx, workspaceId, period.key);
  const usedMilliTokens = sum(shards, ({ used }) => used);
  const reservedMilliTokens = sum(shards, ({ reserved }) => reserved);
  const taken = usedMilliTokens + reservedMilliTokens;

  const own = billing.terms.includedMilliTokens;
  // Nobody gets a bill for what was included when it was used.
  const keeps = whole ? Math.min(account.included, billing.overageEnabled ? 0 : taken) : account.included;
  const terms: AllowanceTerms = {
    includedMilliTokens: Math.max(own, keeps),
    creditMilliTokens: credits,
    settled,
    rateMicroDollars: billing.terms.overageMicroDollars,
    capMicroDollars: effectiveCap(billing),
  };
  const agreed = billing.billingStatus === "restricted" ? 0 : allowanceLimit(terms);
  const limit = Math.max(0, agreed, taken);
  const granted = await takeBack(tx, workspaceId, { period: period.key, limit, shards });
  const state = { period, billing, terms, limit, granted, usedMilliTokens, reservedMilliTokens, shards };
  await write(tx, workspaceId, account, state);
  if (limit > account.limit) await rearmNotices(tx, workspaceId, state);
  return state;
}

type Account = {
  limit: number;
  included: number;
  credits: number;
  granted: number;
  plan: PlanKey;
  price: number;
  rate: number | null;
  startsAt: Date;
  closed: boolean;
};

/** What was agreed is read when nobody else is at it any more: whoever changes it afterwards, comes after us. */
async function lockAccount(tx: Tx, workspaceId: WorkspaceId) {
  await tx.query("select pg_advisory_xact_lock(hashtextextended('allowance ' || $1::text, 0))::text", [
    workspaceId,
  ]);
  const billing = await readBilling(tx, workspaceId);
  const period = periodOf(billing.plan, billing.billingAnchor, now());
  const account =
    (await readAccount(tx, workspaceId, period.key)) ?? (await openAccount(tx, workspaceId, period));
  return { account, billing, period };
}

async function readAccount(tx: Tx, workspaceId: WorkspaceId, period: string): Promise<Account | undefined> {
  const { rows } = await tx.query<Account>(
    `select "limit"::float8 as "limit", included::float8 as included, credits::float8 as credits, granted::float8 as granted, plan::text as plan,
       price::float8 as price, overage_rate::float8 as rate, starts_at as "startsAt", closed_at is not null as closed
     from quota_accounts where workspace_id = $1::uuid and period = $2::text for update`,
    [workspaceId, period],
  );
  return rows[0];
}

async function openAccount(tx: Tx, workspaceId: WorkspaceId, period: Period): Promise<Account> {
  await tx.query(
    `insert into quota_accounts (workspace_id, period, "limit", included, starts_at, ends_at)
     values ($1::uuid, $2::text, 0, 0, $3::timestamptz, $4::timestamptz) on conflict (workspace_id, period) do nothing`,
    [workspaceId, period.key, period.startsAt, period.endsAt],
  );
  await tx.query(
    "insert into quota_shards (workspace_id, period, shard) select $1::uuid, $2::text, generate_series(0, $3::int - 1) on conflict do nothing",
    [workspaceId, period.key, SHARDS],
  );
  const account = await readAccount(tx, workspaceId, period.key);
  if (!account) throw new Error(`The account of ${workspaceId} for ${period.key} was made and is not there`);
  return account;
}

type Open = { period: string; startsAt: Date; endsAt: Date | null; included: number };

/** Other periods: what they used of grants is fixed, so that the rest counts here, and nothing new is used in them. */
async function closeOthers(tx: Tx, workspaceId: WorkspaceId, period: Period): Promise<void> {
  const { rows } = await tx.query<Open>(
    `update quota_accounts set closed_at = $3::timestamptz
     where workspace_id = $1::uuid and period <> $2::text and closed_at is null
     returning period, starts_at as "startsAt", ends_at as "endsAt", included::float8 as included`,
    [workspaceId, period.key, now()],
  );
  for (const { period: key, startsAt, endsAt, included } of rows) {
    const shards = await lockShards(tx, workspaceId, key);
    const used = sum(shards, (shard) => shard.used);
    // What is under way is charged to it; nothing new is.
    const limit = used + sum(shards, ({ reserved }) => reserved);
    const granted = await takeBack(tx, workspaceId, { period: key, limit, shards });
    const settled = sum(await settledIn(tx, workspaceId, key), ({ milliTokens }) => milliTokens);
    const over = { key, startsAt, endsAt };
    await closePeriodGrants(tx, workspaceId, over, {
      usedMilliTokens: used - settled,
      includedMilliTokens: included,
    });
    await tx.query(
      `update quota_accounts set credits = $3::bigint, "limit" = greatest(0, $4::bigint), granted = $5::bigint
       where workspace_id = $1::uuid and period = $2::text`,
      [workspaceId, key, await creditsOf(tx, workspaceId, over), limit, granted],
    );
  }
}

async function settledIn(tx: Tx, workspaceId: WorkspaceId, period: string) {
  const { rows } = await tx.query<{ milliTokens: number; rateMicroDollars: number }>(
    `select milli_tokens::float8 as "milliTokens", rate::float8 as "rateMicroDollars" from overage_segments
     where workspace_id = $1::uuid and period = $2::text`,
    [workspaceId, period],
  );
  return rows;
}

async function lockShards(tx: Tx, workspaceId: WorkspaceId, period: string): Promise<LockedShard[]> {
  const { rows } = await tx.query<LockedShard>(
    `select shard, granted::float8 as granted, used::float8 as used, reserved::float8 as reserved from quota_shards
     where workspace_id = $1::uuid and period = $2::text order by shard for update`,
    [workspaceId, period],
  );
  return rows;
}

/** Of what shards have free, so much that all of them together have no more than the limit. Returns what they have. */
async function takeBack(
  tx: Tx,
  workspaceId: WorkspaceId,
  { period, limit, shards }: { period: string; limit: number; shards: LockedShard[] },
): Promise<number> {
  let granted = sum(shards, (shard) => shard.granted);
  for (const shard of shards) {
    const back = Math.min(granted - limit, shard.granted - shard.used - shard.reserved);
    if (back <= 0) continue;
    await grantShard(tx, workspaceId, { period, shard: shard.shard, milliTokens: -back });
    shard.granted -= back;
    granted -= back;
  }
  return granted;
}

export async function grantShard(
  tx: Tx,
  workspaceId: WorkspaceId,
  { period, shard, milliTokens }: { period: string; shard: number; milliTokens: number },
): Promise<void> {
  await tx.query(
    "update quota_shards set granted = granted + $4::bigint where workspace_id = $1::uuid and period = $2::text and shard = $3::int",
    [workspaceId, period, shard, milliTokens],
  );
}

async function write(
  tx: Tx,
  workspaceId: WorkspaceId,
  account: Account,
  { period, billing, terms, limit, granted }: LockedAllowance,
): Promise<void> {
  const next: Account = {
    ...{ limit, granted, plan: billing.plan, closed: false },
    included: terms.includedMilliTokens,
    credits: terms.creditMilliTokens,
    price: billing.terms.priceMicroDollars,
    rate: terms.rateMicroDollars,
    startsAt: period.startsAt,
  };
  const [before, after] = [account, next].map((one) => JSON.stringify(Object.entries(one).sort()));
  if (before === after) return;
  await tx.query(
    `update quota_accounts set "limit" = $3::bigint, included = $4::bigint, credits = $5::bigint, granted = $6::bigint, plan = $7::"PlanKey",
       price = $8::bigint, overage_rate = $9::bigint, starts_at = $10::timestamptz, ends_at = $11::timestamptz, closed_at = null,
       raises = raises + $12::int
     where workspace_id = $1::uuid and period = $2::text`,
    [
      ...[
        workspaceId,
        period.key,
        limit,
        next.included,
        next.credits,
        granted,
        next.plan,
        next.price,
        next.rate,
      ],
      ...[period.startsAt, period.endsAt, limit > account.limit ? 1 : 0],
    ],
  );
}

/** With more to use, a part of it that was passed may lie ahead again. */
async function rearmNotices(
  tx: Tx,
  workspaceId: WorkspaceId,
  { period, terms, usedMilliTokens }: LockedAllowance,
): Promise<void> {
  const { settled, open } = overageIn(terms, usedMilliTokens);
  const cost = overageCost(terms.settled) + open * (terms.rateMicroDollars ?? 0);
  await tx.query(
    `delete from quota_notices where workspace_id = $1::uuid and period = $2::text
       and case "of" when 'allowance' then $3::float8 * 100 < percent * $4::float8 else $5::float8 * 100 < percent * $6::float8 end`,
    [
      ...[workspaceId, period.key, usedMilliTokens - settled],
      ...[terms.includedMilliTokens + terms.creditMilliTokens, cost, terms.capMicroDollars ?? 0],
    ],
  );
}

const sum = <T>(items: readonly T[], of: (item: T) => number): number =>
  items.reduce((total, item) => total + of(item), 0);
