/** One client, its functions and an executor that works, on a clock that runs fast. What functions do goes into `log`. */
import { randomUUID } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Inngest, InngestFunction } from "inngest";
import { afterEach } from "vitest";
import { createExecutor, type Executor } from "@/inngest/executor/create-executor";
import { embeddedClient } from "@/inngest/executor/embedded-client";
import type { End } from "@/inngest/executor/ended-run";
import type { SentEvent } from "@/inngest/executor/incoming-event";
import { pool } from "@/server/db/pool";
import { completeEnvironment, env } from "@/server/env";

export type Ended = { functionId: string; event: SentEvent } & End;
export type Harness = {
  send: (event: SentEvent | SentEvent[]) => Promise<string[]>;
  /** Sends, and waits until as many runs have ended as are named; null: whichever comes first. */
  run: (event: SentEvent | SentEvent[], ends?: number) => Promise<Ended[]>;
  ends: (count: number) => Promise<Ended[]>;
  log: string[];
  executor: Executor;
};

const PATIENCE_MS = 60_000;
const open: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const close of open.splice(0)) await close();
  await pool().query(
    "truncate executor.items, executor.runs, executor.seen, executor.crons, executor.failures",
  );
});

/** `rate`: seconds of the test's clock per second. */
export async function harness(
  functions: (client: Inngest, log: string[]) => InngestFunction.Like[],
  options: { rate?: number; concurrency?: number; forgetful?: string[] } = {},
): Promise<Harness> {
  await setClock(options.rate ?? 600);
  const log: string[] = [];
  const ended: Ended[] = [];
  let look = () => {};
  const client = embeddedClient(`test-${randomUUID().slice(0, 8)}`);
  const executor = createExecutor({
    client,
    functions: functions(client, log),
    forgetful: (options.forgetful ?? []).map((id) => `${client.id}-${id}`),
    ended: (run, end) => {
      ended.push({
        functionId: run.functionId.slice(client.id.length + 1),
        event: JSON.parse(run.event),
        ...end,
      });
      look();
    },
  });
  const working = await executor.start({ concurrency: options.concurrency ?? 20 });
  open.push(async () => {
    await working.stop();
    await executor.close();
  });
  const ends = (count: number) =>
    new Promise<Ended[]>((resolve, reject) => {
      const limit = setTimeout(
        () => reject(new Error(`${ended.length} of ${count} runs ended; log: ${log.join(", ")}`)),
        PATIENCE_MS,
      );
      look = () => {
        if (ended.length < count) return;
        clearTimeout(limit);
        resolve(ended.splice(0));
      };
      look();
    });
  const send = (event: SentEvent | SentEvent[]) => executor.send([event].flat());
  return {
    send,
    ends,
    log,
    executor,
    async run(event, count = 1) {
      await send(event);
      return ends(count);
    },
  };
}

/** Returns when every clock of this directory has seen it: they look every 50 ms. */
export async function setClock(rate: number, aheadMs = 0): Promise<void> {
  completeEnvironment({ BATON_TEST_CLOCK: "true" });
  const real = Date.now();
  writeFileSync(join(env().BATON_DATA_DIR, "clock.json"), JSON.stringify({ at: real + aheadMs, real, rate }));
  await pause(60);
}

export const outputs = (ended: Ended[]): unknown[] =>
  ended.map((end) => (end.status === "completed" ? end.output : end.status));

/** Rows that are left: a run that ended leaves none. */
export async function leftovers(): Promise<number> {
  const { rows } = await pool().query<{ n: number }>(
    "select (select count(*) from executor.items)::int + (select count(*) from executor.runs)::int as n",
  );
  return rows[0]?.n ?? -1;
}

/** Real time: for what must not happen. */
export const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Waits until the log holds an entry. */
export async function logged(log: string[], entry: string): Promise<void> {
  for (let waited = 0; !log.includes(entry); waited += 5) {
    if (waited > PATIENCE_MS) throw new Error(`“${entry}” was never logged; log: ${log.join(", ")}`);
    await pause(5);
  }
}
