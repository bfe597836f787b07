/** What the outbox holds is the ledger, and what arrives is the outbox: whoever is killed, however long nobody answers. */
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { beforeEach, expect, test, vi } from "vitest";
import { collectUsage } from "@/server/billing/export/collect-usage";
import { flushUsage } from "@/server/billing/export/flush-usage";
import { sendUsage } from "@/server/billing/export/send-usage";
import type { UsageSink } from "@/server/billing/export/usage-sink";
import { warnOfAge } from "@/server/billing/export/warn-of-age";
import { now } from "@/server/db/clock";
import { pool } from "@/server/db/pool";
import type { WorkspaceId } from "@/server/domain/workspace";
import { overageOf } from "@/server/records/overage";
import { billedWorkspace, charge } from "./support/billed-workspace";
import { ledgerSeen } from "./support/ledger-seen";
import { type Fault, memorySink } from "./support/memory-sink";
import { ownConnection } from "./support/own-connection";
import { setClock } from "./support/set-clock";

const PERIOD = { key: "2026-03-01" };
const at = (day: number, hour = 12) => new Date(Date.UTC(2026, 2, day, hour));
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

type Row = {
  identifier: string;
  meter: string;
  day: string;
  value: number;
  status: string;
  error: string | null;
};
const rowsOf = async (workspaceId: string) =>
  (
    await pool().query<Row>(
      "select *, value::float8 as value from usage_exports where workspace_id = $1 order by seq",
      [workspaceId],
    )
  ).rows;

async function sums(workspaceId: string) {
  const { rows } = await pool().query<{ meter: string; value: number }>(
    "select meter, sum(value)::float8 as value from usage_exports where workspace_id = $1 group by 1",
    [workspaceId],
  );
  return Object.fromEntries(rows.map(({ meter, value }) => [meter, value]));
}

/** In bites that are smaller than what there is. */
async function collectAll(): Promise<void> {
  await ledgerSeen();
  await collectUsage({ bite: 20 });
}

async function flush(workspaceId: WorkspaceId, sink: UsageSink) {
  await ledgerSeen();
  return flushUsage(workspaceId, sink);
}

let clock: ReturnType<typeof setClock>;
beforeEach(() => {
  clock = setClock(at(10));
  return async () => {
    clock.restore();
    // The next test's passes have nothing of this one to send.
    await pool().query("update usage_exports set settled_at = now() where settled_at is null");
  };
});

test("a day's usage is a row, its overage another, and both arrive", async () => {
  const { workspaceId, customer } = await billedWorkspace();
  await charge(pool(), workspaceId, { amount: 700_000, at: at(8) });
  await charge(pool(), workspaceId, { amount: 500_000, at: at(9) });
  await collectAll();
  expect(await sums(workspaceId)).toEqual({ tokens: 1_200_000, overage: 200_000 });
  const rows = await rowsOf(workspaceId);
  expect(rows.map(({ meter, day, value }) => [meter, day, value])).toEqual([
    ["tokens", "2026-03-08", 700_000],
    ["tokens", "2026-03-09", 500_000],
    ["overage", "2026-03-10", 200_000],
  ]);
  for (const { identifier } of rows) expect(identifier.length).toBeLessThanOrEqual(100);
  const there = memorySink();
  await sendUsage({ sink: there.sink });
  expect(there.events).toEqual([]);
  clock.advance(15 * MINUTE);
  await sendUsage({ sink: there.sink });
  expect([there.total("tokens", customer), there.total("overage", customer)]).toEqual([1_200_000, 200_000]);
  expect((await rowsOf(workspaceId)).map(({ status }) => status)).toEqual(["sent", "sent", "sent"]);
});

test("what is used meanwhile joins a row that nobody tried, and begins another one after that", async () => {
  const { workspaceId } = await billedWorkspace();
  const there = memorySink();
  await charge(pool(), workspaceId, { amount: 100, at: at(10) });
  await collectAll();
  await charge(pool(), workspaceId, { amount: 30, at: at(10) });
  await collectAll();
  expect((await rowsOf(workspaceId)).map(({ value }) => value)).toEqual([130]);
  expect(await flush(workspaceId, there.sink)).toEqual({ sent: 1, left: 0 });
  await charge(pool(), workspaceId, { amount: 7, at: at(10) });
  await collectAll();
  expect((await rowsOf(workspaceId)).map(({ value }) => value)).toEqual([130, 7]);
  await flush(workspaceId, there.sink);
  expect(there.events.map(({ milliTokens }) => milliTokens)).toEqual([130, 7]);
});

