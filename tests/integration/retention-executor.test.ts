import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { createExecutor } from "@/inngest/executor/create-executor";
import { embeddedClient } from "@/inngest/executor/embedded-client";
import { prune } from "@/inngest/executor/prune";
import { openSession } from "@/inngest/executor/session";
import { pool } from "@/server/db/pool";

const left = async () =>
  (
    await pool().query(
      `select (select count(*)::int from executor.items) as items, (select count(*)::int from executor.runs) as runs,
         (select count(*)::int from executor.seen) as seen, (select count(*)::int from executor.failures) as failures`,
    )
  ).rows[0];

const DAY_MS = 86_400_000;

test("of a run that completed, failed or was cancelled nothing is left but what has a time to go at", async () => {
  const client = embeddedClient(`left-${randomUUID().slice(0, 8)}`);
  const done: string[] = [];
  const executor = createExecutor({
    client,
    functions: [
      client.createFunction({ id: "completes", triggers: [{ event: "go" }] }, async ({ step }) => {
        await step.run("one", () => 1);
        await step.sleep("nap", 50);
        await step.run("two", () => done.push("completes"));
      }),
      client.createFunction(
        { id: "fails", triggers: [{ event: "go" }], retries: 0, onFailure: () => void done.push("fails") },
        async ({ step }) => {
          await step.sleep("nap", 50);
          throw new Error("on purpose");
        },
      ),
      client.createFunction(
        { id: "cancelled", triggers: [{ event: "go" }], cancelOn: [{ event: "stop", match: "data.id" }] },
        async ({ step }) => {
          await step.run("one", () => done.push("began"));
          await step.waitForEvent("w", { event: "never", timeout: "6d" });
        },
      ),
    ],
  });
  const working = await executor.start();
  await executor.send([{ id: "event-1", name: "go", data: { id: 1 } }]);
  await expect.poll(() => done.toSorted()).toEqual(["began", "completes", "fails"]);
  expect(await left()).toMatchObject({ failures: 1 });
  expect((await left()).items).toBeGreaterThan(0);
  await executor.send([{ name: "stop", data: { id: 1 } }]);
  await expect.poll(left).toMatchObject({ items: 0, runs: 0, failures: 1 });
  await working.stop();
  await executor.close();

  const { seen } = await left();
  expect(seen).toBeGreaterThan(0);
  await pool().query(
    "insert into executor.seen (key, expires_at) select 'old ' || n, now() - interval '1 minute' from generate_series(1, 2500) n",
  );
  const session = openSession();
  await prune(session, new Date());
  expect(await left()).toMatchObject({ seen, failures: 1 });
  await prune(session, new Date(Date.now() + 2 * DAY_MS));
  expect(await left()).toMatchObject({ seen: 0, failures: 1 });
  await prune(session, new Date(Date.now() + 15 * DAY_MS));
  expect(await left()).toEqual({ items: 0, runs: 0, seen: 0, failures: 0 });
  await session.close();
});
