/** What happens to one run at the same time, from two processes or while nobody works. */
import { randomUUID } from "node:crypto";
import type { Inngest, InngestFunction } from "inngest";
import pg from "pg";
import { afterEach, expect, test } from "vitest";
import { claim } from "@/inngest/executor/claim";
import { commitOutcomes } from "@/inngest/executor/commit";
import { createExecutor } from "@/inngest/executor/create-executor";
import { embeddedClient } from "@/inngest/executor/embedded-client";
import { openSession, type Session } from "@/inngest/executor/session";
import { now } from "@/server/db/clock";
import { pool } from "@/server/db/pool";
import { env } from "@/server/env";
import { leftovers } from "./support/harness";
import { jumpingClock } from "./support/jumping-clock";

const clock = jumpingClock();
const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
  await pool().query("truncate executor.items, executor.runs, executor.seen, executor.failures");
});

/** An executor that works only between start and stop. */
function idle(functions: (client: Inngest, log: string[]) => InngestFunction.Like[]) {
  const client = embeddedClient(`test-${randomUUID()}`);
  const log: string[] = [];
  const ends: string[] = [];
  const executor = createExecutor({
    client,
    functions: functions(client, log),
    ended: (_, { status }) => void ends.push(status),
  });
  closing.push(() => executor.close());
  return { executor, log, ends };
}

const sleeper = (client: Inngest, log: string[]) => [
  client.createFunction(
    { id: "main", triggers: [{ event: "go" }], cancelOn: [{ event: "stop" }] },
    async ({ step }) => {
      await step.run("before", () => log.push("before"));
      await step.sleep("nap", "1h");
      await step.run("after", () => log.push("after"));
    },
  ),
];

const waiter = (client: Inngest, log: string[]) => [
  client.createFunction({ id: "main", triggers: [{ event: "go" }] }, async ({ step }) => {
    await step.run("before", () => log.push("before"));
    const answer = await step.waitForEvent("w", { event: "answer", timeout: "1h" });
    await step.run("after", () => log.push(answer ? "answered" : "too late"));
  }),
];

const inAnHourAndAHalf = () => clock.jumpTo(new Date(now().getTime() + 90 * 60_000));

test("a run that was cancelled while nobody worked does nothing more, though its sleep is over too", async () => {
  const { executor, log, ends } = idle(sleeper);
  const first = await executor.start();
  await executor.send([{ name: "go" }]);
  await clock.until("the sleep", ({ rows, busy }) => rows === 3 && busy === 0);
  await first.stop();
  await executor.send([{ name: "stop" }]);
  inAnHourAndAHalf();
  const second = await executor.start();
  await clock.until("the end", ({ rows }) => rows === 0);
  await second.stop();
  expect(log).toEqual(["before"]);
  expect(ends).toEqual(["cancelled"]);
});

test("a wait whose time was over before the event came timed out, though nobody worked at the time", async () => {
  const { executor, log } = idle(waiter);
  const first = await executor.start();
  await executor.send([{ name: "go" }]);
  await clock.until("the wait", ({ rows, busy }) => rows === 2 && busy === 0);
  await first.stop();
  inAnHourAndAHalf();
  await executor.send([{ name: "answer" }]);
  const second = await executor.start();
  await clock.until("the end", ({ rows }) => rows === 0);
  await second.stop();
  expect(log).toEqual(["before", "too late"]);
});

test("a wait that was answered in time was answered, though its time is over when somebody works again", async () => {
  const { executor, log } = idle(waiter);
  const first = await executor.start();
  await executor.send([{ name: "go" }]);
  await clock.until("the wait", ({ rows, busy }) => rows === 2 && busy === 0);
  await first.stop();
  await executor.send([{ name: "answer" }]);
  inAnHourAndAHalf();
  const second = await executor.start();
  await clock.until("the end", ({ rows }) => rows === 0);
  await second.stop();
  expect(log).toEqual(["before", "answered"]);
});

test("a run that ends in one process while another writes its first sleep leaves nothing behind", async () => {
  const { executor } = idle(sleeper);
  await executor.send([{ name: "go" }]);
  const slow = new pg.Client({ connectionString: env().DATABASE_URL });
  await slow.connect();
  closing.push(() => slow.end());
  const one: Session = { ...openSession(), query: async (statement) => (await slow.query(statement)).rows };
  const two = openSession();
  closing.push(() => two.close());
  const [called] = (await claim(one, 1, 1, "")).items;
  await executor.send([{ name: "stop" }]);
  const [cancelled] = (await claim(two, 2, 1, "")).items;
  if (!called || !cancelled) throw new Error("nothing was claimed");

  // The first process is in the middle of writing that the run sleeps…
  await slow.query("begin");
  await commitOutcomes(one, [sleeping(called)]);
  // …when the second one ends it.
  const ending = commitOutcomes(two, [
    { ...of(cancelled), run: "end", own: "delete", items: [], hasSiblings: true },
  ]);
  await new Promise((resolve) => setTimeout(resolve, 100));
  await slow.query("commit");
  expect(await ending).toEqual(["done"]);
  expect(await leftovers()).toBe(0);
});

type Claimed = Awaited<ReturnType<typeof claim>>["items"][number];
const of = ({ runId, step, leaseOwner, version }: Claimed) => ({
  run_id: runId,
  step,
  lease_owner: leaseOwner,
  version,
});

function sleeping(item: Claimed): Parameters<typeof commitOutcomes>[1][number] {
  const timer = {
    run_id: item.runId,
    step: "nap",
    kind: "timer" as const,
    function_id: item.functionId,
    workspace: item.workspace,
    state: 0,
    due_at: now(),
  };
  const saved = {
    function_id: item.functionId,
    workspace: item.workspace,
    event: item.event,
    memos: "{}",
    stack: "[]",
    open: JSON.stringify([{ id: "nap", eager: false }]),
    started_at: now(),
  };
  return { ...of(item), run: "save", own: "delete", items: [timer], saved };
}