test("usage of a trial, or from before the subscription, is counted and not sent; a subscription read later takes its own", async () => {
  const { workspaceId } = await billedWorkspace({ subscribed: false });
  await charge(pool(), workspaceId, { amount: 400, at: at(9) });
  await charge(pool(), workspaceId, { amount: 90, at: at(1), period: "trial" });
  await collectAll();
  expect((await rowsOf(workspaceId)).map(({ status }) => status)).toEqual(["skipped", "skipped"]);
  await pool().query(
    `insert into billing_accounts (workspace_id, stripe_customer_id, subscription_status, sync_due_at, created_at) values ($1::uuid, 'cus_' || $1::text, 'active', now(), now())`,
    [workspaceId],
  );
  await charge(pool(), workspaceId, { amount: 5, at: at(9) });
  await collectAll();
  const there = memorySink();
  await flush(workspaceId, there.sink);
  expect(there.total("tokens")).toBe(405);
  // Periods of another anchor are those from before it.
  await pool().query("update workspaces set billing_anchor = $2 where id = $1", [workspaceId, at(10)]);
  const before = await billedWorkspace();
  await pool().query("update workspaces set billing_anchor = $2 where id = $1", [before.workspaceId, at(10)]);
  await charge(pool(), before.workspaceId, { amount: 1_000, at: at(9) });
  await collectAll();
  await flush(before.workspaceId, there.sink);
  expect(there.total("tokens", before.customer)).toBe(0);
});

test("what is given back is sent below zero, and overage follows it down", async () => {
  const { workspaceId } = await billedWorkspace();
  const there = memorySink();
  await charge(pool(), workspaceId, { amount: 1_100_000, at: at(9) });
  await flush(workspaceId, there.sink);
  expect([there.total("tokens"), there.total("overage")]).toEqual([1_100_000, 100_000]);
  await charge(pool(), workspaceId, { amount: -150_000, at: at(10) });
  await flush(workspaceId, there.sink);
  expect([there.total("tokens"), there.total("overage")]).toEqual([950_000, 0]);
  expect(there.events.at(-1)).toMatchObject({ meter: "overage", milliTokens: -100_000 });
});

test("overage that cannot be collected keeps no other from it, however much of it there is", async () => {
  const broken = await billedWorkspace();
  const { workspaceId } = await billedWorkspace();
  expect(broken.workspaceId < workspaceId).toBe(true);
  await pool().query(
    `insert into usage_export_periods (workspace_id, period, starts_at, ends_at, billed)
     select $1, 'p' || n, $2, $2::timestamptz + interval '1 month', true from generate_series(1, 250) n`,
    [broken.workspaceId, at(1)],
  );
  await charge(pool(), workspaceId, { amount: 1_100_000, at: at(9) });
  const original = pg.Client.prototype.query;
  let refused = 0;
  const spy = vi.spyOn(pg.Client.prototype, "query").mockImplementation(function (
    this: pg.Client,
    ...input: unknown[]
  ) {
    const [text, values] = input;
    if (!String(text).includes("from usage_export_periods") || !String(text).includes("for update"))
      return Reflect.apply(original, this, input);
    if (!Array.isArray(values) || values[0] !== broken.workspaceId)
      return Reflect.apply(original, this, input);
    refused += 1;
    return Promise.reject(new Error("broken"));
  });
  await collectAll();
  spy.mockRestore();
  expect(refused).toBe(250);
  expect(await sums(workspaceId)).toEqual({ tokens: 1_100_000, overage: 100_000 });
  await pool().query("delete from usage_export_periods where workspace_id = $1", [broken.workspaceId]);
});

