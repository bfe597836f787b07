import { type ChildProcess, fork } from "node:child_process";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createExecutor } from "@/inngest/executor/create-executor";
import { embeddedClient } from "@/inngest/executor/embedded-client";
import { pool } from "@/server/db/pool";
import { launchEnvironment } from "@/server/env";
import { crashFunctions, EFFECTS } from "./support/crash-functions";
import { leftovers, pause } from "./support/harness";

const workers = new Set<ChildProcess>();
const client = embeddedClient("crash");
const sender = createExecutor({ client, functions: crashFunctions(client) });

beforeAll(() => pool().query(EFFECTS));
afterAll(async () => {
  for (const worker of workers) worker.kill("SIGKILL");
  await sender.close();
});

async function startWorker(): Promise<ChildProcess> {
  const worker = fork(new URL("./support/crash-worker.ts", import.meta.url), {
    execArgv: ["--import", "tsx"],
    env: { ...launchEnvironment(), NODE_ENV: "test", LOG_LEVEL: "warn" },
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
  workers.add(worker);
  await new Promise((resolve, reject) => {
    worker.once("message", resolve);
    worker.once("exit", (code) => reject(new Error(`the worker ended with ${code}`)));
  });
  return worker;
}

const kill = (worker: ChildProcess) =>
  new Promise((resolve) => {
    workers.delete(worker);
    worker.removeAllListeners("exit");
    worker.once("exit", resolve);
    worker.kill("SIGKILL");
  });

const send = (from: number, count: number) =>
  sender.send(
    Array.from({ length: count }, (_, n) => ({
      id: `crash-${from + n}`,
      name: "crash/go",
      data: { run: from + n, workspaceId: `w${n % 7}` },
    })),
  );

async function drained(): Promise<void> {
  for (let waited = 0; (await leftovers()) > 0; waited += 50) {
    if (waited > 60_000) throw new Error(`${await leftovers()} rows are left`);
    await pause(50);
  }
}

const effects = async (from: number, to: number) =>
  (
    await pool().query<{ run: number; step: string; n: number }>(
      "select run, step, count(*)::int as n from effects where run between $1 and $2 group by 1, 2",
      [from, to],
    )
  ).rows;

test("workers killed in the middle of steps lose nothing, and repeat at most what they had in hand", async () => {
  const runs = 120;
  const kills = 4;
  const doomed = await Promise.all(Array.from({ length: kills }, startWorker));
  await send(0, runs);
  for (const [n, worker] of doomed.entries()) {
    await pause(300);
    // The last ones are killed beside a worker that came later.
    if (n === kills - 2) await startWorker();
    await kill(worker);
  }
  await drained();
  const done = await effects(0, runs - 1);
  expect(done.length).toBe(runs * 6);
  // A call in hand may have run two steps that were not written yet, or one planned step; ten calls per process.
  const repeats = done.reduce((sum, { n }) => sum + n - 1, 0);
  expect(repeats).toBeLessThanOrEqual(kills * 10 * 2);
  const workedOn = await pool().query("select distinct pid from effects");
  expect(workedOn.rows.length).toBeGreaterThanOrEqual(3);
});

test("the work of a worker that hangs is taken over, and what it brings later is refused", async () => {
  const [hanging] = workers;
  await startWorker();
  await send(1000, 40);
  await pause(150);
  hanging?.kill("SIGSTOP");
  await drained();
  hanging?.kill("SIGCONT");
  await pause(1_000);
  expect(await leftovers()).toBe(0);
  const done = await effects(1000, 1039);
  expect(done.length).toBe(40 * 6);
  expect(done.filter(({ step }) => step === "z").every(({ n }) => n <= 2)).toBe(true);
});

test("a worker that was taken for gone, and dies before it is heard of again, leaves nothing behind", async () => {
  const doomed = await startWorker();
  await send(1500, 40);
  await pause(150);
  // What another does who takes it for gone; it lists itself again with its next beat.
  await pool().query("delete from executor.processes");
  await kill(doomed);
  await drained();
  expect((await effects(1500, 1539)).length).toBe(40 * 6);
});

test("the database's restart of connections interrupts nothing for long", async () => {
  await send(2000, 40);
  for (let n = 0; n < 3; n++) {
    await pause(150);
    await pool().query(
      "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and application_name in ('baton-executor', 'baton-alive')",
    );
  }
  await drained();
  expect((await effects(2000, 2039)).length).toBe(40 * 6);
});
