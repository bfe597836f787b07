import { describe, expect, it } from "vitest";
import { pool } from "@/server/db/pool";
import type { WorkspaceId } from "@/server/domain/workspace";
import { advance } from "@/server/engine/advance";
import { cancelRun } from "@/server/engine/control";
import { sweepOnce } from "@/server/engine/watchdog";
import { drive, driveAll, makeWorkspace, publish, readRun, runsOf, send, usageOf } from "../support/engine";

const child = (steps: Record<string, unknown>[], more: Record<string, unknown> = {}) => ({
  id: "child",
  name: "Child",
  trigger: { type: "manual" },
  steps,
  ...more,
});
const parent = (call: Record<string, unknown> = {}, more: Record<string, unknown> = {}) => ({
  name: "Parent",
  trigger: { type: "event", event_types: ["lead.created"] },
  steps: [
    { id: "call", type: "sub_flow", flow_id: "child", input: { amount: "{{trigger.amount}}" }, ...call },
    { id: "after", type: "set_variables", variables: { total: "{{steps.call.output.output.total}}" } },
  ],
  ...more,
});
const sums = child([
  { id: "sum", type: "set_variables", variables: { total: "{{trigger.amount}}", seen: true } },
]);
const fails = child([{ id: "no", type: "end", outcome: "failed", reason: "not today" }]);
const sleeps = child([{ id: "nap", type: "delay", for: { value: 1, unit: "hours" } }]);

async function start(workspace: WorkspaceId, payload: Record<string, unknown> = { amount: 7 }, more = {}) {
  const accepted = await send(workspace, "lead.created", payload, more);
  return accepted.runs[0]?.id ?? "";
}

