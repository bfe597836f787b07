import { beforeEach, describe, expect, test } from "vitest";
import { newId } from "@/server/db/id";
import { inTransaction, pool } from "@/server/db/pool";
import type { CallEnd } from "@/server/domain/call";
import type { WorkspaceId } from "@/server/domain/workspace";
import { setAnnouncer } from "@/server/engine/announce";
import { cancelRun } from "@/server/engine/control";
import { runDirect } from "@/server/engine/direct-run";
import { completeCall } from "@/server/records/call";
import { drive, makeWorkspace, publish, quotaOf, readRun, send, usageOf } from "../support/engine";
import { leaveTokens } from "../support/leave-tokens";

setAnnouncer(async () => {});

const MINUTE = 10_000;
let workspaceId: WorkspaceId;
beforeEach(async () => {
  workspaceId = await makeWorkspace();
});

const config = {
  to: "{{trigger.phone}}",
  script: "Hello, this is about your order.",
  purpose: "transactional",
};
const flow = {
  name: "Call",
  trigger: { type: "event", event_types: ["customer.created"] },
  steps: [
    { id: "call", type: "action", action_type: "make_call", config },
    { id: "after", type: "action", action_type: "log", config: { message: "{{steps.call.output.status}}" } },
  ],
};

/** A run whose call rings. */
async function ringing(): Promise<{ runId: string; callId: string }> {
  await publish(workspaceId, flow);
  const accepted = await send(workspaceId, "customer.created", {
    email: "ada@example.com",
    phone: "+14155550100",
  });
  const runId = accepted.runs[0]?.id ?? "";
  await drive(runId);
  const { rows } = await pool().query("select id from calls where run_id = $1", [runId]);
  expect(rows).toHaveLength(1);
  return { runId, callId: rows[0].id };
}

const complete = (callId: string, end: CallEnd) =>
  inTransaction((tx) => completeCall(tx, workspaceId, callId, end, { source: "platform" }));

const minutes = async () => (await usageOf(workspaceId)).filter(({ kind }) => kind === "call_minute");

