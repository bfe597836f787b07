/**
 * Ten million rows, half of them too old: events are accepted at a steady rate while they are taken away. What is
 * asserted are outcomes and lock waits; the latencies are printed for docs/decisions/retention.md.
 */
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { expect, test } from "vitest";
import { pool } from "@/server/db/pool";
import type { WorkspaceId } from "@/server/domain/workspace";
import { acceptEvent } from "@/server/engine/accept-event";
import { env } from "@/server/env";
import { RETENTION_NAME, retain } from "@/server/ops/retention";
import { makeAgedRuns, makePayloadMonths } from "./support/aged-runs";
import { makeWorkspace, publish } from "./support/engine";

/** 10 rows to a run: its event, itself and 8 steps. */
const RUNS = 1_000_000;
const STEPS = 8;
const CHUNK = 50_000;
const PER_SECOND = 50;
const ALONE_MS = 20_000;
/** Five times what a worker allows itself. */
const SHARE = 0.5;

const FLOW = {
  name: "Thanks",
  trigger: { type: "event", event_types: ["order.created"] },
  steps: [{ id: "step_1", type: "set_variables", variables: { seen: true } }],
};

test("pruning half of ten million rows does not keep an accepted event waiting", {
  timeout: 1_800_000,
}, async () => {
  await makePayloadMonths(200);
  const workspaceId = await makeWorkspace("starter");
  const flow = await publish(workspaceId, FLOW);
  const aged = { workspaceId, flow, steps: STEPS, largeEvery: 100 };
  await inChunks(RUNS / 2, (count) => makeAgedRuns({ ...aged, count, days: [180, 91] }));
  await inChunks(RUNS / 2, (count) => makeAgedRuns({ ...aged, count, days: [89, 1] }));
  await makeAgedRuns({ ...aged, count: 500, days: [170, 100], status: "waiting" });
  await makeAgedRuns({ ...aged, count: 500, days: [170, 100], endedDays: 5 });
  const rowsBefore = await countRows(workspaceId);
  expect(rowsBefore.runs + rowsBefore.steps + rowsBefore.events).toBeGreaterThanOrEqual(10_000_000);

  const alone = await acceptUntil(workspaceId, sleep(ALONE_MS));
  const watch = watchLockWaits();
  const bites: number[] = [];
  const began = performance.now();
  const pruning = retain({ share: SHARE, onBite: (_, rows, ms) => rows > 0 && bites.push(ms) });
  const during = await acceptUntil(workspaceId, pruning);
  const seconds = (performance.now() - began) / 1000;
  const waits = await watch.stop();
  const removed = await pruning;

  print("accepted alone", alone);
  print("accepted while pruning", during);
  print("bites", bites);
  process.stdout.write(`${JSON.stringify({ removed, seconds: Math.round(seconds), waits })}\n`);

  expect(removed).toMatchObject({ runs: RUNS / 2, events: RUNS / 2 });
  expect(removed?.months).toBeGreaterThan(0);
  const accepted = alone.length + during.length;
  const kept = RUNS / 2 + 1000;
  expect(await countRows(workspaceId)).toEqual({
    runs: kept + accepted,
    events: kept + accepted,
    steps: kept * STEPS,
  });
  expect(waits.samples).toBeGreaterThan(100);
  expect(waits.behindPruning).toBe(0);
});

async function inChunks(count: number, make: (count: number) => Promise<unknown>): Promise<void> {
  let left = count;
  const lane = async () => {
    while (left > 0) {
      left -= CHUNK;
      await make(CHUNK);
    }
  };
  await Promise.all([lane(), lane()]);
}

/** Accepts on a fixed beat, however long each takes, till `end` settles; any failure is this one's. Milliseconds from the beat. */
async function acceptUntil(workspaceId: WorkspaceId, end: Promise<unknown>): Promise<number[]> {
  let over = false;
  const ended = end.finally(() => {
    over = true;
  });
  const taken: Promise<number>[] = [];
  const began = performance.now();
  for (let n = 0; !over; n++) {
    const due = began + (n * 1000) / PER_SECOND;
    await sleep(Math.max(0, due - performance.now()));
    const payload = { order_id: `new_${n}`, email: `person${n % 5000}@example.test`, total: n % 300 };
    taken.push(
      acceptEvent({ workspaceId, type: "order.created", payload, source: "api" }).then(({ runs }) => {
        expect(runs).toHaveLength(1);
        return performance.now() - due;
      }),
    );
  }
  await ended;
  return Promise.all(taken);
}

/** Looks every 20 ms who waits for a lock that pruning has. */
function watchLockWaits(): { stop(): Promise<{ samples: number; behindPruning: number }> } {
  const client = new pg.Client({ connectionString: env().DATABASE_URL });
  const seen = { samples: 0, behindPruning: 0 };
  let over = false;
  const watching = (async () => {
    await client.connect();
    while (!over) {
      const { rows } = await client.query<{ count: number }>(
        `select count(*)::int as count from pg_stat_activity waiting
         where waiting.datname = current_database() and waiting.wait_event_type = 'Lock' and exists (
           select from pg_stat_activity holder where holder.pid = any(pg_blocking_pids(waiting.pid)) and holder.application_name = $1)`,
        [RETENTION_NAME],
      );
      seen.samples += 1;
      seen.behindPruning += rows[0]?.count ?? 0;
      await sleep(20);
    }
    await client.end();
  })();
  return {
    async stop() {
      over = true;
      await watching;
      return seen;
    },
  };
}

async function countRows(workspaceId: WorkspaceId) {
  const { rows } = await pool().query<{ runs: number; steps: number; events: number }>(
    `select (select count(*)::int from flow_executions where workspace_id = $1) as runs, (select count(*)::int from automation_event_log where workspace_id = $1) as steps,
       (select count(*)::int from events where workspace_id = $1) as events`,
    [workspaceId],
  );
  return rows[0] ?? { runs: -1, steps: -1, events: -1 };
}

function print(name: string, times: number[]): void {
  const sorted = times.toSorted((one, other) => one - other);
  const at = (share: number) => `${(sorted[Math.floor((sorted.length - 1) * share)] ?? 0).toFixed(1)} ms`;
  process.stdout.write(`${name}: ${sorted.length}, p50 ${at(0.5)}, p99 ${at(0.99)}, longest ${at(1)}\n`);
}
