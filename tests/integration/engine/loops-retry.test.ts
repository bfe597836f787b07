/** A run with a loop that failed or was cancelled goes on: what went well is not done again. */
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { pool } from "@/server/db/pool";
import { cancelRun, retryRun } from "@/server/engine/control";
import { completeEnvironment } from "@/server/env";
import { startCountingServer } from "../../chaos/counting-server";
import { drive, makeWorkspace, publish, readRun, send } from "../support/engine";

let sink: Awaited<ReturnType<typeof startCountingServer>>;
let broken: (path: string) => boolean = () => false;

beforeAll(async () => {
  sink = await startCountingServer(({ path }) => ({ status: broken(path) ? 400 : 200 }));
  completeEnvironment({ BATON_HTTP_ALLOW: sink.origin });
});
beforeEach(() => {
  sink.calls.length = 0;
});
afterAll(() => sink.stop());

const call = (id: string, path: string, more: object = {}) => ({
  ...{ id, type: "action", action_type: "http_request", retry_count: 0 },
  config: { method: "POST", url: `${sink.url}${path}`, receiver_honours_idempotency_key: true },
  ...more,
});
const each = (id: string, items: string, body: string, more: object = {}) => ({
  ...{ id, type: "for_each", items, body, limit: 100, on_success: "end" },
  ...more,
});

async function start(steps: object[], items: unknown) {
  const workspace = await makeWorkspace();
  await publish(workspace, {
    name: "Loop",
    trigger: { type: "event", event_types: ["order.placed"] },
    steps,
  });
  const runId = (await send(workspace, "order.placed", { items })).runs[0]?.id ?? "";
  return { workspace, runId };
}

const callsTo = () => sink.calls.map(({ path }) => path).sort();

async function outputOf(runId: string, id: string): Promise<unknown> {
  return (await readRun(runId)).steps[id]?.result;
}

it("repeats the item that stopped the loop from where it failed, and takes the rest", async () => {
  const steps = [
    each("each", "{{trigger.items}}", "note"),
    call("note", "/note/{{item}}"),
    call("pay", "/pay/{{item}}", { on_success: "end" }),
  ];
  const { workspace, runId } = await start(steps, [0, 1, 2, 3]);
  broken = (path) => path === "/pay/2";
  await drive(runId);
  expect(await readRun(runId)).toMatchObject({ status: "failed" });
  broken = () => false;
  const again = await retryRun(workspace, runId, "failed");
  await drive(again);
  expect(await readRun(again)).toMatchObject({ status: "completed" });
  expect(callsTo()).toEqual([
    ...["/note/0", "/note/1", "/note/2", "/note/3"],
    ...["/pay/0", "/pay/1", "/pay/2", "/pay/2", "/pay/3"],
  ]);
  expect(await outputOf(again, "each")).toMatchObject({ total: 4, succeeded: 4, failed: 0 });
  const results = Object(await outputOf(again, "each")).results;
  expect(results).toHaveLength(4);
  expect(results).not.toContain(null);
});

it("goes on in the midst of a loop inside the item that failed", async () => {
  const steps = [
    each("each", "{{trigger.items}}", "lines"),
    each("lines", "{{item.lines}}", "pay", { on_success: "done" }),
    call("pay", "/pay/{{loop.parent.index}}/{{item}}", { on_success: "end" }),
    call("done", "/done/{{index}}", { on_success: "end" }),
  ];
  const { workspace, runId } = await start(steps, [
    { lines: ["a"] },
    { lines: ["b", "c", "d"] },
    { lines: ["e"] },
  ]);
  broken = (path) => path === "/pay/1/c";
  await drive(runId);
  expect((await readRun(runId)).error_message).toMatch(/^Item 2 of 3: Item 2 of 3: /);
  broken = () => false;
  const again = await retryRun(workspace, runId, "failed");
  await drive(again);
  expect(await readRun(again)).toMatchObject({ status: "completed" });
  expect(callsTo()).toEqual([
    ...["/done/0", "/done/1", "/done/2"],
    ...["/pay/0/a", "/pay/1/b", "/pay/1/c", "/pay/1/c", "/pay/1/d", "/pay/2/e"],
  ]);
});

it("goes on after a cancellation with the items that were not done, also where failed ones are passed over", async () => {
  const steps = [
    each("each", "{{trigger.items}}", "pay", { on_item_error: "continue", concurrency: 2 }),
    call("pay", "/pay/{{item}}"),
    { id: "if", type: "condition", condition: { field: "item", operator: "gte", value: 3 }, on_false: "end" },
    { id: "wait", type: "delay", for: { value: 5, unit: "minutes" }, on_success: "end" },
  ];
  const { workspace, runId } = await start(steps, [0, 1, 2, 3, 4, 5]);
  broken = (path) => path === "/pay/1";
  await drive(runId, 100);
  await cancelRun(workspace, runId);
  expect(callsTo()).toEqual(["/pay/0", "/pay/1", "/pay/2", "/pay/3", "/pay/4"]);
  const again = await retryRun(workspace, runId, "failed");
  await drive(again, 100);
  // 3 and 4 wait again; the failed one counts as done.
  expect(callsTo()).toHaveLength(5);
  const { rows } = await pool().query(
    "select next, succeeded, failed, open from loop_frames where run_id = $1",
    [again],
  );
  expect(rows).toEqual([{ next: 5, succeeded: 2, failed: 1, open: [3, 4] }]);
});

it("keeps what the items set", async () => {
  const steps = [
    each("each", "{{trigger.items}}", "count", { on_success: "fail" }),
    { id: "count", type: "set_variables", variables: { last: "{{item}}" }, on_success: "end" },
    call("fail", "/tell/{{variables.last}}", { on_success: "end" }),
  ];
  const { workspace, runId } = await start(steps, ["a", "b", "c"]);
  broken = () => true;
  await drive(runId);
  broken = () => false;
  const again = await retryRun(workspace, runId, "failed");
  await drive(again);
  expect(callsTo()).toEqual(["/tell/c", "/tell/c"]);
});
