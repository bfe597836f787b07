/** A loop over several turns: what a turn reads, what it finds again, and events that items wait for. */
import { expect, it } from "vitest";
import { pool } from "@/server/db/pool";
import { PLANS } from "@/server/domain/plans";
import { advance } from "@/server/engine/advance";
import { takeLease } from "@/server/engine/lease";
import { openMemory } from "@/server/engine/open-memory";
import { forgetWorkspaceFacts } from "@/server/engine/workspace-facts";
import { refreshAllowance } from "@/server/records/allowance";
import { drive, makeWorkspace, publish, quotaOf, readRun, send, usageOf } from "../support/engine";

const each = (more: object = {}) => ({
  ...{ id: "each", type: "for_each", items: "{{trigger.items}}", body: "note", on_success: "after" },
  ...more,
});
const set = (id: string, variables: object, more: object = {}) => ({
  ...{ id, type: "set_variables", variables },
  ...more,
});

async function start(steps: object[], payload: Record<string, unknown>) {
  const workspace = await makeWorkspace();
  await publish(workspace, {
    name: "Loop",
    trigger: { type: "event", event_types: ["order.placed"] },
    steps,
  });
  const runId = (await send(workspace, "order.placed", payload)).runs[0]?.id ?? "";
  return { workspace, runId };
}

it("reads the steps of open items alone, and what closed ones set", async () => {
  const { runId } = await start(
    [
      each(),
      set("note", { last: "{{item}}" }),
      { id: "mail", type: "action", action_type: "log", config: { message: "{{item}}" }, on_success: "end" },
      set("after", { end: "{{variables.last}}" }),
    ],
    { items: Array.from({ length: 250 }, (_, index) => index) },
  );
  const first = await advance({ runId, generation: 0 });
  expect(first).toEqual({ more: true, steps: ["each", "note", "mail"] });
  const lease = await takeLease(runId, 0);
  if (!("run" in lease)) throw new Error("the run is not free");
  const memory = await openMemory(lease.run, 0);
  const [frame] = memory.frames.values();
  expect(frame?.succeeded).toBeGreaterThanOrEqual(90);
  expect(frame?.items).toBeNull();
  expect([...memory.steps.values()].filter(({ path }) => path !== "").length).toBeLessThanOrEqual(2);
  expect(memory.variables.last).toBe((frame?.next ?? 0) - 1);
  await pool().query("update flow_executions set lease_owner = null, lease_until = null where id = $1", [
    runId,
  ]);
  await drive(runId);
  expect(await readRun(runId)).toMatchObject({
    status: "completed",
    steps: { after: { result: { end: 249 } } },
  });
  const { rows } = await pool().query(
    "select count(*)::int, sum(attempt)::int as attempts from automation_event_log where run_id = $1 and step_id = 'mail'",
    [runId],
  );
  expect(rows).toEqual([{ count: 250, attempts: 250 }]);
});

it("waits in each item for that item's event", async () => {
  const { workspace, runId } = await start(
    [
      each({ body: "paid", concurrency: 2 }),
      {
        ...{ id: "paid", type: "wait_for_event", event_types: ["bill.paid"], same_contact: false },
        ...{ match: { bill: "{{item}}" }, timeout: { value: 1, unit: "hours" } },
      },
      set("note", { bill: "{{steps.paid.output.bill}}" }, { on_success: "end" }),
      set("after", { done: "{{steps.each.output.succeeded}}" }),
    ],
    { items: ["b1", "b2", "b3"] },
  );
  const paid = async (bill: string) => {
    await send(workspace, "bill.paid", { bill });
    await drive(runId, 500);
  };
  await drive(runId, 500);
  const open = async () =>
    (await pool().query("select open from loop_frames where run_id = $1", [runId])).rows[0]?.open;
  expect(await open()).toEqual([0, 1]);
  await paid("b3");
  expect(await open()).toEqual([0, 1]);
  await paid("b2");
  // The third was paid before its item began: that event is not its own.
  expect(await open()).toEqual([0, 2]);
  await paid("b1");
  await paid("b3");
  const run = await readRun(runId);
  expect(run).toMatchObject({ status: "completed", steps: { after: { result: { done: 3 } } } });
  expect(run.steps.each?.result).toMatchObject({ results: [{ bill: "b1" }, { bill: "b2" }, { bill: "b3" }] });
});