test("days without an answer: nothing is lost, nothing arrives twice, and it drains in order", async () => {
  const { workspaceId } = await billedWorkspace();
  const there = memorySink();
  for (let day = 10; day < 14; day++) {
    clock.set(at(day));
    await charge(pool(), workspaceId, { amount: day * 1_000, at: at(day) });
    await collectAll();
    for (let turn = 0; turn < 6; turn++) {
      clock.advance(2 * HOUR);
      there.faults.push("away", "away", "away");
      await sendUsage({ sink: there.sink });
      there.faults.length = 0;
    }
  }
  expect(there.events).toEqual([]);
  there.forget();
  clock.set(at(15));
  await sendUsage({ sink: there.sink });
  expect(there.events.map(({ milliTokens }) => milliTokens)).toEqual([10_000, 11_000, 12_000, 13_000]);
  expect(await sums(workspaceId)).toEqual({ tokens: 46_000 });
});

test("an answer that was lost: sent again within a day under the same name, looked up after it", async () => {
  const { workspaceId } = await billedWorkspace();
  const there = memorySink();
  await charge(pool(), workspaceId, { amount: 1_000, at: at(10) });
  there.faults.push("answer lost");
  await flush(workspaceId, there.sink);
  clock.advance(HOUR);
  await sendUsage({ sink: there.sink });
  expect((await rowsOf(workspaceId)).map(({ status }) => status)).toEqual(["duplicate"]);
  await charge(pool(), workspaceId, { amount: 2_000, at: at(10) });
  there.faults.push("answer lost");
  await flush(workspaceId, there.sink);
  there.forget();
  clock.advance(2 * DAY);
  const { sends } = there.seen;
  await sendUsage({ sink: there.sink });
  expect(there.seen.sends).toBe(sends);
  expect(there.total("tokens")).toBe(3_000);
  // Something nobody can account for: not sent, and said.
  await charge(pool(), workspaceId, { amount: 4_000, at: at(12) });
  there.faults.push("away");
  await flush(workspaceId, there.sink);
  const [first] = there.events;
  if (first) there.events.push({ ...first, identifier: "somebody else's", milliTokens: 5, at: at(12, 1) });
  clock.advance(2 * DAY);
  await sendUsage({ sink: there.sink });
  expect((await rowsOf(workspaceId)).at(-1)).toMatchObject({
    status: "failed",
    error: expect.stringContaining("cannot be told"),
  });
});

test("429 stops the pass and waits as long as it is told; a refusal is kept with its cause and holds nobody up", async () => {
  const [one, other] = [await billedWorkspace(), await billedWorkspace()];
  const there = memorySink();
  for (const { workspaceId } of [one, other]) await charge(pool(), workspaceId, { amount: 100, at: at(10) });
  await collectAll();
  clock.advance(HOUR);
  there.faults.push("busy", "busy", "busy", "busy");
  await sendUsage({ sink: there.sink });
  expect(there.events).toEqual([]);
  const { rows } = await pool().query<{ wait: number }>(
    "select extract(epoch from min(next_at) - $1::timestamptz)::float8 as wait from usage_exports where attempts > 0 and workspace_id = any($2)",
    [now(), [one.workspaceId, other.workspaceId]],
  );
  expect(rows[0]?.wait).toBeGreaterThanOrEqual(7);
  there.faults.length = 0;
  there.faults.push("archived");
  clock.advance(HOUR);
  await sendUsage({ sink: there.sink });
  const statuses = [...(await rowsOf(one.workspaceId)), ...(await rowsOf(other.workspaceId))];
  expect(statuses.map(({ status }) => status).sort()).toEqual(["failed", "sent"]);
  expect(statuses.find(({ status }) => status === "failed")?.error).toBe("The meter is archived.");
});

test("a pass that fails for one customer ends when nothing is being sent to the others any more", async () => {
  const [one, other] = [await billedWorkspace(), await billedWorkspace()];
  for (const { workspaceId } of [one, other]) await charge(pool(), workspaceId, { amount: 100, at: at(10) });
  await collectAll();
  clock.advance(HOUR);
  const there = memorySink();
  const send: UsageSink["send"] = async (event) => {
    // PostgreSQL does not write this down.
    if (event.customer === one.customer) throw new Error("\u0000");
    await sleep(100);
    return there.sink.send(event);
  };
  await expect(sendUsage({ sink: { ...there.sink, send } })).rejects.toThrow("invalid byte sequence");
  expect(there.total("tokens", other.customer)).toBe(100);
});

