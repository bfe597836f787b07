import { afterAll, beforeAll, expect, test } from "vitest";
import { installAnnouncer } from "@/inngest/announcer";
import { startExecutor } from "@/inngest/executor/start-executor";
import { pool } from "@/server/db/pool";
import { cancelRun } from "@/server/engine/control";
import { makeWorkspace, publish, readRun, send } from "./support/engine";

let executor: { stop(): Promise<void> };
beforeAll(async () => {
  installAnnouncer();
  executor = await startExecutor({ concurrency: 10 });
});
afterAll(() => executor.stop());

const log = (id: string) => ({ id, type: "action", action_type: "log", config: { message: id } });
const leftovers = async () => {
  const { rows } = await pool().query<{ n: number }>(
    "select (select count(*) from executor.items)::int + (select count(*) from executor.runs)::int + (select count(*) from executor.seen)::int as n",
  );
  return rows[0]?.n;
};

async function ended(runId: string) {
  for (let waited = 0; ; waited += 10) {
    const run = await readRun(runId);
    if (["completed", "failed", "cancelled"].includes(run.status)) return run;
    if (waited > 60_000) throw new Error(`still ${run.status}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

test("an accepted event's run is driven to its end, and leaves nothing in the executor", async () => {
  const workspace = await makeWorkspace();
  await publish(workspace, {
    name: "A",
    trigger: { type: "event", event_types: ["order.created"] },
    steps: [log("one"), log("two")],
  });
  const { runs } = await send(workspace, "order.created", {});
  const run = await ended(runs[0]?.id ?? "");
  expect(run.status).toBe("completed");
  expect(Object.keys(run.steps)).toEqual(["one", "two"]);
  await expect.poll(leftovers).toBe(0);
});

test("a delay is a row, ends on time, and the run goes on", { retry: 3 }, async () => {
  const workspace = await makeWorkspace();
  await publish(workspace, {
    name: "B",
    trigger: { type: "event", event_types: ["order.created"] },
    steps: [log("before"), { id: "rest", type: "delay", for: { value: 3, unit: "seconds" } }, log("after")],
  });
  const { runs } = await send(workspace, "order.created", {});
  const run = await ended(runs[0]?.id ?? "");
  expect(run.status).toBe("completed");
  const { rows } = await pool().query<{ late: number }>(
    `select extract(epoch from (a.started_at - r.started_at)) * 1000 - 3000 as late from automation_event_log a, automation_event_log r
     where a.run_id = $1 and r.run_id = $1 and a.step_id = 'after' and r.step_id = 'rest'`,
    [runs[0]?.id],
  );
  expect(Number(rows[0]?.late)).toBeGreaterThanOrEqual(0);
  expect(Number(rows[0]?.late)).toBeLessThan(1000);
});

test("a cancel wakes a run out of a long sleep", async () => {
  const workspace = await makeWorkspace();
  await publish(workspace, {
    name: "C",
    trigger: { type: "event", event_types: ["order.created"] },
    steps: [{ id: "rest", type: "delay", for: { value: 60, unit: "days" } }, log("after")],
  });
  const { runs } = await send(workspace, "order.created", {});
  const id = runs[0]?.id ?? "";
  await expect
    .poll(async () => (await pool().query("select 1 from executor.items where kind = 'wait'")).rows.length)
    .toBe(1);
  await cancelRun(workspace, id);
  expect((await ended(id)).status).toBe("cancelled");
  await expect.poll(leftovers).toBe(0);
});