it("retries a step inside an item, and the next item begins after it", async () => {
  const { runId } = await start(
    [
      each({ body: "call", on_item_error: "continue" }),
      {
        ...{ id: "call", type: "action", action_type: "http_request", retry_count: 1, retry_delay: 10 },
        ...{ config: { method: "GET", url: "http://127.0.0.1:1/{{item}}" }, on_success: "end" },
      },
      set("after", {}),
    ],
    { items: ["a", "b"] },
  );
  await drive(runId);
  const run = await readRun(runId);
  expect(run).toMatchObject({ status: "completed", handled_errors: 2 });
  const { rows } = await pool().query(
    "select iteration_path, attempt from step_attempts where run_id = $1 order by started_at, attempt",
    [runId],
  );
  expect(rows.map(({ iteration_path }) => iteration_path)).toEqual(expect.arrayContaining(["0", "1"]));
});

it("is held in the midst when the tokens are used up, and goes on with the items that are left", async () => {
  const workspace = await makeWorkspace("trial");
  await publish(workspace, {
    name: "SMS",
    trigger: { type: "event", event_types: ["order.placed"] },
    steps: [
      each({ body: "sms", concurrency: 4 }),
      {
        ...{ id: "sms", type: "action", action_type: "send_sms", on_success: "end" },
        config: { to: "+14155550123", message: "{{item}}" },
      },
      set("after", { sent: "{{steps.each.output.succeeded}}" }),
    ],
  });
  // The trial has 100 tokens; the run costs half a one, and each SMS one.
  const items = Array.from({ length: 120 }, (_, index) => `n${index}`);
  const runId = (await send(workspace, "order.placed", { items })).runs[0]?.id ?? "";
  await drive(runId);
  expect(await readRun(runId)).toMatchObject({ status: "held", reason: "out_of_tokens", tokens: 99_500 });
  await pool().query("update workspaces set plan = 'starter' where id = $1", [workspace]);
  forgetWorkspaceFacts(workspace);
  await drive(runId);
  expect(await readRun(runId)).toMatchObject({
    status: "completed",
    steps: { after: { result: { sent: 120 } } },
  });
  const { rows } = await pool().query("select distinct body from messages where run_id = $1", [runId]);
  expect(rows).toHaveLength(120);
  expect((await usageOf(workspace)).filter(({ kind }) => kind === "sms_sent")).toHaveLength(120);
  expect(await quotaOf(workspace)).toMatchObject({ used: 120_500, reserved: 0 });
});

it("does all of its items when the run itself could not be paid at first", async () => {
  const workspace = await makeWorkspace("trial");
  await publish(workspace, {
    name: "Notes",
    trigger: { type: "event", event_types: ["order.placed"] },
    steps: [each(), set("note", { last: "{{item}}" }, { on_success: "end" }), set("after", {})],
  });
  await refreshAllowance(pool(), workspace);
  const spent = PLANS.trial.includedMilliTokens;
  await pool().query("update quota_accounts set granted = $2 where workspace_id = $1", [workspace, spent]);
  await pool().query(
    "update quota_shards set granted = $2, used = $2 where workspace_id = $1 and shard = 0",
    [workspace, spent],
  );
  const items = Array.from({ length: 30 }, (_, index) => index);
  const runId = (await send(workspace, "order.placed", { items })).runs[0]?.id ?? "";
  await drive(runId);
  expect(await readRun(runId)).toMatchObject({ status: "held", reason: "out_of_tokens", steps: {} });
  await pool().query("update workspaces set plan = 'starter' where id = $1", [workspace]);
  forgetWorkspaceFacts(workspace);
  await drive(runId);
  const run = await readRun(runId);
  expect(run).toMatchObject({ status: "completed", tokens: 500 });
  expect(run.steps.each?.result).toMatchObject({ succeeded: 30, results: items.map((last) => ({ last })) });
});
