import { describe, expect, test } from "vitest";
import { newId } from "@/server/db/id";
import { inTransaction, pool } from "@/server/db/pool";
import type { WorkspaceId } from "@/server/domain/workspace";
import { setAnnouncer } from "@/server/engine/announce";
import { type DirectInput, runDirect } from "@/server/engine/direct-run";
import { installSandboxPlugins } from "@/server/plugins/install-sandbox-plugins";
import { drive, makeWorkspace, quotaOf, readRun, runsOf, usageOf } from "../support/engine";
import { leaveTokens } from "../support/leave-tokens";

setAnnouncer(async () => {});

const cause: DirectInput["cause"] = {
  source: "api",
  actor: { type: "api_key", id: "key_1", name: "Test key" },
};
const run = (
  workspaceId: WorkspaceId,
  actionType: string,
  payload: object,
  more: Partial<DirectInput> = {},
) => runDirect(workspaceId, { actionType, payload: { ...payload }, cause, ...more });
const email = { to: "ada@example.com", subject: "Your order", body: "It is on its way." };

describe("an action outside of a flow", () => {
  test("is a run of one step: done, recorded and metered, without the price of an execution", async () => {
    const workspaceId = await makeWorkspace();
    const result = await run(workspaceId, "send_email", email);
    expect(result).toMatchObject({ ok: true, pending: false, data: { status: "sent", to: email.to } });
    const done = await readRun(result.runId);
    expect(done).toMatchObject({
      status: "completed",
      flow_id: null,
      version_id: null,
      origin: "direct",
      tokens: 100,
    });
    expect(Object.keys(done.steps)).toEqual(["action"]);
    expect(await usageOf(workspaceId)).toMatchObject([{ kind: "email_sent", amount: 100 }]);
    expect(await quotaOf(workspaceId)).toMatchObject({ used: 100, reserved: 0 });
    const { rows } = await pool().query("select * from direct_requests where run_id = $1", [result.runId]);
    expect(rows[0]).toMatchObject({ action_type: "send_email", payload: email, actor_name: "Test key" });
  });

  test("takes what it is given as it is: braces are text", async () => {
    const workspaceId = await makeWorkspace();
    const subject = "{{trigger.to}} {% if x %}";
    expect(await run(workspaceId, "send_email", { ...email, subject })).toMatchObject({ data: { subject } });
  });

  test("fails with the action's own words, and leaves the trace of it", async () => {
    const workspaceId = await makeWorkspace();
    const result = await run(workspaceId, "send_email", { ...email, to: "12" });
    expect(result).toMatchObject({ ok: false, error: { code: "invalid_email" } });
    expect(await readRun(result.runId)).toMatchObject({
      status: "failed",
      failed_step_id: "action",
      tokens: 0,
    });
    expect(await quotaOf(workspaceId)).toMatchObject({ used: 0, reserved: 0 });
  });

  test("that nobody offers, and one of a plugin", async () => {
    const workspaceId = await makeWorkspace();
    await inTransaction((tx) => installSandboxPlugins(tx, workspaceId));
    const unknown = await run(workspaceId, "fly_to_the_moon", {});
    expect(unknown).toMatchObject({ ok: false, error: { code: "plugin_not_installed" } });
    const both = await run(workspaceId, "send_welcome_email", { email: "ada@example.com", user_id: "1" });
    expect(both).toMatchObject({
      ok: false,
      error: { message: expect.stringContaining("email-automation") },
    });
    const named = await run(
      workspaceId,
      "send_welcome_email",
      { email: "ada@example.com", user_id: "1" },
      { pluginId: "email-automation" },
    );
    expect(named).toMatchObject({ ok: true });
  });

  test("without tokens fails at once, and nothing happens", async () => {
    const workspaceId = await makeWorkspace("trial");
    await leaveTokens(workspaceId, 50);
    const result = await run(workspaceId, "send_email", email);
    expect(result).toMatchObject({
      ok: false,
      error: { code: "out_of_tokens", message: "Out of tokens. Please upgrade or enable overage." },
    });
    expect(await readRun(result.runId)).toMatchObject({ status: "failed", tokens: 0 });
    expect(await messages(workspaceId)).toBe(0);
    expect(await run(workspaceId, "log", { message: "costs nothing" })).toMatchObject({ ok: true });
  });

  test("fifty at once on tokens for ten: ten are done, and not one milli-token more is spent", async () => {
    const workspaceId = await makeWorkspace("trial");
    await leaveTokens(workspaceId, 1_000);
    const results = await Promise.all(
      Array.from({ length: 50 }, () => run(workspaceId, "send_email", email)),
    );
    expect(results.filter(({ ok }) => ok)).toHaveLength(10);
    expect(await messages(workspaceId)).toBe(10);
    expect(await quotaOf(workspaceId)).toMatchObject({ used: 100_000, reserved: 0 });
  });
});

