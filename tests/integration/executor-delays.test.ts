import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createExecutor, type Executor } from "@/inngest/executor/create-executor";
import { embeddedClient } from "@/inngest/executor/embedded-client";
import { pool } from "@/server/db/pool";

/** A process that works and one that only sends, as a worker and a web process do. */
const id = `delays-${randomUUID().slice(0, 8)}`;
const lateness: number[] = [];
let arrivals = 0;
const functions = () => {
  const client = embeddedClient(id);
  return {
    client,
    functions: [
      client.createFunction({ id: "sleeper", triggers: [{ event: "sleep" }] }, async ({ event, step }) => {
        const until = Number(event.data.until);
        await step.waitForEvent("w", { event: "never", timeout: new Date(until) });
        lateness.push(Date.now() - until);
      }),
      client.createFunction({ id: "quick", triggers: [{ event: "quick" }] }, async () => {
        arrivals += 1;
      }),
      client.createFunction({ id: "waiter", triggers: [{ event: "wait" }] }, async ({ event, step }) => {
        await step.waitForEvent("w", {
          event: "wake",
          if: `async.data.who == "${event.data.who}"`,
          timeout: "6d",
        });
        arrivals += 1;
      }),
    ],
  };
};

let worker: Executor;
let sender: Executor;
let working: { stop(): Promise<void> };
beforeAll(async () => {
  worker = createExecutor(functions());
  working = await worker.start();
  // Made last: what the client sends goes through it. It never works.
  sender = createExecutor(functions());
});
afterAll(async () => {
  await working.stop();
  await Promise.all([worker.close(), sender.close()]);
});

test("delays end, and none before its time, beside 100,000 that are not due", async () => {
  await pool().query(
    `insert into executor.items (run_id, step, kind, function_id, workspace, state, due_at, wait_event, wait_key)
     select gen_random_uuid(), 's', 'wait', 'f', 'w' || (n % 300), 0, now() + n * interval '1 minute' + interval '1 hour', 'wake', 'who="' || n || '"' from generate_series(1, 100000) n`,
  );
  const first = Date.now() + 700;
  const count = 300;
  await sender.send(
    Array.from({ length: count }, (_, n) => ({ name: "sleep", data: { until: first + n * 5 } })),
  );
  await expect.poll(() => lateness.length).toBe(count);
  expect(Math.min(...lateness)).toBeGreaterThanOrEqual(0);
});

test("what another process sends is heard, not polled for", async () => {
  const begun = Date.now();
  for (let n = 1; n <= 20; n++) {
    await sender.send([{ name: "quick" }]);
    await expect.poll(() => arrivals, { interval: 5 }).toBe(n);
  }
  // Each is sent right after a look: found by looking once a second, they would take 20 s.
  expect(Date.now() - begun).toBeLessThan(15_000);
});

test("an event finds its waits by an index among 100,000", async () => {
  arrivals = 0;
  const people = Array.from({ length: 50 }, (_, n) => `me-${n}`);
  await sender.send(people.map((who) => ({ name: "wait", data: { who } })));
  const waiting = async (keys: string[]) =>
    (
      await pool().query("select 1 from executor.items where wait_event = 'wake' and wait_key = any($1)", [
        keys,
      ])
    ).rows.length;
  await expect.poll(() => waiting(people.map((who) => `who="${who}"`))).toBe(50);
  const before = await rowsRead();
  for (const who of people) await sender.send([{ name: "wake", data: { who } }]);
  await expect.poll(() => arrivals).toBe(50);
  await expect.poll(async () => (await rowsRead()).changed - before.changed).toBeGreaterThanOrEqual(50);
  // One look at all of them would be more.
  expect((await rowsRead()).one_by_one - before.one_by_one).toBeLessThan(100_000);
  const { rows } = await pool().query<{ n: number }>(
    "select count(*)::int as n from executor.items where wait_event = 'wake'",
  );
  expect(rows[0]?.n).toBe(100_000);
});

/** PostgreSQL's own count. A connection tells what it changed together with what it read for it. */
async function rowsRead(): Promise<{ one_by_one: number; changed: number }> {
  const { rows } = await pool().query<{ one_by_one: number; changed: number }>(
    `select seq_tup_read::float8 as one_by_one, (n_tup_upd + n_tup_del)::float8 as changed
     from pg_stat_user_tables where schemaname = 'executor' and relname = 'items'`,
  );
  return rows[0] ?? { one_by_one: 0, changed: 0 };
}
