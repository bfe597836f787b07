/** Random histories of money: ledger, shards, overage, bill and meters are one, and nobody spends beyond a cap. */
import fc from "fast-check";
import pg from "pg";
import { afterEach, expect, test, vi } from "vitest";
import { collectUsage } from "@/server/billing/export/collect-usage";
import { inTransaction, pool } from "@/server/db/pool";
import type { PlanKey } from "@/server/domain/plans";
import type { WorkspaceId } from "@/server/domain/workspace";
import { sweepOnce } from "@/server/engine/watchdog";
import { forgetWorkspaceFacts } from "@/server/engine/workspace-facts";
import { setOverage } from "@/server/records/allowance";
import { changePlan } from "@/server/records/change-plan";
import { overageOf } from "@/server/records/overage";
import { chargeTokens } from "../support/charge-tokens";
import { makeWorkspace, publish, send } from "../support/engine";
import { ledgerSeen } from "../support/ledger-seen";
import { history, live, manyTimes } from "../support/money-history";
import { setClock } from "../support/set-clock";
import { takeTurns } from "../support/take-turns";

/** Ones in memory, by the thousand: tests/unit/domain/allowance-histories.test.ts */
const BATCHES = 12;
const AT_ONCE = 8;

afterEach(() => {
  globalThis.batonClock = undefined;
  vi.restoreAllMocks();
});

test("histories of plans, caps, grants, refunds and spending at once, in the database", async () => {
  globalThis.batonClock = manyTimes;
  await fc.assert(
    fc.asyncProperty(fc.array(history, { minLength: AT_ONCE, maxLength: AT_ONCE }), async (batch) => {
      await Promise.all(batch.map(live));
    }),
    { numRuns: BATCHES, seed: 7, endOnFailure: true },
  );
  await metersAgree();
});

/** What Stripe would be told: of every period all that is in the ledger, and of billed ones the overage. */
async function metersAgree(): Promise<void> {
  await ledgerSeen();
  await collectUsage();
  const told = (meter: string) =>
    `select workspace_id, period, sum(value) as milli_tokens from usage_exports where meter = '${meter}' group by 1, 2`;
  const { rows: different } = await pool().query(
    `select * from (select workspace_id, period, sum(amount) as milli_tokens from usage_records group by 1, 2) ledger
     full join (${told("tokens")}) told using (workspace_id, period) where ledger.milli_tokens is distinct from told.milli_tokens`,
  );
  expect(different).toEqual([]);
  const { rows: billed } = await pool().query<{ id: WorkspaceId; period: string; milliTokens: number }>(
    `select workspace_id as id, period, coalesce(told.milli_tokens, 0)::float8 as "milliTokens"
     from usage_export_periods left join (${told("overage")}) told using (workspace_id, period) where billed`,
  );
  expect(billed.length).toBeGreaterThan(0);
  for (const { id, period, milliTokens } of billed)
    expect((await overageOf(pool(), id, { key: period })).overageMilliTokens).toBe(milliTokens);
}

const START = new Date("2026-03-10T09:00:00Z");
const sms = (id: string) => ({
  ...{ id, type: "action", action_type: "send_sms" },
  config: { to: "+14155550123", message: "Hi" },
});

const act = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({ op: fc.constant("events" as const), count: fc.integer({ min: 1, max: 4 }) }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      op: fc.constant("turns" as const),
      brokenAt: fc.option(fc.integer({ min: 1, max: 6 })),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      op: fc.constant("plan" as const),
      plan: fc.constantFrom<PlanKey>("starter", "professional"),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      op: fc.constant("cap" as const),
      tokens: fc.option(fc.integer({ min: 0, max: 9 })),
    }),
  },
  { weight: 1, arbitrary: fc.record({ op: fc.constant("month" as const) }) },
);
type Act = typeof act extends fc.Arbitrary<infer T> ? T : never;

let clock: ReturnType<typeof setClock>;

test("histories of runs that compete for the last tokens, with duplicates, faults, upgrades and turns of the period", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 0, max: 9_000 }),
      fc.array(act, { minLength: 3, maxLength: 8 }),
      async (left, acts) => {
        clock = setClock(START);
        const id = await makeWorkspace("starter");
        await publish(id, {
          ...{ name: "Two messages", steps: [sms("one"), sms("two")] },
          trigger: { type: "event", event_types: ["order.created"] },
        });
        await chargeTokens(id, 1_000_000 - left);
        let sent = 0;
        for (const each of acts) {
          if (each.op === "events") sent = await deliver(id, sent, each.count);
          else await does(id, each);
          await neverTooMuch(id);
        }
        // In the end there is enough for all.
        await inTransaction((tx) => changePlan(tx, id, { plan: "enterprise" }));
        for (let sweep = 0; sweep < 3; sweep++) {
          await ringAll();
          forgetWorkspaceFacts(id);
          await takeTurns(id);
        }
        await balances(id, sent);
      },
    ),
    { numRuns: 20, seed: 7, endOnFailure: true },
  );
});