test("after the month's end it arrives while the invoice is open; then its overage goes onto the next one", async () => {
  const { workspaceId } = await billedWorkspace();
  const there = memorySink();
  await charge(pool(), workspaceId, { amount: 1_000_000, at: at(31, 23) });
  clock.set(new Date("2026-04-01T00:20:00Z"));
  await charge(pool(), workspaceId, { amount: 200_000, at: new Date("2026-04-01T00:10:00Z") });
  await flush(workspaceId, there.sink);
  expect([there.total("tokens"), there.total("overage")]).toEqual([1_200_000, 200_000]);
  for (const event of there.events) expect(event.at.toISOString()).toMatch(/^2026-03-31/);
  there.closePeriods();
  clock.advance(3 * HOUR);
  await charge(pool(), workspaceId, { amount: 30_000, at: now() });
  await flush(workspaceId, there.sink);
  await flush(workspaceId, there.sink);
  expect(there.total("tokens")).toBe(1_200_000);
  expect(there.items).toMatchObject([{ milliTokens: 30_000, rateMicroDollars: 15 }]);
  expect((await rowsOf(workspaceId)).map(({ status, error }) => [status, error]).slice(-2)).toEqual([
    ["late", "Its period was closed at Stripe. There is no charge for it, so it was written off."],
    ["late", "Put on the next invoice."],
  ]);
  expect(await sums(workspaceId)).toEqual({ tokens: 1_230_000, overage: 230_000 });
});

test("a workspace without a subscription gets no next invoice: its late overage is written off", async () => {
  const { workspaceId } = await billedWorkspace();
  const there = memorySink();
  await charge(pool(), workspaceId, { amount: 1_100_000, at: at(31) });
  await collectAll();
  await pool().query("update billing_accounts set subscription_status = 'canceled' where workspace_id = $1", [
    workspaceId,
  ]);
  there.closePeriods();
  clock.set(new Date("2026-04-02T00:00:00Z"));
  await flush(workspaceId, there.sink);
  expect([there.events, there.items]).toEqual([[], []]);
  for (const row of await rowsOf(workspaceId))
    expect(row).toMatchObject({ status: "late", error: expect.stringMatching(/it was written off\.$/) });
  expect(await rowsOf(workspaceId)).toHaveLength(2);
});

test("a change of plan closes a segment: what is found of it later keeps its rate", async () => {
  const { workspaceId } = await billedWorkspace();
  const there = memorySink();
  await charge(pool(), workspaceId, { amount: 1_100_000, at: at(9) });
  await flush(workspaceId, there.sink);
  await charge(pool(), workspaceId, { amount: 50_000, at: at(10) });
  await pool().query(
    `insert into overage_segments (workspace_id, period, number, plan, rate, milli_tokens, since, until) values ($1, '2026-03-01', 1, 'starter', 15, 150000, $2, $3)`,
    [workspaceId, at(1), at(10)],
  );
  await flush(workspaceId, there.sink);
  expect([there.total("overage"), there.items.length]).toEqual([100_000, 1]);
  expect(there.items[0]).toMatchObject({ milliTokens: 50_000, rateMicroDollars: 15 });
});

test("four weeks of silence are told once, to the owners and the log", async () => {
  const { workspaceId } = await billedWorkspace();
  await charge(pool(), workspaceId, { amount: 100, at: at(10) });
  await collectAll();
  clock.advance(27 * DAY);
  expect(await warnOfAge()).toBe(0);
  clock.advance(2 * DAY);
  expect([await warnOfAge(), await warnOfAge()]).toEqual([1, 0]);
  // 35 days: too old for the meter.
  const there = memorySink();
  clock.advance(8 * DAY);
  await sendUsage({ sink: there.sink });
  expect(there.events).toEqual([]);
  expect((await rowsOf(workspaceId)).map(({ status }) => status)).toEqual(["late"]);
});