describe("a call", () => {
  test("rings while the step waits, with its first minute reserved and nothing charged", async () => {
    const { runId } = await ringing();
    const run = await readRun(runId);
    expect(run).toMatchObject({ status: "waiting" });
    expect(run.steps.call).toMatchObject({ status: "waiting", reserved: MINUTE, tokens: 0 });
    expect(run.steps.after).toBeUndefined();
    expect(await quotaOf(workspaceId)).toMatchObject({ reserved: MINUTE });
    expect(await minutes()).toEqual([]);
  });

  test.each([
    [{ status: "completed", seconds: 94 }, 2],
    [{ status: "completed", seconds: 60 }, 1],
    [{ status: "completed", seconds: 61 }, 2],
    [{ status: "voicemail", seconds: 20 }, 1],
    [{ status: "no-answer", seconds: 0 }, 0],
    [{ status: "busy", seconds: 0 }, 0],
  ] as const)("that ends %o is charged so many minutes, once: %i", async (end, charged) => {
    const { runId, callId } = await ringing();
    await complete(callId, end);
    await Promise.all([drive(runId), drive(runId)]);
    await drive(runId);
    const run = await readRun(runId);
    expect(run).toMatchObject({ status: "completed" });
    expect(run.steps.call).toMatchObject({
      status: "succeeded",
      reserved: 0,
      tokens: charged * MINUTE,
      result: expect.objectContaining({ status: end.status, seconds: end.seconds, minutes: charged }),
      payload: expect.objectContaining({ to: "+14155550100" }),
    });
    expect(run.steps.after).toMatchObject({ result: expect.objectContaining({ message: end.status }) });
    expect((await minutes()).map(({ key }) => key)).toEqual(
      Array.from({ length: charged }, (_, at) => `call:${callId}:minute:${at + 1}`),
    );
    expect(await quotaOf(workspaceId)).toMatchObject({ used: run.tokens, reserved: 0 });
  });

  test("ends once, whoever says so at the same moment, and tells of it by one event", async () => {
    const { callId } = await ringing();
    const ends = await Promise.allSettled(
      Array.from({ length: 5 }, () => complete(callId, { status: "completed", seconds: 30 })),
    );
    expect(ends.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    const { rows } = await pool().query(
      "select 1 from events where workspace_id = $1 and type = 'call.completed'",
      [workspaceId],
    );
    expect(rows).toHaveLength(1);
  });

  test("that nobody takes in a day was not answered", async () => {
    const { runId, callId } = await ringing();
    await pool().query("update waits set expires_at = now() where run_id = $1", [runId]);
    await pool().query(
      "update automation_event_log set wake_at = now() where run_id = $1 and step_id = 'call'",
      [runId],
    );
    await pool().query("update flow_executions set wake_at = now() where id = $1", [runId]);
    await drive(runId);
    expect((await readRun(runId)).steps.call).toMatchObject({
      result: expect.objectContaining({ status: "no-answer" }),
    });
    await expect(complete(callId, { status: "completed", seconds: 30 })).rejects.toMatchObject({
      code: "conflict",
    });
    expect(await minutes()).toEqual([]);
  });

  test("that cannot be paid for in full is kept until there are tokens, and charged then", async () => {
    await leaveTokens(workspaceId, MINUTE + 500);
    const { runId, callId } = await ringing();
    await complete(callId, { status: "completed", seconds: 150 });
    await drive(runId);
    expect(await readRun(runId)).toMatchObject({ status: "held", reason: "out_of_tokens" });
    expect(await minutes()).toEqual([]);
    expect(await quotaOf(workspaceId)).toMatchObject({ reserved: MINUTE });
    await pool().query('update quota_accounts set "limit" = 200000 where workspace_id = $1', [workspaceId]);
    await pool().query("update workspaces set plan = 'starter' where id = $1", [workspaceId]);
    const { forgetWorkspaceFacts } = await import("@/server/engine/workspace-facts");
    forgetWorkspaceFacts(workspaceId);
    await drive(runId);
    await drive(runId);
    expect(await readRun(runId)).toMatchObject({ status: "completed" });
    expect(await minutes()).toHaveLength(3);
    expect(await quotaOf(workspaceId)).toMatchObject({ reserved: 0 });
  });

  test("of a run that is cancelled gives its minute back", async () => {
    const { runId } = await ringing();
    await cancelRun(workspaceId, runId);
    expect(await quotaOf(workspaceId)).toMatchObject({ reserved: 0 });
  });

  test("without a first minute is not made", async () => {
    await leaveTokens(workspaceId, 5_000);
    await publish(workspaceId, flow);
    const { runs } = await send(workspaceId, "customer.created", { phone: "+14155550100" });
    await drive(runs[0]?.id ?? "");
    expect(await readRun(runs[0]?.id ?? "")).toMatchObject({ status: "held", reason: "out_of_tokens" });
    const { rows } = await pool().query("select 1 from calls where workspace_id = $1", [workspaceId]);
    expect(rows).toEqual([]);
  });

  test("outside of a flow: the answer says that it rings, and the run settles by itself", async () => {
    await send(workspaceId, "customer.created", { phone: "+14155550100" });
    const result = await runDirect(workspaceId, {
      actionType: "make_call",
      payload: { to: "+14155550100", script: "Hello", purpose: "transactional" },
      cause: { source: "api" },
    });
    expect(result).toMatchObject({
      ok: true,
      pending: true,
      data: { status: "ringing", to: "+14155550100" },
    });
    const { rows } = await pool().query("select id from calls where run_id = $1", [result.runId]);
    await complete(rows[0].id, {
      status: "completed",
      seconds: 200,
      transcript: "That was terrible, I hate it.",
    });
    await drive(result.runId);
    expect(await readRun(result.runId)).toMatchObject({ status: "completed", tokens: 4 * MINUTE });
    const events = await pool().query(
      "select type, payload ->> 'sentiment' as sentiment from events where workspace_id = $1 and type like 'call.%' order by id",
      [workspaceId],
    );
    expect(events.rows).toEqual([
      { type: "call.completed", sentiment: null },
      { type: "call.analyzed", sentiment: "negative" },
    ]);
  });

  test("of another workspace cannot be ended", async () => {
    const { callId } = await ringing();
    workspaceId = await makeWorkspace();
    await expect(complete(callId, { status: "completed", seconds: 1 })).rejects.toMatchObject({
      code: "not_found",
    });
    await expect(complete(newId(), { status: "completed", seconds: 1 })).rejects.toMatchObject({
      code: "not_found",
    });
  });
});