/** A sweep tells the held runs of some accounts that there is more; here are those of all histories so far. */
async function ringAll(): Promise<void> {
  const raised = "select 1 from quota_accounts where raises > rung limit 1";
  do await sweepOnce();
  while ((await pool().query(raised)).rows.length > 0);
}

/** Every event comes twice. */
async function deliver(id: WorkspaceId, sent: number, count: number): Promise<number> {
  const numbers = Array.from({ length: count * 2 }, (_, index) => sent + (index % count));
  await Promise.all(
    numbers.map((number) =>
      send(id, "order.created", { number }, { externalId: `order-${number}` }).catch(conflict),
    ),
  );
  return sent + count;
}

/** Both came at the very same moment: the other one was accepted. */
function conflict(error: Error): void {
  if (!error.message.includes("is being accepted right now")) throw error;
}

async function does(id: WorkspaceId, each: Exclude<Act, { op: "events" }>): Promise<void> {
  if (each.op === "turns") return breaking(each.brokenAt, () => takeTurns(id));
  if (each.op === "month") {
    clock.advance(31 * 86_400_000);
    forgetWorkspaceFacts(id);
    return;
  }
  await inTransaction((tx) =>
    each.op === "plan"
      ? changePlan(tx, id, { plan: each.plan })
      : setOverage(tx, id, {
          enabled: each.tokens !== null,
          capMicroDollars: each.tokens === null ? null : each.tokens * 15_000,
        }),
  );
}

/** One of the records does not reach the database, as when its process dies before it. */
async function breaking(at: number | null, work: () => Promise<void>): Promise<void> {
  const original = pg.Client.prototype.query;
  let records = 0;
  const spy = vi.spyOn(pg.Client.prototype, "query").mockImplementation(function (
    this: pg.Client,
    ...input: unknown[]
  ) {
    const [asked] = input;
    const isRecord =
      typeof asked === "object" && asked !== null && "name" in asked && asked.name === "record";
    const last = input.at(-1);
    if (!isRecord || ++records !== at) return Reflect.apply(original, this, input);
    const error = Object.assign(new Error("the connection broke"), { code: "08006" });
    if (typeof last === "function") return process.nextTick(() => last(error));
    return Promise.reject(error);
  });
  await work().finally(() => spy.mockRestore());
}

async function neverTooMuch(id: WorkspaceId): Promise<void> {
  const { rows } = await pool().query(
    `select a.granted::float8 as granted, sum(s.granted)::float8 as shards, "limit"::float8 as "limit", min(s.granted - used - reserved)::float8 as least,
       sum(used)::float8 as used, (select coalesce(sum(amount), 0)::float8 from usage_records u where u.workspace_id = a.workspace_id and u.period = a.period) as ledger
     from quota_accounts a join quota_shards s using (workspace_id, period) where workspace_id = $1 group by a.workspace_id, a.period, a.granted, "limit"`,
    [id],
  );
  for (const row of rows) {
    expect(row).toMatchObject({ shards: row.granted, used: row.ledger });
    expect(row.granted).toBeLessThanOrEqual(row.limit);
    expect(row.least).toBeGreaterThanOrEqual(0);
  }
}

async function balances(id: WorkspaceId, sent: number): Promise<void> {
  const { rows: runs } = await pool().query(
    "select status::text as status, count(*)::int as count from flow_executions where workspace_id = $1 group by 1",
    [id],
  );
  expect(runs).toEqual(sent === 0 ? [] : [{ status: "completed", count: sent }]);
  const { rows: kinds } = await pool().query(
    "select kind, count(*)::int as count from usage_records where workspace_id = $1 and run_id is not null group by 1 order by 1",
    [id],
  );
  expect(kinds).toEqual(
    sent === 0
      ? []
      : [
          { kind: "sms_sent", count: sent * 2 },
          { kind: "workflow_execution", count: sent },
        ],
  );
  await neverTooMuch(id);
  const { rows: accounts } = await pool().query<{ period: string; used: number; reserved: number }>(
    "select period, sum(used)::float8 as used, sum(reserved)::float8 as reserved from quota_shards where workspace_id = $1 group by 1",
    [id],
  );
  for (const { period, used, reserved } of accounts) {
    expect(reserved).toBe(0);
    expect((await overageOf(pool(), id, { key: period })).usedMilliTokens).toBe(used);
  }
}
