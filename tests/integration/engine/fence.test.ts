import { describe, expect, it } from "vitest";
import { backlogSince } from "@/inngest/executor/backlog";
import { processKey } from "@/server/db/liveness";
import { pool } from "@/server/db/pool";
import { advance } from "@/server/engine/advance";
import { type Announcement, setAnnouncer, setBacklogProbe } from "@/server/engine/announce";
import { record } from "@/server/engine/record";
import { sweepOnce } from "@/server/engine/watchdog";
import { completeEnvironment } from "@/server/env";
import { drive, makeWorkspace, publish, readRun, send } from "../support/engine";
import { json, localServer } from "../support/local-server";

const task = {
  id: "task",
  type: "action",
  action_type: "create_task",
  config: { title: "Call {{trigger.name}}" },
};
const tasks = async (workspace: string) =>
  (await pool().query("select id from tasks where workspace_id = $1", [workspace])).rows.length;

describe("fence and redrive", () => {
  it("does a run once although it is advanced from many places at once", async () => {
    const workspace = await makeWorkspace();
    await publish(workspace, {
      name: "Task",
      trigger: { type: "event", event_types: ["lead.created"] },
      steps: [task],
    });
    const runId = (await send(workspace, "lead.created", { name: "A" })).runs[0]?.id ?? "";
    await Promise.all(Array.from({ length: 10 }, () => advance({ runId, generation: 0 })));
    await drive(runId);
    expect((await readRun(runId)).status).toBe("completed");
    expect(await tasks(workspace)).toBe(1);
  });

  it("refuses what a stale process writes, whole", async () => {
    const workspace = await makeWorkspace();
    const { flowId } = await publish(workspace, {
      name: "Task",
      trigger: { type: "event", event_types: ["lead.created"] },
      steps: [task],
    });
    const runId = (await send(workspace, "lead.created", { name: "A" })).runs[0]?.id ?? "";
    const at = new Date();
    const recorded = await record({
      runId,
      flowId,
      generation: 0,
      leaseOwner: "1:1",
      leaseUntil: at,
      at,
      shard: 0,
      quota: [],
      usage: [],
      waits: [],
      frames: [],
      patch: { status: "failed" },
      steps: [
        { stepId: "task", path: "", status: "succeeded", stepType: "action", attempt: 1, startedAt: at },
      ],
    });
    expect(recorded).toEqual({ ok: false, why: "stale" });
    expect(await readRun(runId)).toMatchObject({ status: "queued", steps: {} });
  });

  it("takes over a run of a dead process at once, and repeats no recorded step", async () => {
    const workspace = await makeWorkspace();
    await publish(workspace, {
      name: "Task",
      trigger: { type: "event", event_types: ["lead.created"] },
      steps: [task, { ...task, id: "second" }],
    });
    const runId = (await send(workspace, "lead.created", { name: "A" })).runs[0]?.id ?? "";
    // As a process leaves it that died after its first step: lease held by nobody alive.
    await pool().query(
      "update flow_executions set lease_owner = '7:1', lease_until = now() + interval '10 seconds', status = 'running' where id = $1",
      [runId],
    );
    await sweepOnce();
    expect((await readRun(runId)).generation).toBe(1);
    expect(await advance({ runId, generation: 0 })).toMatchObject({ done: true });
    await drive(runId);
    expect((await readRun(runId)).status).toBe("completed");
    expect(await tasks(workspace)).toBe(2);
  });

  it("leaves a run alone that took a turn while it was found overdue, and wakes what sleeps of one that did not", async () => {
    const workspace = await makeWorkspace();
    const wait = { id: "wait", type: "wait_for_event", event_types: ["lead.answered"] };
    await publish(workspace, {
      name: "Wait",
      trigger: { type: "event", event_types: ["lead.created"] },
      steps: [{ ...wait, timeout: { value: 20, unit: "minutes" } }, task],
    });
    const runId = (await send(workspace, "lead.created", { name: "A" })).runs[0]?.id ?? "";
    await drive(runId, 0);
    const late = () =>
      pool().query("update flow_executions set wake_at = now() - interval '2 minutes' where id = $1", [
        runId,
      ]);
    const told: Announcement[] = [];
    setAnnouncer(async (batch) => void told.push(...batch));
    await late();
    setBacklogProbe(async () => {
      await advance({ runId, generation: 0 });
      return null;
    });
    await sweepOnce();
    const moved = await readRun(runId);
    expect(moved).toMatchObject({ status: "waiting", generation: 0 });
    expect(moved.wake_at?.getTime()).toBeGreaterThan(Date.now() + 600_000);

    await late();
    setBacklogProbe(backlogSince);
    await sweepOnce();
    expect((await readRun(runId)).generation).toBe(1);
    const ours = () =>
      told.filter((one) => one.runId === runId).map(({ kind, generation }) => [kind, generation]);
    await expect.poll(ours).toEqual([
      ["requested", 1],
      ["poked", 0],
    ]);
  });

  it("goes on with a run whose lease the database forgot in a crash", async () => {
    const workspace = await makeWorkspace();
    let runId = "";
    const server = await localServer(async (response) => {
      if (server.received.length === 1)
        await pool().query(
          "update flow_executions set lease_owner = null, lease_until = null, wake_at = null where id = $1",
          [runId],
        );
      json(response, 200, {});
    });
    completeEnvironment({ BATON_HTTP_ALLOW: server.host });
    const config = { method: "POST", url: server.origin, receiver_honours_idempotency_key: true };
    await publish(workspace, {
      name: "Call",
      trigger: { type: "event", event_types: ["lead.created"] },
      steps: [{ id: "call", type: "action", action_type: "http_request", config }, task],
    });
    runId = (await send(workspace, "lead.created", { name: "A" })).runs[0]?.id ?? "";
    expect(await advance({ runId, generation: 0 })).toMatchObject({ more: true });
    await drive(runId);
    expect(await readRun(runId)).toMatchObject({ status: "completed", generation: 0 });
    expect(await tasks(workspace)).toBe(1);
  });

  it("does not repeat a call that may not be repeated when it was under way at the crash", async () => {
    const workspace = await makeWorkspace();
    await publish(workspace, {
      name: "Once",
      trigger: { type: "event", event_types: ["lead.created"] },
      steps: [
        {
          id: "call",
          type: "action",
          action_type: "http_request",
          config: { method: "POST", url: "http://127.0.0.1:9/" },
          on_error: "task",
        },
        task,
      ],
    });
    const runId = (await send(workspace, "lead.created", { name: "A" })).runs[0]?.id ?? "";
    await pool().query(
      `insert into automation_event_log (run_id, step_id, workspace_id, status, step_type, action_type, effect, attempt, run_seq, started_at)
       values ($1, 'call', $2, 'running', 'action', 'http_request', 'once', 1, 1, now())`,
      [runId, workspace],
    );
    await drive(runId);
    const run = await readRun(runId);
    expect(run.steps.call).toMatchObject({
      status: "failed",
      error: { code: "outcome_unknown" },
      token_note: "our_fault",
    });
    expect(run).toMatchObject({ status: "completed", handled_errors: 1 });
    expect(await tasks(workspace)).toBe(1);
  });

  it("sends a queued run again as it is, and gives a lost one a new generation unless the system is busy", async () => {
    const workspace = await makeWorkspace();
    await publish(workspace, {
      name: "Task",
      trigger: { type: "event", event_types: ["lead.created"] },
      steps: [task],
    });
    const runId = (await send(workspace, "lead.created", { name: "A" })).runs[0]?.id ?? "";
    const age = (status: string, seconds: number) =>
      pool().query(
        `update flow_executions set status = $2::"RunStatus", wake_at = now() - make_interval(secs => $3) where id = $1`,
        [runId, status, seconds],
      );
    await age("queued", 300);
    await sweepOnce();
    const queued = await readRun(runId);
    expect(queued.generation).toBe(0);
    expect(queued.wake_at?.getTime()).toBeGreaterThan(Date.now() - 5_000);

    await age("waiting", 300);
    setBacklogProbe(async () => new Date(Date.now() - 290_000));
    await sweepOnce();
    expect((await readRun(runId)).generation).toBe(0);
    setBacklogProbe(backlogSince);
    await sweepOnce();
    expect((await readRun(runId)).generation).toBe(1);
  });

  it("takes a run from a process that lives and hangs, however busy the system is", async () => {
    const workspace = await makeWorkspace();
    await publish(workspace, {
      name: "Task",
      trigger: { type: "event", event_types: ["lead.created"] },
      steps: [task],
    });
    const runId = (await send(workspace, "lead.created", { name: "A" })).runs[0]?.id ?? "";
    await pool().query(
      `update flow_executions set lease_owner = $2, lease_until = now() - interval '2 minutes', wake_at = now() - interval '2 minutes',
         status = 'running' where id = $1`,
      [runId, `${await processKey()}:1`],
    );
    setBacklogProbe(async () => new Date(Date.now() - 600_000));
    await sweepOnce();
    setBacklogProbe(backlogSince);
    expect((await readRun(runId)).generation).toBe(1);
  });
});
