/** A workspace that lives through a random history of money, and beside it what should have come of it, added up by hand. */
import { AsyncLocalStorage } from "node:async_hooks";
import fc from "fast-check";
import { expect } from "vitest";
import { newId } from "@/server/db/id";
import { inTransaction, pool, type Tx } from "@/server/db/pool";
import { AppError } from "@/server/domain/errors";
import { invoicePreview } from "@/server/domain/invoice-preview";
import { periodOf } from "@/server/domain/period";
import { PLANS, type PlanKey, planKeys } from "@/server/domain/plans";
import { mintWorkspaceId, type WorkspaceId } from "@/server/domain/workspace";
import { gatherTokens, replenishShard } from "@/server/engine/quota";
import { forgetWorkspaceFacts, workspaceFacts } from "@/server/engine/workspace-facts";
import { setBillingStatus, setOverage } from "@/server/records/allowance";
import { type BillingStatus, billingStatuses } from "@/server/records/billing-facts";
import { changePlan } from "@/server/records/change-plan";
import { grantTokens } from "@/server/records/grant-tokens";
import { overageOf } from "@/server/records/overage";
import { refundUsage } from "@/server/records/refund";

const operator = { type: "internal", id: null, name: "Operator" } as const;
const DAY_MS = 86_400_000;
const START = Date.parse("2026-03-10T09:00:00Z");

/** Each history has a time of its own, so that many are lived through at once. */
const times = new AsyncLocalStorage<{ at: number }>();
export const manyTimes = { now: () => new Date(times.getStore()?.at ?? Date.now()) };

const shard = fc.integer({ min: 0, max: 15 });
/** Mostly small beside what a plan includes, at times all of it. */
const price = fc.oneof(
  fc.integer({ min: 1, max: 40_000 }),
  fc.integer({ min: 40_000, max: 1_200_000 }),
  fc.constantFrom(100_000, 1_000_000, 5_000_000),
);
const plan = fc.constantFrom(...planKeys);
const cap = fc.oneof(fc.integer({ min: 0, max: 9_000_000 }), fc.integer({ min: 0, max: 90_000_000 }));
const reserve = fc.record({ op: fc.constant("reserve" as const), shard, price });
const change = fc.record({ op: fc.constant("plan" as const), plan, late: fc.boolean() });
const overage = fc.record({ op: fc.constant("overage" as const), enabled: fc.boolean(), cap });