test("killed between any two statements, two exporters at once: equal at every look and in the end", async () => {
  const workspaces = [await billedWorkspace(), await billedWorkspace(), await billedWorkspace()];
  const there = memorySink();
  const random = randomFrom(11);
  const kinds: Fault[] = ["away", "answer lost", "busy"];
  let writing = true;
  let [kills, failures] = [0, 0];
  const writer = async () => {
    const client = await ownConnection();
    // And on until somebody was killed in the middle.
    for (let turn = 0; turn < 40 || (failures === 0 && turn < 2_000); turn++) {
      const { workspaceId } = workspaces[Math.floor(random() * 3)] ?? workspaces[0] ?? { workspaceId: "" };
      await client.query("begin");
      const amount = Math.floor(random() * 90_000) - (turn > 5 ? 15_000 : 0);
      await charge(client, workspaceId, { amount: amount || 1, at: at(8 + Math.floor(random() * 3)) });
      await client.query("select pg_sleep($1)", [random() / 40]);
      await client.query("commit");
    }
  };
  const exporter = async () => {
    while (writing) {
      if (random() < 0.5) there.faults.push(kinds[Math.floor(random() * 3)] ?? "away");
      clock.advance(20 * MINUTE * random());
      await collectUsage({ bite: 7 })
        .then(() => sendUsage({ sink: there.sink }))
        .catch(() => {
          failures += 1;
        });
    }
  };
  const killer = async () => {
    const client = await ownConnection();
    while (writing) {
      const { rows } = await client.query(
        `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()
           and query ~ 'usage_export|usage_marks' and random() < 0.5`,
      );
      kills += rows.length;
      await client.query("select pg_sleep(0.01)");
    }
  };
  const others = Promise.all([exporter(), exporter(), killer()]);
  await Promise.all([writer(), writer(), writer()]).finally(() => {
    writing = false;
  });
  await others;
  expect(kills).toBeGreaterThan(0);
  expect(failures).toBeGreaterThan(0);
  there.faults.length = 0;
  await collectAll();
  for (let turn = 0; turn < 20; turn++) {
    clock.advance(HOUR);
    await sendUsage({ sink: there.sink });
  }
  for (const { workspaceId, customer } of workspaces) {
    const { usedMilliTokens, overageMilliTokens } = await overageOf(pool(), workspaceId, PERIOD);
    expect(await sums(workspaceId)).toEqual({
      tokens: usedMilliTokens,
      ...(overageMilliTokens !== 0 || "overage" in (await sums(workspaceId))
        ? { overage: overageMilliTokens }
        : {}),
    });
    expect([there.total("tokens", customer), there.total("overage", customer)]).toEqual([
      usedMilliTokens,
      overageMilliTokens,
    ]);
  }
  expect(there.seen.most).toBe(1);
});

test("killed before its first statement, before its second, and so on: nothing is lost, nothing twice", async () => {
  const { workspaceId, customer } = await billedWorkspace();
  const there = memorySink();
  let used = 0;
  let deaths = 0;
  for (let statements = 1; ; statements++) {
    used += 100_000;
    await charge(pool(), workspaceId, { amount: 100_000, at: at(10) });
    await ledgerSeen();
    clock.advance(20 * MINUTE);
    const death = dieAfter(statements);
    const died = await collectUsage()
      .then(() => sendUsage({ sink: there.sink }))
      .then(() => false)
      .catch(() => true)
      .finally(() => death.over());
    deaths += Number(died);
    if (death.left() > 0) break;
  }
  expect(deaths).toBeGreaterThan(15);
  await collectAll();
  for (let turn = 0; turn < 5; turn++) {
    clock.advance(HOUR);
    await sendUsage({ sink: there.sink });
  }
  expect(await sums(workspaceId)).toEqual({ tokens: used, overage: used - 1_000_000 });
  expect([there.total("tokens", customer), there.total("overage", customer)]).toEqual([
    used,
    used - 1_000_000,
  ]);
});

/** After so many statements the database is out of reach for this process, as for one that is dead. */
function dieAfter(statements: number) {
  let left = statements;
  const query = pg.Client.prototype.query;
  const spy = vi.spyOn(pg.Client.prototype, "query").mockImplementation(function (
    this: pg.Client,
    ...given: unknown[]
  ) {
    left -= 1;
    if (left >= 0) return Reflect.apply(query, this, given);
    const error = new Error("killed");
    const answer = given.at(-1);
    if (typeof answer !== "function") return Promise.reject(error);
    setImmediate(() => answer(error));
  });
  return { left: () => left, over: () => spy.mockRestore() };
}

/** Numbers from 0 to 1, the same ones each time. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state / 2_147_483_648;
  };
}
