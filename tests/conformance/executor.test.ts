/** What is the embedded executor's own, beyond what every server does. */
import { expect, test } from "vitest";
import { pool } from "@/server/db/pool";
import { harness, leftovers, logged, outputs, pause, setClock } from "./support/harness";

test("steps run once each, in order, in one call, and the return value is the output", async () => {
  const { run, log } = await harness((client, log) => [
    client.createFunction({ id: "main", triggers: [{ event: "go" }] }, async ({ event, step }) => {
      log.push("body");
      const a = await step.run("a", () => log.push("a") && Number(event.data.n) + 1);
      const b = await step.run("b", async () => log.push("b") && a * 2);
      const c = await step.run("c", () => log.push("c") && { b });
      return { a, b, c };
    }),
  ]);
  expect(outputs(await run({ name: "go", data: { n: 5 } }))).toEqual([{ a: 6, b: 12, c: { b: 12 } }]);
  // Checkpointing: one call covers all steps.
  expect(log).toEqual(["body", "a", "b", "c"]);
  expect(await leftovers()).toBe(0);
});

test("parallel steps run at once, and each once", async () => {
  let together = 0;
  let most = 0;
  const { run, log } = await harness((client, log) => [
    client.createFunction({ id: "main", triggers: [{ event: "go" }] }, async ({ step }) => {
      const one = (n: number) =>
        step.run(`p${n}`, async () => {
          log.push(`p${n}`);
          most = Math.max(most, ++together);
          await pause(150);
          together -= 1;
          return n;
        });
      return Promise.all([
        one(1),
        one(2),
        one(3),
        step.sleep("nap", "1m"),
        step.waitForEvent("w", { event: "never", timeout: "1m" }),
      ]);
    }),
  ]);
  expect(outputs(await run({ name: "go" }))).toEqual([[1, 2, 3, null, null]]);
  expect(log.toSorted()).toEqual(["p1", "p2", "p3"]);
  expect(most).toBe(3);
  expect(await leftovers()).toBe(0);
});

test("waitForEvent gives null when its time is over, to the millisecond when a date is given", async () => {
  const { run } = await harness(
    (client) => [
      client.createFunction({ id: "main", triggers: [{ event: "go" }] }, async ({ step }) => {
        const begun = await step.run("begin", () => Date.now());
        const until = new Date(begun + 350);
        const nothing = await step.waitForEvent("w", { event: "never", timeout: until });
        const late = Date.now() - until.getTime();
        return [nothing, late >= 0 && late < 250 ? "in time" : late];
      }),
    ],
    { rate: 1 },
  );
  expect(outputs(await run({ name: "go" }))).toEqual([[null, "in time"]]);
});

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

test("no more calls run at once than the key's limit, and as many where there is work", async () => {
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
          if (part === "before") await step.sleep("nap", "2m");
        }
      },
    ),
  ]);
  await run(
    Array.from({ length: 24 }, (_, n) => ({ name: "go", data: { who: n < 16 ? "many" : "few" } })),
    24,
  );
  expect(Object.fromEntries(most)).toEqual({ many: 2, few: 2 });
  expect(log.length).toBe(48);
  expect(await leftovers()).toBe(0);
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
