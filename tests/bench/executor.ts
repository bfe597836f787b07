/**
 * node --import tsx tests/bench/executor.ts [runs]: what the embedded executor does with a function of one trivial step,
 * and how long a claim takes beside 100,000 sleepers and a backlog of 100,000. Needs DATABASE_URL, an empty database.
 */
import pg from "pg";
import { claim } from "@/inngest/executor/claim";
import { createExecutor } from "@/inngest/executor/create-executor";
import { embeddedClient } from "@/inngest/executor/embedded-client";
import { openSession } from "@/inngest/executor/session";
import { pool } from "@/server/db/pool";
import { completeEnvironment, env, snapshotEnvironment } from "@/server/env";
import { migrate } from "@/server/ops/migrate";
import { percentile } from "./percentile";

completeEnvironment({
  AUTH_SECRET: "x".repeat(32),
  BATON_SEALING_KEY: Buffer.alloc(32).toString("base64"),
  LOG_LEVEL: "warn",
});
const total = Number(process.argv[2] ?? 6000);
snapshotEnvironment();
await migrate(env().DATABASE_URL);
await pool().query("truncate executor.items, executor.runs");

const client = embeddedClient("bench");
const started = new Map<string, number>();
const latencies: number[] = [];
let ended = 0;
let drained = () => {};
const one = client.createFunction(
  {
    id: "one",
    triggers: [{ event: "bench/one" }],
    retries: 20,
    checkpointing: { bufferedSteps: 1000, maxRuntime: 0 },
  },
  async ({ step }) => step.run("advance:1", async () => ({ done: true, steps: ["a"] })),
);
const two = client.createFunction(
  {
    id: "two",
    triggers: [{ event: "bench/two" }],
    retries: 20,
    checkpointing: { bufferedSteps: 1000, maxRuntime: 0 },
  },
  async ({ event, step }) => {
    await step.run("advance:1", async () => ({ wakeAt: null, steps: ["a"] }));
    await step.waitForEvent("wait:1", {
      event: "bench/poked",
      if: `async.data.turn == "${event.data.runId}"`,
      timeout: new Date(Date.now() + 3_600_000),
    });
    return step.run("advance:2", async () => ({ done: true, steps: ["b"] }));
  },
);
const executor = createExecutor({
  client,
  functions: [one, two],
  forgetful: ["bench-one", "bench-two"],
  ended: ({ event }) => {
    const sentAt = started.get(JSON.parse(event).data.runId);
    if (sentAt !== undefined) latencies.push(performance.now() - sentAt);
    if (++ended % total === 0) drained();
  },
});

const events = (from: number, count: number) =>
  Array.from({ length: count }, (_, index) => ({
    id: `run-${from + index}:0`,
    name: "bench/one",
    data: { runId: `run-${from + index}`, generation: 0, workspaceId: `w${(from + index) % 20}` },
  }));

async function burst(from: number): Promise<void> {
  for (let sent = 0; sent < total; sent += 500)
    await executor.send(events(from + sent, Math.min(500, total - sent)));
  const working = await executor.start();
  const cpu = process.cpuUsage();
  const begun = performance.now();
  await new Promise<void>((resolve) => {
    drained = resolve;
  });
  const seconds = (performance.now() - begun) / 1000;
  const used = process.cpuUsage(cpu);
  console.log(
    `backlog of ${total}: ${Math.round(total / seconds)} runs/s, ${((used.user + used.system) / 1000 / total).toFixed(2)} ms CPU a run`,
  );
  await working.stop();
}

/** 100 events a second, one by one: the time from send to end. */
async function trickle(from: number): Promise<void> {
  const working = await executor.start();
  latencies.length = 0;
  const count = 500;
  ended = total - count;
  const done = new Promise<void>((resolve) => {
    drained = resolve;
  });
  for (const event of events(from, count)) {
    started.set(event.data.runId, performance.now());
    void executor.send([event]);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  await done;
  console.log(
    `one by one: from send to end p50 ${percentile(latencies, 50).toFixed(1)} ms, p99 ${percentile(latencies, 99).toFixed(1)} ms`,
  );
  await working.stop();
}

/** Runs that wait for an event each: registered, found by the index, resumed. */
async function waits(from: number): Promise<void> {
  const working = await executor.start();
  const count = 2000;
  ended = total - count;
  const done = new Promise<void>((resolve) => {
    drained = resolve;
  });
  const cpu = process.cpuUsage();
  for (let sent = 0; sent < count; sent += 500)
    await executor.send(events(from + sent, 500).map((event) => ({ ...event, name: "bench/two" })));
  for (;;) {
    const { rows } = await pool().query<{ n: number }>(
      "select count(*)::int as n from executor.items where kind = 'wait'",
    );
    if (rows[0]?.n === count) break;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  for (let sent = 0; sent < count; sent += 500)
    await executor.send(
      events(from + sent, 500).map(({ data }) => ({
        name: "bench/poked",
        data: { ...data, turn: data.runId },
      })),
    );
  await done;
  const used = process.cpuUsage(cpu);
  console.log(
    `step, wait for an event, step: ${((used.user + used.system) / 1000 / count).toFixed(2)} ms CPU a run, sending included`,
  );
  await working.stop();
}

async function idle(): Promise<void> {
  const working = await executor.start();
  const cpu = process.cpuUsage();
  await new Promise((resolve) => setTimeout(resolve, 5_000));
  const used = process.cpuUsage(cpu);
  console.log(`idle: ${((used.user + used.system) / 50_000).toFixed(2)} % of a core`);
  await working.stop();
}

async function claims(): Promise<void> {
  const db = new pg.Client({ connectionString: env().DATABASE_URL });
  await db.connect();
  const fill = (state: number, from: string) =>
    db.query(
      `insert into executor.items (run_id, step, kind, function_id, workspace, state, due_at, payload)
       select gen_random_uuid(), '', 'call', 'bench-one', 'w' || (n % 300), ${state}, ${from}, '{}' from generate_series(1, 100000) n`,
    );
  await fill(0, "now() + n * interval '1 second'");
  await fill(1, "now() - n * interval '1 millisecond'");
  const session = openSession();
  const times: number[] = [];
  let last = "";
  for (let i = 0; i < 400; i++) {
    const begun = performance.now();
    const claimed = await claim(session, 1, 50, last);
    times.push(performance.now() - begun);
    if (claimed.items.length !== 50) throw new Error(`claimed ${claimed.items.length}`);
    last = claimed.last;
  }
  console.log(
    `claim of 50 beside 100,000 sleepers and a backlog of 100,000: p50 ${percentile(times, 50).toFixed(2)} ms, p99 ${percentile(times, 99).toFixed(2)} ms`,
  );
  await db.query("truncate executor.items");
  await db.end();
  await session.close();
}

await burst(0);
await burst(total);
await trickle(2 * total);
await waits(3 * total);
await idle();
await claims();
await executor.close();
await pool().end();
process.exit(0);
