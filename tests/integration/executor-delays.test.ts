import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createExecutor, type Executor } from "@/inngest/executor/create-executor";
import { embeddedClient } from "@/inngest/executor/embedded-client";
import { pool } from "@/server/db/pool";

/** A process that works and one that only sends, as a worker and a web process do. */
const id = `delays-${randomUUID().slice(0, 8)}`;
const lateness: number[] = [];
const arrivals: number[] = [];
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
      client.createFunction({ id: "quick", triggers: [{ event: "quick" }] }, async ({ event }) => {
        arrivals.push(Date.now() - Number(event.data.at));
      }),
      client.createFunction({ id: "waiter", triggers: [{ event: "wait" }] }, async ({ event, step }) => {
        const woken = await step.waitForEvent("w", {
          event: "wake",
          if: `async.data.who == "${event.data.who}"`,
          timeout: "6d",
        });
        arrivals.push(Date.now() - Number(woken?.data.at));
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

const percentile = (values: number[], p: number) =>
  values.toSorted((a, b) => a - b)[Math.floor((values.length - 1) * p)] ?? Number.NaN;

test("delays end on time, beside 100,000 that are not due", async () => {
  await pool().query(
    `insert into executor.items (run_id, step, kind, function_id, workspace, state, due_at, wait_event, wait_key)
     select gen_random_uuid(), 's', 'wait', 'f', 'w' || (n % 300), 0, now() + n * interval '1 minute' + interval '1 hour', 'wake', 'who="' || n || '"' from generate_series(1, 100000) n`,
  );
  const first = Date.now() + 700;
  const count = 300;
  await sender.send(
    Array.from({ length: count }, (_, n) => ({ name: "sleep", data: { until: first + n * 5 } })),
  );
  await expect.poll(() => lateness.length, { timeout: 20_000 }).toBe(count);
  expect(Math.min(...lateness)).toBeGreaterThanOrEqual(0);
  expect(percentile(lateness, 0.99)).toBeLessThan(1_000);
});

test("what another process sends is heard, not polled for", async () => {
  for (let n = 0; n < 20; n++) {
    await sender.send([{ name: "quick", data: { at: Date.now() } }]);
    await new Promise((resolve) => setTimeout(resolve, 60));
  }
  await expect.poll(() => arrivals.length).toBe(20);
  // Found by looking once a second, the median would be 500 ms.
  expect(percentile(arrivals.splice(0), 0.5)).toBeLessThan(100);
});

test("an event finds its waits by an index among 100,000", async () => {
  await sender.send(Array.from({ length: 50 }, (_, n) => ({ name: "wait", data: { who: `me-${n}` } })));
  await expect
    .poll(
      async () =>
        (await pool().query("select 1 from executor.items where wait_key like 'who=\"me-%'")).rows.length,
    )
    .toBe(50);
  for (let n = 0; n < 50; n++)
    await sender.send([{ name: "wake", data: { who: `me-${n}`, at: Date.now() } }]);
  await expect.poll(() => arrivals.length, { timeout: 10_000 }).toBe(50);
  expect(percentile(arrivals, 0.5)).toBeLessThan(200);
  const { rows } = await pool().query<{ n: number }>(
    "select count(*)::int as n from executor.items where wait_event = 'wake'",
  );
  expect(rows[0]?.n).toBe(100_000);
});