describe("the same key", () => {
  test("is answered with the first outcome, good or bad, ten times at once too", async () => {
    const workspaceId = await makeWorkspace();
    const twice = () => run(workspaceId, "send_email", email, { idempotencyKey: "k1" });
    const results = await Promise.allSettled(Array.from({ length: 10 }, twice));
    const again = await twice();
    expect(await messages(workspaceId)).toBe(1);
    for (const result of results)
      if (result.status === "fulfilled") expect(result.value).toEqual(again);
      else expect(result.reason).toMatchObject({ code: "conflict" });
    const bad = () => run(workspaceId, "send_email", { ...email, to: "12" }, { idempotencyKey: "k2" });
    expect(await bad()).toEqual(await bad());
    expect(await runsOf(workspaceId)).toHaveLength(2);
  });

  test("of another workspace is another request", async () => {
    const [one, other] = [await makeWorkspace(), await makeWorkspace()];
    await run(one, "send_email", email, { idempotencyKey: "k1" });
    await run(other, "send_email", email, { idempotencyKey: "k1" });
    expect([await messages(one), await messages(other)]).toEqual([1, 1]);
  });
});

describe("what it belongs to", () => {
  test("is linked when it is a run of the workspace, and so deep; else it is a text", async () => {
    const workspaceId = await makeWorkspace();
    const stranger = await run(await makeWorkspace(), "log", { message: "x" });
    const first = await run(workspaceId, "log", { message: "x" }, { externalExecutionId: "exec_456" });
    await pool().query("update flow_executions set depth = 3, mode = 'test' where id = $1", [first.runId]);
    const second = await run(workspaceId, "log", { message: "x" }, { externalExecutionId: first.runId });
    const third = await run(workspaceId, "log", { message: "x" }, { externalExecutionId: stranger.runId });
    expect(await readRun(first.runId)).toMatchObject({ parent_run_id: null });
    expect(await readRun(second.runId)).toMatchObject({ parent_run_id: first.runId, depth: 3, mode: "test" });
    expect(await readRun(third.runId)).toMatchObject({ parent_run_id: null, depth: 0, mode: "live" });
  });
});

describe("when the process dies", () => {
  test("before anything was done, another one does it, once", async () => {
    const workspaceId = await makeWorkspace();
    const id = await left(workspaceId, "send_email", email);
    await drive(id);
    await drive(id);
    expect(await readRun(id)).toMatchObject({ status: "completed" });
    expect(await messages(workspaceId)).toBe(1);
  });

  test("during a call that must not be repeated: nobody repeats it, and the run says so", async () => {
    const workspaceId = await makeWorkspace();
    const id = await left(workspaceId, "http_request", { method: "POST", url: "https://example.com/x" });
    await pool().query(
      `insert into automation_event_log (run_id, step_id, iteration_path, workspace_id, status, step_type, action_type, effect, run_seq, started_at)
         values ($1, 'action', '', $2, 'running', 'action', 'http_request', 'once', 1, now())`,
      [id, workspaceId],
    );
    await drive(id);
    const run = await readRun(id);
    expect(run).toMatchObject({ status: "failed" });
    expect(run.steps.action?.error).toMatchObject({ code: "outcome_unknown" });
  });
});

/** A direct run as a dead process leaves it: opened, nothing done. */
async function left(workspaceId: WorkspaceId, actionType: string, payload: object): Promise<string> {
  const id = newId();
  await pool().query(
    `insert into flow_executions (id, workspace_id, trigger_event_type, status, origin, wake_at, quota_shard, started_at)
     values ($1, $2, $3, 'queued', 'direct', now(), 0, now())`,
    [id, workspaceId, actionType],
  );
  await pool().query(
    "insert into direct_requests (run_id, workspace_id, action_type, payload, actor_type) values ($1, $2, $3, $4, 'api_key')",
    [id, workspaceId, actionType, JSON.stringify(payload)],
  );
  return id;
}

async function messages(workspaceId: WorkspaceId): Promise<number> {
  const { rows } = await pool().query("select count(*)::int as n from messages where workspace_id = $1", [
    workspaceId,
  ]);
  return rows[0].n;
}
