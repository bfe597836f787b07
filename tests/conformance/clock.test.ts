/** Times on the embedded executor: the retry table, schedules, and clocks that jump ahead and back. */
import { expect, test } from "vitest";
import { prune } from "@/inngest/executor/prune";
import { openSession } from "@/inngest/executor/session";
import { now } from "@/server/db/clock";
import { pool } from "@/server/db/pool";
import { harness, leftovers, logged, outputs, pause } from "./support/harness";
import { jumpingClock } from "./support/jumping-clock";

const SECOND = 1_000;
const HOUR = 3_600 * SECOND;
const clock = jumpingClock();
const ahead = (ms: number) => clock.jumpTo(new Date(now().getTime() + ms));
/** What the test's machine may take between two looks at the clock. */
const SLACK = 5 * SECOND;

test("a failing step is tried again at the times of a server's table", async () => {
  const times: number[] = [];
  const { send, ends } = await harness((client) => [
    client.createFunction({ id: "main", triggers: [{ event: "go" }], retries: 12 }, async ({ step }) =>
      step.run("doomed", () => {
        times.push(now().getTime());
        throw new Error("not yet");
      }),
    ),
  ]);
  await send({ name: "go" });
  await clock.until("the end", ({ rows }) => rows === 0, { jumps: true });
  expect(outputs(await ends(1))).toEqual(["failed"]);
  const waited = times.slice(1).map((at, n) => (at - (times[n] ?? 0)) / SECOND);
  const table = [15, 30, 60, 120, 300, 600, 1200, 2400, 3600, 7200, 7200, 7200];
  expect(waited.map((seconds, n) => seconds >= (table[n] ?? 0))).toEqual(table.map(() => true));
  expect(waited.map((seconds, n) => seconds <= (table[n] ?? 0) + 30 + SLACK / SECOND)).toEqual(
    table.map(() => true),
  );
});

test("a cron fires once a minute, once for all that it missed, and never again for a time that comes back", async () => {
  const { log, executor } = await harness((client, log) => [
    client.createFunction(
      { id: "tick", triggers: [{ cron: "TZ=Europe/Berlin * * * * *" }] },
      async ({ event }) => {
        log.push("scheduledAt" in event.data ? String(event.data.scheduledAt) : "no time");
      },
    ),
  ]);
  const fired = (count: number) => clock.until(`${count} times`, () => log.length >= count);
  // To the middle of a minute: what the machine takes decides nothing.
  const base = new Date(Math.ceil(now().getTime() / 60_000) * 60_000 + 30 * SECOND).getTime();
  for (const minute of [0, 1, 2]) {
    clock.jumpTo(new Date(base + minute * 60_000));
    await fired(minute + 1);
  }
  clock.jumpTo(new Date(base + 168 * HOUR));
  await fired(4);
  await pause(150);
  expect(log.length).toBe(4);
  clock.jumpTo(new Date(base));
  await pause(150);
  expect(log.length).toBe(4);
  clock.jumpTo(new Date(base + 168 * HOUR + 60_000));
  await fired(5);
  expect(new Set(log).size).toBe(5);
  expect(log.every((at) => at.endsWith(":00.000Z"))).toBe(true);
  await executor.send([]);
});

test("with the clock put back, what sleeps goes on sleeping, what is due now is done, and each once", async () => {
  const { send, ends, log } = await harness((client, log) => [
    client.createFunction({ id: "sleeper", triggers: [{ event: "sleep" }] }, async ({ step }) => {
      await step.run("before", () => log.push("before"));
      await step.sleep("nap", "1h");
      await step.run("after", () => log.push("after"));
    }),
    client.createFunction({ id: "quick", triggers: [{ event: "quick" }] }, async ({ step }) => {
      await step.run("quick", () => log.push("quick"));
    }),
  ]);
  await send({ name: "sleep" });
  await logged(log, "before");
  await clock.until("the sleep", ({ busy }) => busy === 0);
  const back = now().getTime();
  ahead(-2 * HOUR);
  await send({ name: "quick" });
  await logged(log, "quick");
  clock.jumpTo(new Date(back + HOUR - 5 * SECOND));
  await pause(150);
  expect(log).toEqual(["before", "quick"]);
  clock.jumpTo(new Date(back + HOUR + 5 * SECOND));
  await ends(2);
  ahead(-3 * HOUR);
  await pause(100);
  expect(log).toEqual(["before", "quick", "after"]);
  expect(await leftovers()).toBe(0);
});

test("what is remembered of ended runs is forgotten: event ids after a day, failures after two weeks", async () => {
  const { run, log } = await harness((client, log) => [
    client.createFunction({ id: "main", triggers: [{ event: "go" }], retries: 0 }, async () => {
      log.push("ran");
      throw new Error("no");
    }),
  ]);
  const remembered = async () =>
    (
      await pool().query(
        "select (select count(*) from executor.seen)::int as seen, (select count(*) from executor.failures)::int as failures",
      )
    ).rows[0];
  const session = openSession();
  await run({ id: "e1", name: "go" });
  await prune(session, now());
  expect(await remembered()).toEqual({ seen: 1, failures: 1 });
  ahead(25 * HOUR);
  await run({ id: "e1", name: "go" });
  expect(log).toEqual(["ran", "ran"]);
  ahead(25 * HOUR);
  await prune(session, now());
  expect((await remembered()).seen).toBe(0);
  ahead(24 * 14 * HOUR);
  await prune(session, now());
  expect(await remembered()).toEqual({ seen: 0, failures: 0 });
  await session.close();
});