const act = fc.oneof(
  { weight: 8, arbitrary: reserve },
  {
    weight: 6,
    arbitrary: fc.record({
      op: fc.constant("settle" as const),
      which: fc.nat(20),
      share: fc.integer({ min: 0, max: 4 }),
    }),
  },
  { weight: 3, arbitrary: change },
  { weight: 3, arbitrary: overage },
  {
    weight: 2,
    arbitrary: fc.record({ op: fc.constant("wait" as const), days: fc.integer({ min: 1, max: 40 }) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ op: fc.constant("status" as const), status: fc.constantFrom(...billingStatuses) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      op: fc.constant("refund" as const),
      which: fc.nat(20),
      share: fc.integer({ min: 1, max: 4 }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      op: fc.constant("grant" as const),
      milliTokens: price,
      days: fc.option(fc.integer({ min: 1, max: 50 })),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      op: fc.constant("at once" as const),
      spends: fc.array(reserve, { minLength: 2, maxLength: 5 }),
      beside: fc.option(fc.oneof(change, overage)),
    }),
  },
);
type Act = typeof act extends fc.Arbitrary<infer T> ? T : never;
type Spend = { shard: number; price: number };
type Terms = Extract<Act, { op: "plan" | "overage" }>;

export const history = fc.record({ plan, acts: fc.array(act, { minLength: 4, maxLength: 14 }) });
export type History = typeof history extends fc.Arbitrary<infer T> ? T : never;

type Reserved = { period: string; shard: number; price: number };
type Segment = { rate: number; milliTokens: number };

type World = {
  id: WorkspaceId;
  plan: PlanKey;
  anchor: Date;
  overage: boolean;
  cap: number | null;
  status: BillingStatus;
  reserved: Reserved[];
  charges: { key: string; period: string }[];
  used: Map<string, number>;
  settled: Map<string, Segment[]>;
  /** Per period, the most that may be used and reserved: what was agreed, or what was taken when less was agreed. */
  bound: Map<string, number>;
};

export async function live({ plan: first, acts }: History): Promise<WorkspaceId> {
  return times.run({ at: START }, async () => {
    const world = await begin(first);
    for (const each of acts) {
      await does(world, each);
      await holds(world);
    }
    while (world.reserved.length > 0) await settle(world, 0, 4);
    await holds(world);
    await balances(world);
    return world.id;
  });
}

async function begin(first: PlanKey): Promise<World> {
  const id = newId();
  const anchor = new Date(START - 5 * DAY_MS);
  await pool().query(
    `insert into workspaces (id, slug, name, plan, aliases, billing_anchor) values ($1, $2, 'Money', $3::"PlanKey", '{}', $4)`,
    [id, `w-${id}`, first, anchor],
  );
  await pool().query(
    `insert into billing_accounts (workspace_id, stripe_customer_id, subscription_id, subscription_status, sync_due_at, created_at)
     values ($1, $2, $2, 'active', $3, $3)`,
    [id, `cus_${id}`, anchor],
  );
  return {
    ...{ id: mintWorkspaceId(id), plan: first, anchor, overage: false, cap: null, status: "ok" },
    ...{ reserved: [], charges: [], used: new Map(), settled: new Map(), bound: new Map() },
  };
}

const nowAt = () => manyTimes.now();
const periodNow = (world: World) => periodOf(world.plan, world.anchor, nowAt());

async function does(world: World, each: Act): Promise<void> {
  switch (each.op) {
    case "reserve": {
      const taken = takenIn(world, periodNow(world).key);
      if (await spend(world, each)) return;
      // Refused only when it is true.
      const account = await accountOf(world, periodNow(world).key);
      expect(agreed(world, account) - taken).toBeLessThan(each.price);
      return;
    }
    case "settle":
      return settle(world, each.which, each.share);
    case "wait": {
      const time = times.getStore();
      if (time) time.at += each.days * DAY_MS;
      return;
    }
    case "status":
      await inTransaction((tx) => setBillingStatus(tx, world.id, each.status));
      world.status = each.status;
      return newBound(world);
    case "refund":
      return refund(world, each.which, each.share);
    case "grant":
      await inTransaction((tx) =>
        grantTokens(tx, world.id, {
          ...{ milliTokens: each.milliTokens, reason: "Sorry", by: operator },
          expiresAt: each.days === null ? null : new Date(nowAt().getTime() + each.days * DAY_MS),
        }),
      );
      return newBound(world);
    case "at once": {
      await newBound(world, world.bound.get(periodNow(world).key));
      const before = world.bound.get(periodNow(world).key);
      const { beside } = each;
      await Promise.all([
        ...each.spends.map((one) => spend(world, one)),
        ...(beside ? [changeTerms(world, beside)] : []),
      ]);
      return newBound(world, before);
    }
    default:
      await changeTerms(world, each);
      return newBound(world);
  }
}

/** As a run pays: as it is, with what its shard is given, and with the last tokens in the transaction that spends them. */
async function spend(world: World, { shard: number, price: need }: Spend): Promise<boolean> {
  forgetWorkspaceFacts(world.id);
  const facts = await workspaceFacts(world.id);
  const take = async (tx: Tx) =>
    (
      await tx.query(
        `update quota_shards set reserved = reserved + $4 where workspace_id = $1 and period = $2 and shard = $3 and used + reserved + $4 <= granted`,
        [world.id, facts.period, number, need],
      )
    ).rowCount === 1;
  const paid =
    (await take(pool())) ||
    ((await replenishShard(facts, number, need)) &&
      ((await take(pool())) ||
        (await inTransaction(async (tx) => (await gatherTokens(tx, facts, number, need)) && take(tx)))));
  if (paid) world.reserved.push({ period: facts.period, shard: number, price: need });
  return paid;
}

/** Quarters of what was reserved are charged, at times none; and once more, as of a delivery that came twice. */
async function settle(world: World, which: number, share: number): Promise<void> {
  const [one] = world.reserved.splice(which % Math.max(1, world.reserved.length), 1);
  if (!one) return;
  const amount = Math.floor((one.price * share) / 4);
  const key = `run:${newId()}:workflow`;
  const record = () =>
    pool().query(
      `with moved as (
         update quota_shards set reserved = reserved - $4, used = used + $5 where workspace_id = $1 and period = $2 and shard = $3
           and used + reserved - $4 + $5 <= granted returning workspace_id
       )
       insert into usage_records (key, workspace_id, kind, amount, cost, period, created_at)
       select $6, workspace_id, 'sms_sent', $5, 0, $2, $7 from moved`,
      [world.id, one.period, one.shard, one.price, amount, key, nowAt()],
    );
  expect((await record()).rowCount).toBe(1);
  await expect(record()).rejects.toThrow(/usage_records_pkey|never_overspent/);
  world.charges.push({ key, period: one.period });
  add(world.used, one.period, amount);
}

async function refund(world: World, which: number, share: number): Promise<void> {
  const charge = world.charges[which % Math.max(1, world.charges.length)];
  if (!charge) return;
  try {
    const { rows } = await pool().query<{ amount: string }>(
      "select amount from usage_records where key = $1",
      [charge.key],
    );
    const milliTokens = Math.max(1, Math.floor((Number(rows[0]?.amount) * share) / 4));
    const given = await inTransaction((tx) =>
      refundUsage(tx, world.id, { key: charge.key, milliTokens, reason: "Sent twice", by: operator }),
    );
    add(world.used, given.period, -given.milliTokens);
  } catch (error) {
    // Given back before, or nothing was charged.
    if (!(error instanceof AppError)) throw error;
  }
}

async function changeTerms(world: World, each: Terms): Promise<void> {
  if (each.op === "overage") {
    try {
      await inTransaction((tx) =>
        setOverage(tx, world.id, { enabled: each.enabled, capMicroDollars: each.cap }),
      );
      Object.assign(world, { overage: each.enabled, cap: each.cap });
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      expect(each.enabled && (world.plan === "trial" || world.status !== "ok")).toBe(true);
    }
    return;
  }
  const before = periodNow(world);
  const prior = await accountOf(world, before.key);
  const old = world.plan;
  const at = each.late ? before.startsAt : nowAt();
  await inTransaction((tx) => changePlan(tx, world.id, { plan: each.plan, now: at }));
  const { rows } = await pool().query("select billing_anchor as anchor from workspaces where id = $1", [
    world.id,
  ]);
  Object.assign(world, {
    plan: each.plan,
    anchor: rows[0].anchor,
    overage: world.overage && each.plan !== "trial",
  });
  const stays = periodNow(world).key === before.key && !(each.late && before.endsAt);
  if (!stays || old === each.plan || !prior) return;
  const known = world.settled.get(before.key) ?? [];
  const open = (world.used.get(before.key) ?? 0) - prior.included - prior.credits - total(known);
  if (open > 0)
    world.settled.set(before.key, [
      ...known,
      { milliTokens: open, rate: PLANS[old].overageMicroDollars ?? 0 },
    ]);
}

type Account = { limit: number; granted: number; included: number; credits: number };

async function accountOf(world: World, period: string): Promise<Account | null> {
  const { rows } = await pool().query<Account>(
    `select "limit"::float8 as "limit", granted::float8 as granted, included::float8 as included, credits::float8 as credits
     from quota_accounts where workspace_id = $1 and period = $2`,
    [world.id, period],
  );
  return rows[0] ?? null;
}

/** What was agreed, added up by hand. */
function agreed(world: World, account: Account | null): number {
  if (world.status === "restricted") return 0;
  const settled = world.settled.get(periodNow(world).key) ?? [];
  const rate = PLANS[world.plan].overageMicroDollars;
  const spent = settled.reduce((sum, one) => sum + one.milliTokens * one.rate, 0);
  const pays = world.overage && world.status === "ok" && rate !== null && world.cap !== null;
  const beyond = pays ? Math.max(0, Math.floor(((world.cap ?? 0) - spent) / (rate ?? 1))) : 0;
  const included = account?.included ?? PLANS[world.plan].includedMilliTokens;
  return included + (account?.credits ?? 0) + total(settled) + beyond;
}

/** Terms changed: what may be used is what was agreed now, or what was taken by then. */
async function newBound(world: World, before = 0): Promise<void> {
  const { key } = periodNow(world);
  const account = await accountOf(world, key);
  world.bound.set(key, Math.max(before, agreed(world, account), takenIn(world, key)));
}

/** Every step of the way: nothing is granted beyond the limit or used beyond what was agreed, and ledger and shards are one. */
async function holds(world: World): Promise<void> {
  const { key } = periodNow(world);
  if (!world.bound.has(key)) await newBound(world);
  const { rows } = await pool().query<{
    period: string;
    limit: number;
    granted: number;
    shards: number;
    used: number;
    reserved: number;
    ledger: number;
  }>(
    `select period, "limit"::float8 as "limit", a.granted::float8 as granted, sum(s.granted)::float8 as shards, sum(used)::float8 as used, sum(reserved)::float8 as reserved,
       (select coalesce(sum(amount), 0)::float8 from usage_records u where u.workspace_id = a.workspace_id and u.period = a.period) as ledger
     from quota_accounts a join quota_shards s using (workspace_id, period) where workspace_id = $1 group by a.workspace_id, period, "limit", a.granted`,
    [world.id],
  );
  for (const row of rows) {
    const used = world.used.get(row.period) ?? 0;
    expect(row).toMatchObject({
      used,
      ledger: used,
      reserved: takenIn(world, row.period) - used,
      shards: row.granted,
    });
    expect(row.granted).toBeLessThanOrEqual(row.limit);
    const bound = world.bound.get(row.period);
    if (bound !== undefined) expect(used + row.reserved).toBeLessThanOrEqual(bound);
  }
}

/** Ledger, bill and preview say the same of every period. */
async function balances(world: World): Promise<void> {
  const { rows } = await pool().query<{ period: string; plan: PlanKey }>(
    "select period, plan::text as plan from quota_accounts where workspace_id = $1",
    [world.id],
  );
  for (const { period, plan: last } of rows) {
    const account = await accountOf(world, period);
    const over = await overageOf(pool(), world.id, { key: period });
    const used = world.used.get(period) ?? 0;
    const settled = world.settled.get(period) ?? [];
    const open = Math.max(0, used - (account?.included ?? 0) - (account?.credits ?? 0) - total(settled));
    const rate = PLANS[last].overageMicroDollars ?? 0;
    expect(over.usedMilliTokens).toBe(used);
    expect(over.overageMilliTokens).toBe(total(settled) + open);
    expect(
      over.segments.map((one) => ({ milliTokens: one.milliTokens, rate: one.rateMicroDollars })),
    ).toEqual([...settled, ...(open > 0 ? [{ milliTokens: open, rate }] : [])]);
    const { lines } = invoicePreview({ ...over, terms: PLANS[last] });
    const billed = lines.filter(({ rateMicroDollars }) => rateMicroDollars !== null);
    expect(billed.reduce((sum, line) => sum + (line.quantityMilliTokens ?? 0), 0)).toBe(
      over.overageMilliTokens,
    );
  }
}

const total = (segments: readonly Segment[]) =>
  segments.reduce((sum, { milliTokens }) => sum + milliTokens, 0);

const takenIn = (world: World, period: string) =>
  (world.used.get(period) ?? 0) +
  world.reserved.filter((one) => one.period === period).reduce((sum, one) => sum + one.price, 0);

const add = (sums: Map<string, number>, period: string, amount: number) =>
  sums.set(period, (sums.get(period) ?? 0) + amount);
