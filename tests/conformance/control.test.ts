import { expect, test } from "vitest";
import { pool } from "@/server/db/pool";
import { harness, leftovers, logged, outputs, pause, setClock } from "./support/harness";

test("onFailure gets the error and the event, and is tried again itself", async () => {
  const { run, log } = await harness((client, log) => [
    client.createFunction(
      {
        id: "main",
        triggers: [{ event: "go" }],
        retries: 1,
        onFailure: async ({ error, event, step, attempt }) =>
          step.run("clean up", () => {
            log.push(
              `failed: ${error.message}, ${event.data.event.name} ${event.data.event.data.n}, attempt ${attempt}`,
            );
            if (attempt === 0) throw new Error("the handler fails too");
          }),
      },
      async ({ step }) => {
        await step.run("a", () => log.push("a"));
        throw new Error("gave up");
      },
    ),
  ]);
  const ended = await run({ name: "go", data: { n: 3, workspaceId: "w" } }, 2);
  expect(ended.map(({ functionId, status }) => [functionId, status])).toEqual([
    ["main", "failed"],
    ["main-failure", "completed"],
  ]);
  expect(log).toEqual(["a", "failed: gave up, go 3, attempt 0", "failed: gave up, go 3, attempt 1"]);
  const { rows } = await pool().query(
    "select function_id, workspace, event_name, error from executor.failures",
  );
  expect(rows).toEqual([
    {
      function_id: expect.stringContaining("-main"),
      workspace: "w",
      event_name: "go",
      error: "Error: gave up",
    },
  ]);
  expect(await leftovers()).toBe(0);
});

test("functions may listen for the end of others, but not of those that do", async () => {
  const { run, log } = await harness((client, log) => [
    client.createFunction({ id: "main", triggers: [{ event: "go" }] }, async () => "result"),
    client.createFunction(
      { id: "listener", triggers: [{ event: "inngest/function.finished" }] },
      async ({ event }) => log.push(`${event.data.event.name}: ${event.data.result}`),
    ),
  ]);
  await run({ name: "go" }, 2);
  await pause(200);
  expect(log).toEqual(["go: result"]);
});

test("cancelOn ends the runs that match, between steps", async () => {
  const { send, ends, log } = await harness((client, log) => [
    client.createFunction(
      { id: "main", triggers: [{ event: "go" }], cancelOn: [{ event: "stop", match: "data.id" }] },
      async ({ event, step }) => {
        await step.run("first", () => log.push(`first ${event.data.id}`));
        await step.sleep("nap", "10m");
        await step.run("second", () => log.push(`second ${event.data.id}`));
      },
    ),
  ]);
  await send([
    { name: "go", data: { id: 1 } },
    { name: "go", data: { id: 2 } },
  ]);
  await logged(log, "first 1");
  await logged(log, "first 2");
  await send({ name: "stop", data: { id: 1 } });
  expect((await ends(1)).map(({ status, event }) => [status, event.data?.id])).toEqual([["cancelled", 1]]);
  expect(outputs(await ends(1))).toEqual([null]);
  expect(log.at(-1)).toBe("second 2");
  expect(await leftovers()).toBe(0);
});

test("a cancelled run's step in flight ends, and nothing follows", async () => {
  let release = () => {};
  const { send, ends, log } = await harness((client, log) => [
    client.createFunction(
      { id: "main", triggers: [{ event: "go" }], cancelOn: [{ event: "stop" }] },
      async ({ step }) => {
        await step.run("long", async () => {
          log.push("begun");
          await new Promise<void>((resolve) => {
            release = resolve;
          });
          log.push("ended");
        });
        await step.sleep("nap", "1m");
        await step.run("next", () => log.push("next"));
      },
    ),
  ]);
  await send({ name: "go" });
  await logged(log, "begun");
  await send({ name: "stop" });
  expect(outputs(await ends(1))).toEqual(["cancelled"]);
  release();
  await pause(500);
  expect(log).toEqual(["begun", "ended"]);
  expect(await leftovers()).toBe(0);
});

test("concurrency counts calls that run, per key, not sleepers", async () => {
  const now = new Map<string, number>();
  const most = new Map<string, number>();
  const { run, log } = await harness((client, log) => [
    client.createFunction(
      { id: "main", triggers: [{ event: "go" }], concurrency: { limit: 2, key: "event.data.who" } },
      async ({ event, step }) => {
        const who = String(event.data.who);
        for (const part of ["before", "after"]) {
          await step.run(part, async () => {
            log.push(`${who} ${part}`);
            now.set(who, (now.get(who) ?? 0) + 1);
            most.set(who, Math.max(most.get(who) ?? 0, now.get(who) ?? 0));
            await pause(20);
            now.set(who, (now.get(who) ?? 0) - 1);
          });
          if (part === "before") await step.sleep("nap", "30m");
        }
      },
    ),
  ]);
  await run(
    Array.from({ length: 24 }, (_, n) => ({ name: "go", data: { who: n < 16 ? "many" : "few" } })),
    24,
  );
  expect(Object.fromEntries(most)).toEqual({ many: 2, few: 2 });
  // With 12 of one key's runs asleep, the others still got their turns: sleepers hold no slot.
  expect(log.filter((entry) => entry === "many before").length).toBe(16);
  expect(log.slice(0, 24).filter((entry) => entry.endsWith("before")).length).toBe(24);
  expect(await leftovers()).toBe(0);
});