describe("sub_flow", () => {
  it("runs the flow as a run of its own, and goes on with what it gives back", async () => {
    const workspace = await makeWorkspace();
    const { flowId } = await publish(
      workspace,
      child([
        { id: "sum", type: "set_variables", variables: { secret: 1 } },
        { id: "end-here", type: "end", output: { total: "{{trigger.amount}}", by: "{{contact.email}}" } },
      ]),
    );
    await publish(workspace, parent());
    const runId = await start(workspace, { amount: 7, email: "ann@example.com" });
    await driveAll(workspace);
    const [own, called] = await runsOf(workspace);
    expect(called).toMatchObject({
      ...{ flow_id: flowId, parent_run_id: runId, depth: 1, status: "completed", mode: "live" },
      contact_id: own?.contact_id,
    });
    const run = await readRun(runId);
    expect(run).toMatchObject({ status: "completed" });
    expect(run.steps.call).toMatchObject({
      payload: { amount: 7 },
      result: { run_id: called?.id, status: "completed", output: { total: 7, by: "ann@example.com" } },
    });
    expect(run.steps.after?.result).toEqual({ total: 7 });
    // Two executions are charged.
    expect((await usageOf(workspace)).map(({ amount }) => amount)).toEqual([500, 500]);
  });

  it("gives back its variables when no end step gives anything out", async () => {
    const workspace = await makeWorkspace();
    await publish(workspace, { ...sums, variables: { seen: false, currency: "usd" } });
    await publish(workspace, parent());
    const runId = await start(workspace);
    await driveAll(workspace);
    expect((await readRun(runId)).steps.call?.result).toMatchObject({
      output: { total: 7, seen: true, currency: "usd" },
    });
  });

  it("passes a test on as a test", async () => {
    const workspace = await makeWorkspace();
    await publish(workspace, sums);
    await publish(workspace, parent());
    await start(workspace, {}, { mode: "test" });
    await driveAll(workspace);
    expect((await runsOf(workspace)).map(({ mode }) => mode)).toEqual(["test", "test"]);
  });

  it("fails into its error branch when the flow fails, and says why", async () => {
    const workspace = await makeWorkspace();
    await publish(workspace, fails);
    await publish(
      workspace,
      parent(
        { on_error: "sorry" },
        {
          error_handlers: [
            { id: "sorry", type: "action", action_type: "log", config: { message: "{{error.message}}" } },
          ],
        },
      ),
    );
    const runId = await start(workspace);
    await driveAll(workspace);
    const run = await readRun(runId);
    expect(run).toMatchObject({ status: "completed", handled_errors: 1 });
    expect(run.steps.call?.error).toMatchObject({ code: "sub_flow_failed" });
    expect(run.steps.sorry?.result).toMatchObject({ message: "The flow “Child” failed: not today" });
  });

  it("says what is wrong with the flow or the input", async () => {
    const workspace = await makeWorkspace();
    const input = {
      amount: { type: "number", words: "what to add" },
      note: { type: "text", required: false },
    };
    const { flowId } = await publish(workspace, { ...sums, trigger: { type: "manual", input } });
    await publish(workspace, parent());
    const attempt = async (payload?: Record<string, unknown>) => {
      const runId = await start(workspace, payload);
      await driveAll(workspace);
      return (await readRun(runId)).steps.call?.error;
    };
    expect(await attempt()).toBeNull();
    expect(await attempt({ amount: "many" })).toMatchObject({
      code: "invalid_input",
      message: "call: “Child” takes an input: “amount” (what to add) has to be a number, and is a text.",
    });
    expect(await attempt({})).toMatchObject({ code: "invalid_input" });
    await pool().query("update automation_flows set status = 'archived' where id = $1", [flowId]);
    expect(await attempt()).toMatchObject({
      code: "sub_flow_not_available",
      message: "call: “Child” is archived. Restore it, or choose another flow.",
    });
    await pool().query("update automation_flows set external_id = 'other' where id = $1", [flowId]);
    expect(await attempt()).toMatchObject({ code: "sub_flow_not_available" });
    expect((await runsOf(workspace)).filter(({ depth }) => depth > 0)).toHaveLength(1);
  });

  it("may call itself, five levels deep", async () => {
    const workspace = await makeWorkspace();
    await publish(workspace, {
      id: "child",
      name: "Again",
      trigger: { type: "event", event_types: ["lead.created"] },
      steps: [{ id: "call", type: "sub_flow", flow_id: "child" }],
    });
    await start(workspace);
    await driveAll(workspace);
    const runs = await runsOf(workspace);
    expect(runs.map(({ depth, status }) => [depth, status])).toEqual(
      [0, 1, 2, 3, 4, 5].map((depth) => [depth, "failed"]),
    );
    expect((await readRun(runs[5]?.id ?? "")).steps.call?.error).toMatchObject({ code: "too_deep" });
  });

  it("is cancelled with its parent, and a cancelled one fails the step", async () => {
    const workspace = await makeWorkspace();
    await publish(workspace, sleeps);
    await publish(workspace, parent());
    const first = await start(workspace);
    await driveAll(workspace);
    await cancelRun(workspace, first);
    expect((await runsOf(workspace)).map(({ status, reason }) => [status, reason])).toEqual([
      ["cancelled", "cancelled"],
      ["cancelled", "parent_ended"],
    ]);
    const second = await start(workspace);
    await driveAll(workspace);
    const called = (await runsOf(workspace)).at(-1)?.id ?? "";
    expect(await readRun(second)).toMatchObject({ status: "waiting", wake_at: null });
    await cancelRun(workspace, called);
    await driveAll(workspace);
    expect((await readRun(second)).steps.call?.error).toMatchObject({
      code: "sub_flow_failed",
      message: "The flow “Child” was cancelled",
    });
  });

  it("is cancelled when the parent fails elsewhere meanwhile", async () => {
    const workspace = await makeWorkspace();
    await publish(workspace, sleeps);
    await publish(workspace, {
      name: "Parent",
      trigger: { type: "event", event_types: ["lead.created"] },
      steps: [
        { id: "fork", type: "parallel", branches: [{ target: "call" }, { target: "nap" }] },
        { id: "call", type: "sub_flow", flow_id: "child", on_success: "end" },
        { id: "nap", type: "delay", for: { value: 1, unit: "seconds" }, on_success: "no" },
        { id: "no", type: "end", outcome: "failed" },
      ],
    });
    const runId = await start(workspace);
    await driveAll(workspace);
    const run = await readRun(runId);
    expect(run).toMatchObject({ status: "failed" });
    expect(run.steps.call).toMatchObject({ status: "cancelled" });
    expect((await runsOf(workspace))[1]).toMatchObject({ status: "cancelled", reason: "parent_ended" });
  });

  it("wakes its parent though the process dies when the child has ended", async () => {
    const workspace = await makeWorkspace();
    await publish(workspace, sums);
    await publish(workspace, parent());
    const runId = await start(workspace);
    await drive(runId);
    const called = (await runsOf(workspace))[1]?.id ?? "";
    expect(await readRun(runId)).toMatchObject({ status: "waiting" });
    expect(await advance({ runId: called, generation: 0 })).toMatchObject({ done: true });
    // Nobody was told; the bell stands in the database.
    const { rows } = await pool().query(
      "select 1 from flow_executions where id = $1 and doorbell > seen_doorbell",
      [runId],
    );
    expect(rows).toHaveLength(1);
    await sweepOnce();
    await drive(runId);
    expect(await readRun(runId)).toMatchObject({ status: "completed" });
  });

  it("runs once per item of a loop", async () => {
    const workspace = await makeWorkspace();
    await publish(workspace, sums);
    await publish(workspace, {
      name: "Parent",
      trigger: { type: "event", event_types: ["lead.created"] },
      steps: [
        { id: "each", type: "for_each", items: "{{trigger.list}}", body: "call", concurrency: 3 },
        { id: "call", type: "sub_flow", flow_id: "child", input: { amount: "{{item}}" }, on_success: "each" },
      ],
    });
    const runId = await start(workspace, { list: [1, 2, 3, 4] });
    await driveAll(workspace);
    expect(await readRun(runId)).toMatchObject({ status: "completed" });
    const children = (await runsOf(workspace)).slice(1);
    expect(children).toHaveLength(4);
    expect(new Set(children.map(({ status }) => status))).toEqual(new Set(["completed"]));
  });
});

