/**
 * The process is killed in the midst of a loop, several times. Each item's task is there once, its call went out under
 * one key, and what was done is not done again.
 */
import { afterAll, beforeAll, expect, it } from "vitest";
import { pool } from "@/server/db/pool";
import { makeWorkspace, publish, quotaOf, readRun, send, usageOf } from "../integration/support/engine";
import { startCountingServer } from "./counting-server";
import { startWorkerProcess } from "./processes";

const ITEMS = 30;
const CONCURRENCY = 3;
let sink: Awaited<ReturnType<typeof startCountingServer>>;

beforeAll(async () => {
  sink = await startCountingServer(() => ({ status: 200, delayMs: 10 }));
});
afterAll(() => sink.stop());

it("does every item of a loop once, whenever the process is killed", async () => {
  const workspace = await makeWorkspace();
  await publish(workspace, {
    name: "Lines",
    trigger: { type: "event", event_types: ["order.placed"] },
    steps: [
      {
        ...{ id: "each", type: "for_each", items: "{{trigger.items}}", body: "task", on_success: "end" },
        concurrency: CONCURRENCY,
      },
      { id: "task", type: "action", action_type: "create_task", config: { title: "Line {{item}}" } },
      {
        ...{ id: "call", type: "action", action_type: "http_request", on_success: "end" },
        config: { method: "POST", url: `${sink.url}/line/{{item}}`, receiver_honours_idempotency_key: true },
      },
    ],
  });
  const items = Array.from({ length: ITEMS }, (_, index) => index);
  const runId = (await send(workspace, "order.placed", { items })).runs[0]?.id ?? "";
  const kills = ["after_record:14", "after_effect:9"];
  for (const boundary of kills) {
    const victim = startWorkerProcess({ BATON_FAILPOINT: boundary, BATON_HTTP_ALLOW: sink.origin });
    expect(await victim.ended).toBe("SIGKILL");
  }
  const open = await pool().query("select next, succeeded from loop_frames where run_id = $1", [runId]);
  expect(open.rows[0].succeeded).toBeGreaterThan(0);
  expect(open.rows[0].succeeded).toBeLessThan(ITEMS);

  const successor = startWorkerProcess({ BATON_HTTP_ALLOW: sink.origin });
  try {
    await expect.poll(async () => (await readRun(runId)).status, { interval: 200 }).toBe("completed");
  } finally {
    await successor.stop();
  }
  const tasks = await pool().query("select title from tasks where workspace_id = $1", [workspace]);
  expect(tasks.rows.map(({ title }) => title).sort()).toEqual(items.map((item) => `Line ${item}`).sort());
  const keysOf = new Map<string, Set<string>>();
  for (const { path, key } of sink.calls) keysOf.set(path, (keysOf.get(path) ?? new Set()).add(key));
  expect([...keysOf.keys()].sort()).toEqual(items.map((item) => `/line/${item}`).sort());
  for (const [path, keys] of keysOf) expect(keys.size, path).toBe(1);
  expect(sink.calls.length).toBeLessThanOrEqual(ITEMS + kills.length * CONCURRENCY);
  const { rows } = await pool().query(
    "select step_id, status, count(*)::int from automation_event_log where run_id = $1 group by 1, 2 order by 1",
    [runId],
  );
  expect(rows).toEqual([
    { step_id: "call", status: "succeeded", count: ITEMS },
    { step_id: "each", status: "succeeded", count: 1 },
    { step_id: "task", status: "succeeded", count: ITEMS },
  ]);
  const ledger = (await usageOf(workspace)).reduce((sum, { amount }) => sum + amount, 0);
  expect((await readRun(runId)).tokens).toBe(ledger);
  expect(await quotaOf(workspace)).toMatchObject({ used: ledger, reserved: 0 });
});