test("an event id starts each function once, also after the run ended", async () => {
  const { run, send, log } = await harness((client, log) => [
    client.createFunction({ id: "one", triggers: [{ event: "go" }] }, async ({ event }) =>
      log.push(`one ${event.data.n}`),
    ),
    client.createFunction({ id: "two", triggers: [{ event: "go" }] }, async ({ event }) =>
      log.push(`two ${event.data.n}`),
    ),
  ]);
  await run(
    [
      { id: "e1", name: "go", data: { n: 1 } },
      { id: "e1", name: "go", data: { n: 2 } },
    ],
    2,
  );
  await send({ id: "e1", name: "go", data: { n: 3 } });
  await run({ id: "e2", name: "go", data: { n: 4 } }, 2);
  expect(log.toSorted()).toEqual(["one 1", "one 4", "two 1", "two 4"]);
});

test("an event id is forgotten after a day", async () => {
  const { run, log } = await harness((client, log) => [
    client.createFunction({ id: "main", triggers: [{ event: "go" }] }, async () => log.push("ran")),
  ]);
  await run({ id: "e1", name: "go" });
  await setClock(600, 25 * 3600_000);
  await pause(100);
  await run({ id: "e1", name: "go" });
  expect(log.length).toBe(2);
});

test("a forgetful function's event id counts while its run lives", async () => {
  const { run, send, ends, log } = await harness(
    (client, log) => [
      client.createFunction({ id: "main", triggers: [{ event: "go" }] }, async ({ event, step }) => {
        await step.run("a", () => log.push(`ran ${event.data.n}`));
        await step.sleep("nap", "2m");
      }),
    ],
    { forgetful: ["main"] },
  );
  await send({ id: "e1", name: "go", data: { n: 1 } });
  await send({ id: "e1", name: "go", data: { n: 2 } });
  await logged(log, "ran 1");
  await send({ id: "e1", name: "go", data: { n: 3 } });
  await ends(1);
  await run({ id: "e1", name: "go", data: { n: 4 } });
  expect(log).toEqual(["ran 1", "ran 4"]);
  expect((await pool().query("select 1 from executor.seen")).rows).toEqual([]);
});

test("idempotency starts one run per value of its key", async () => {
  const { run, log } = await harness((client, log) => [
    client.createFunction(
      { id: "main", triggers: [{ event: "go" }], idempotency: "event.data.order" },
      async ({ event }) => log.push(`${event.data.order} ${event.data.n}`),
    ),
  ]);
  await run(
    [
      { name: "go", data: { order: "A", n: 1 } },
      { name: "go", data: { order: "A", n: 2 } },
      { name: "go", data: { order: "B", n: 3 } },
    ],
    2,
  );
  await run([
    { name: "go", data: { order: "A", n: 4 } },
    { name: "go", data: { order: "C", n: 5 } },
  ]);
  expect(log.toSorted()).toEqual(["A 1", "B 3", "C 5"]);
});

test("one event starts every function whose trigger fits", async () => {
  const { run, log } = await harness((client, log) => [
    client.createFunction({ id: "exact", triggers: [{ event: "shop/order.placed" }] }, async () =>
      log.push("exact"),
    ),
    client.createFunction({ id: "any", triggers: [{ event: "shop/*" }] }, async () => log.push("any")),
    client.createFunction(
      { id: "gold", triggers: [{ event: "shop/order.placed", if: "event.data.level == 'gold'" }] },
      async () => log.push("gold"),
    ),
    client.createFunction(
      { id: "other", triggers: [{ event: "shop/order.paid" }, { event: "order.x" }] },
      async () => log.push("other"),
    ),
  ]);
  await run({ name: "shop/order.placed", data: { level: "silver" } }, 2);
  expect(log.splice(0).toSorted()).toEqual(["any", "exact"]);
  await run({ name: "shop/order.placed", data: { level: "gold" } }, 3);
  expect(log.splice(0).toSorted()).toEqual(["any", "exact", "gold"]);
  await run({ name: "order.x" });
  expect(log).toEqual(["other"]);
});

test("a cron fires once per minute, and once after it was missed", async () => {
  const { ends, log } = await harness(
    (client, log) => [
      client.createFunction(
        { id: "tick", triggers: [{ cron: "TZ=Europe/Berlin * * * * *" }] },
        async ({ event }) => {
          log.push("scheduledAt" in event.data ? String(event.data.scheduledAt) : "no time");
        },
      ),
    ],
    { rate: 120 },
  );
  await ends(3);
  expect(new Set(log).size).toBe(log.length);
  expect(log.every((at) => at.endsWith(":00.000Z"))).toBe(true);
  const before = log.length;
  await setClock(1, 7 * 86_400_000);
  await ends(1);
  await pause(300);
  expect(log.length).toBe(before + 1);
});
