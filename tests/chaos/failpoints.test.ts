/**
 * The process is killed (SIGKILL) at each boundary of a run's life; another one takes over. The run ends, what is in our
 * database happened exactly once, the outside saw one key, and the ledger is what was recorded.
 */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { pool } from "@/server/db/pool";
import { env } from "@/server/env";
import { makeWorkspace, publish, quotaOf, readRun, send, usageOf } from "../integration/support/engine";
import { startCountingServer } from "./counting-server";
import { startScript, startWorkerProcess } from "./processes";

type Sink = Awaited<ReturnType<typeof startCountingServer>>;
let sink: Sink;

beforeAll(async () => {
  sink = await startCountingServer(() => ({ status: 200, delayMs: 20 }));
});
afterAll(() => sink.stop());

const flow = (path: string) => ({
  name: path,
  trigger: { type: "event", event_types: ["lead.created"] },
  steps: [
    {
      id: "if",
      type: "condition",
      condition: { field: "country", operator: "equals", value: "US" },
      on_false: "end",
    },
    { id: "task", type: "action", action_type: "create_task", config: { title: "Call {{trigger.name}}" } },
    {
      id: "call",
      type: "action",
      action_type: "http_request",
      config: { method: "POST", url: `${sink.url}${path}`, receiver_honours_idempotency_key: true },
    },
    { id: "wait", type: "delay", for: { value: 2.2, unit: "seconds" } },
    { id: "sms", type: "action", action_type: "send_sms", config: { to: "+14155550123", message: "Hi" } },
  ],
});

const boundaries = [
  "after_intent",
  "after_effect",
  "after_record",
  "after_record:3",
  "after_wait_row",
  "after_memo",
];

describe("killed", () => {
  it.each(boundaries)(
    "at %s, the run still ends, once",
    async (boundary) => {
      const path = `/${boundary.replace(":", "-")}`;
      const workspace = await makeWorkspace();
      await publish(workspace, flow(path));
      const accepted = await send(workspace, "lead.created", { name: "Ann", country: "US" });
      const victim = startWorkerProcess({ BATON_FAILPOINT: boundary, BATON_HTTP_ALLOW: sink.origin });
      expect(await victim.ended).toBe("SIGKILL");
      const successor = startWorkerProcess({ BATON_HTTP_ALLOW: sink.origin });
      try {
        await expectEnded(workspace, accepted.runs[0]?.id ?? "", path);
      } finally {
        await successor.stop();
      }
    },
    60_000,
  );

  it("right after the acceptance was committed, the event is not lost and not doubled", async () => {
    const path = "/after_accept";
    const workspace = await makeWorkspace();
    await publish(workspace, flow(path));
    const event = [workspace, "lead.created", JSON.stringify({ name: "Ann", country: "US" })];
    expect(
      await startScript("tests/chaos/accept-one.ts", event, { BATON_FAILPOINT: "after_accept" }).ended,
    ).toBe("SIGKILL");
    // The sender saw no answer and sends again.
    await startScript("tests/chaos/accept-one.ts", event, {}).ended;
    const { rows } = await pool().query<{ id: string }>(
      "select id from flow_executions where workspace_id = $1",
      [workspace],
    );
    expect(rows).toHaveLength(1);
    // The worker's clock is where the watchdog looks after runs whose announcement was lost.
    const later = { at: Date.now() + 11_000, real: Date.now(), rate: 1 };
    writeFileSync(join(env().BATON_DATA_DIR, "clock.json"), JSON.stringify(later));
    const worker = startWorkerProcess({ BATON_HTTP_ALLOW: sink.origin, BATON_TEST_CLOCK: "true" });
    try {
      await expectEnded(workspace, rows[0]?.id ?? "", path);
    } finally {
      await worker.stop();
    }
  }, 60_000);
});

async function expectEnded(
  workspace: Awaited<ReturnType<typeof makeWorkspace>>,
  runId: string,
  path: string,
): Promise<void> {
  const end = Date.now() + 45_000;
  let run = await readRun(runId);
  while (!["completed", "failed"].includes(run.status) && Date.now() < end) {
    await new Promise((resolve) => setTimeout(resolve, 200));
    run = await readRun(runId);
  }
  expect(run.status).toBe("completed");
  const count = async (table: string) =>
    Number(
      (await pool().query(`select count(*) from ${table} where workspace_id = $1`, [workspace])).rows[0]
        ?.count,
    );
  expect(await count("tasks")).toBe(1);
  expect(await count("messages")).toBe(1);
  const calls = sink.calls.filter((call) => call.path === path);
  expect(new Set(calls.map((call) => call.key)).size).toBe(1);
  // One call was in flight at the kill: at most one repeat.
  expect(calls.length).toBeGreaterThanOrEqual(1);
  expect(calls.length).toBeLessThanOrEqual(2);
  const ledger = (await usageOf(workspace)).reduce((sum, line) => sum + line.amount, 0);
  const recorded = Object.values(run.steps).reduce((sum, step) => sum + step.tokens, 500);
  expect(ledger).toBe(1_500);
  expect(recorded).toBe(ledger);
  expect(run.tokens).toBe(ledger);
  expect(await quotaOf(workspace)).toMatchObject({ used: ledger, reserved: 0 });
}