describe("start_flow", () => {
  it("starts a flow and does not wait for it", async () => {
    const workspace = await makeWorkspace();
    const { flowId } = await publish(workspace, sleeps);
    await publish(workspace, {
      name: "Starter",
      trigger: { type: "event", event_types: ["lead.created"] },
      steps: [
        {
          ...{ id: "start", type: "action", action_type: "start_flow" },
          config: { flow: "child", payload: { amount: "{{trigger.amount}}" } },
        },
      ],
    });
    const runId = await start(workspace, { amount: 3, email: "ann@example.com" });
    await drive(runId);
    const run = await readRun(runId);
    const [own, other] = await runsOf(workspace);
    expect(run).toMatchObject({ status: "completed", steps: { start: { result: { run_id: other?.id } } } });
    expect(other).toMatchObject({
      ...{ flow_id: flowId, parent_run_id: runId, depth: 1, status: "queued" },
      contact_id: own?.contact_id,
    });
    const event = await pool().query(
      "select e.payload, e.depth from events e join flow_executions r on r.event_id = e.id where r.id = $1",
      [other?.id],
    );
    expect(event.rows).toEqual([{ payload: { amount: 3 }, depth: 1 }]);
    // It is nobody's child: cancelling the starter leaves it alone.
    await drive(other?.id ?? "");
    expect((await readRun(other?.id ?? "")).status).toBe("waiting");
  });

  it("does not start what is not there, or too deep a chain", async () => {
    const workspace = await makeWorkspace();
    await publish(workspace, {
      id: "again",
      name: "Again",
      trigger: { type: "event", event_types: ["lead.created"] },
      steps: [
        {
          id: "start",
          type: "action",
          action_type: "start_flow",
          config: { flow: "{{trigger.flow}}", payload: { flow: "again" } },
        },
      ],
    });
    const missing = await start(workspace, { flow: "nowhere" });
    await drive(missing);
    expect((await readRun(missing)).steps.start?.error).toMatchObject({ code: "flow_not_available" });
    await start(workspace, { flow: "again" });
    await driveAll(workspace);
    const runs = (await runsOf(workspace)).slice(1);
    expect(runs.map(({ depth, status }) => [depth, status])).toEqual([
      ...[0, 1, 2, 3, 4].map((depth) => [depth, "completed"]),
      [5, "failed"],
    ]);
  });
});
