/** Runs with loops: reads that stay small however many items there are. */
import { describe, expect, test } from "vitest";
import { publishChange } from "@/server/db/bus";
import { pool } from "@/server/db/pool";
import { watchRun } from "@/server/features/runs/service";
import { newPerson, type Person } from "../fixtures/people";
import { drive, publish, send } from "./support/engine";
import { makeLoopRun } from "./support/loop-run";

const asked = ({ workspace }: Person, runId: string) => ({ workspace: workspace.slug, runId });

describe("a run with 10,000 items", () => {
  test("is read by its loop's counts, not by its items", async () => {
    const owner = await newPerson();
    const { runId } = await makeLoopRun(owner.workspace.id, {
      ...{ items: 10_000, begun: 8_010, open: 10, failEvery: 100 },
    });
    const detail = await owner.caller.runs.get(asked(owner, runId));
    expect(detail.steps.map(({ stepId, path }) => [stepId, path])).toEqual([["each", ""]]);
    expect(detail.loops).toEqual([
      {
        ...{ stepId: "each", path: "", total: 10_000, begun: 8_010 },
        ...{ succeeded: 7_920, failed: 80, open: 10 },
      },
    ]);
    const steps = Object.fromEntries(detail.loopSteps.map((step) => [step.stepId, step]));
    expect(steps.mail).toMatchObject({ iterations: 8_010, outlets: ["error", "success"], finishedAt: null });
    expect(steps.mail?.statuses.sort()).toEqual(["failed", "running", "succeeded"]);
    expect(steps.note).toMatchObject({ iterations: 8_000, statuses: ["skipped", "succeeded"] });
    expect(JSON.stringify(detail).length).toBeLessThan(10_000);
  });

  test("lists its items a page at a time, from any item on", async () => {
    const owner = await newPerson();
    const { runId } = await makeLoopRun(owner.workspace.id, { items: 10_000, begun: 400, open: 3 });
    const page = (filter: object) =>
      owner.caller.runs.iterations({ ...asked(owner, runId), stepId: "each", ...filter });
    const first = await page({ limit: 20 });
    expect(first.iterations.map(({ index }) => index)).toEqual([...Array(20).keys()]);
    expect(first.iterations[7]).toMatchObject({ path: "7", status: "succeeded", gist: "Person 7" });
    expect(first.next).toBe(20);
    const jumped = await page({ from: 390, limit: 20 });
    expect(jumped.iterations.map(({ index, status }) => [index, status]).slice(-4)).toEqual([
      ...[
        [396, "succeeded"],
        [397, "running"],
        [398, "running"],
      ],
      [399, "running"],
    ]);
    expect(jumped.next).toBeNull();
    expect((await page({ from: 9_000 })).iterations).toEqual([]);
  });

  test("lists those that failed, and those under way, alone", async () => {
    const owner = await newPerson();
    const { runId } = await makeLoopRun(owner.workspace.id, {
      ...{ items: 1_000, begun: 605, open: 5, failEvery: 250 },
    });
    const page = (filter: object) =>
      owner.caller.runs.iterations({ ...asked(owner, runId), stepId: "each", ...filter });
    const failed = await page({ show: "failed", limit: 2 });
    expect(failed.iterations).toMatchObject([
      { index: 0, status: "failed", error: "The address was refused" },
      { index: 250, status: "failed" },
    ]);
    expect(failed.next).toBe(500);
    expect((await page({ show: "failed", from: 500 })).iterations).toMatchObject([{ index: 500 }]);
    const running = await page({ show: "running", limit: 3 });
    expect(running.iterations.map(({ index }) => index)).toEqual([600, 601, 602]);
    expect(running.next).toBe(603);
  });

  test("opens one item to its steps", async () => {
    const owner = await newPerson();
    const { runId } = await makeLoopRun(owner.workspace.id, { items: 50, failEvery: 7 });
    const ask = { ...asked(owner, runId), stepId: "each" };
    const { steps, loops } = await owner.caller.runs.iteration({ ...ask, path: "14" });
    expect(steps).toMatchObject([
      { stepId: "mail", path: "14", status: "failed", input: { message: "Hello Person 14" } },
      { stepId: "note", path: "14", status: "skipped" },
    ]);
    expect(loops).toEqual([]);
  });

  test("keeps its items' first lines when the list itself is gone", async () => {
    const owner = await newPerson();
    const { runId } = await makeLoopRun(owner.workspace.id, { items: 30, failEvery: 10, over: true });
    const { loop, iterations } = await owner.caller.runs.iterations({
      ...{ ...asked(owner, runId), stepId: "each", from: 10, limit: 2 },
    });
    expect(loop).toMatchObject({ total: 30, begun: 30, succeeded: 27, failed: 3, open: 0 });
    expect(iterations).toMatchObject([
      { index: 10, status: "failed", gist: "Hello Person 10" },
      { index: 11, status: "succeeded" },
    ]);
  });
});

test("a cancelled loop's items say so", async () => {
  const owner = await newPerson();
  const { runId } = await makeLoopRun(owner.workspace.id, { items: 30, begun: 12, open: 2 });
  await pool().query(
    "update automation_event_log set status = 'cancelled', finished_at = now() where run_id = $1 and status in ('waiting', 'running')",
    [runId],
  );
  const { loop, iterations } = await owner.caller.runs.iterations({
    ...{ ...asked(owner, runId), stepId: "each", from: 9 },
  });
  expect(loop.open).toBe(0);
  expect(iterations.map(({ status }) => status)).toEqual(["succeeded", "cancelled", "cancelled"]);
});

test("a loop that has not begun, or is none, is refused in words", async () => {
  const owner = await newPerson();
  const { runId } = await makeLoopRun(owner.workspace.id, { items: 1 });
  const ask = (stepId: string, path = "") =>
    owner.caller.runs.iterations({ ...asked(owner, runId), stepId, path });
  await expect(ask("mail")).rejects.toThrow(/has no loop “mail”/);
  await expect(ask("each", "3")).rejects.toThrow(/has not begun/);
});

test("a loop that runs fast is told of a few times a second, by its counts", async () => {
  const owner = await newPerson();
  const workspaceId = owner.workspace.id;
  const { runId } = await makeLoopRun(workspaceId, { items: 2_000, begun: 100, open: 1 });
  const connection = new AbortController();
  const items = watchRun(workspaceId, runId, -1, connection.signal);
  const first = (await items.next()).value?.[1];
  expect(first?.loops).toMatchObject([{ succeeded: 99 }]);
  let ringing = true;
  let written = 0;
  const writer = (async () => {
    for (; ringing; written++) {
      await pool().query(
        "update loop_frames set succeeded = succeeded + 1, next = next + 1 where run_id = $1",
        [runId],
      );
      await pool().query("update flow_executions set run_seq = run_seq + 1 where id = $1", [runId]);
      publishChange({ workspaceId, runId });
    }
  })();
  const seen = [];
  for (let count = 0; count < 3; count++) seen.push((await items.next()).value?.[1]);
  ringing = false;
  await writer;
  // Each says more than the one before, none carries a step that did not change, and far fewer come than were written.
  const counts = seen.map((change) => change?.loops[0]?.succeeded ?? 0);
  expect(counts).toEqual([...counts].sort((a, b) => a - b));
  expect(new Set(counts).size).toBe(3);
  expect(seen.flatMap((change) => change?.steps)).toEqual([]);
  expect(written).toBeGreaterThan(seen.length);
  connection.abort();
  await items.return();
});

test("a loop within a loop, as the engine leaves it: read, opened and found down to its steps", async () => {
  const owner = await newPerson();
  const log = { type: "action", action_id: "log" };
  const type = "test.nested";
  await publish(owner.workspace.id, {
    ...{ name: "Nested", trigger: { type: "event", event_types: [type] } },
    steps: [
      { id: "outer", type: "for_each", items: "{{trigger.orders}}", body: "inner", limit: 100 },
      { id: "inner", type: "for_each", items: "{{item.lines}}", body: "line", limit: 100 },
      { id: "line", ...log, config: { message: "Line {{item.sku}}" } },
    ],
  });
  const orders = [1, 2, 3].map((count) => ({
    ...{ name: `Order ${count}`, lines: Array.from({ length: count }, (_, at) => ({ sku: `S${at}` })) },
  }));
  const { runs } = await send(owner.workspace.id, type, { orders });
  const runId = runs[0]?.id ?? "";
  await drive(runId);
  const ask = asked(owner, runId);
  const detail = await owner.caller.runs.get(ask);
  expect(detail.run.status).toBe("completed");
  expect(detail.loops).toMatchObject([{ stepId: "outer", total: 3, begun: 3, succeeded: 3, open: 0 }]);
  expect(detail.loopSteps.find(({ stepId }) => stepId === "inner")).toMatchObject({
    ...{ iterations: 3, outlets: expect.arrayContaining(["body"]) },
  });
  const outer = await owner.caller.runs.iterations({ ...ask, stepId: "outer" });
  expect(outer.iterations.map(({ status }) => status)).toEqual(["succeeded", "succeeded", "succeeded"]);
  const { steps, loops } = await owner.caller.runs.iteration({ ...ask, stepId: "outer", path: "2" });
  expect(steps.map(({ stepId, path }) => [stepId, path])).toEqual([["inner", "2"]]);
  expect(loops).toMatchObject([{ stepId: "inner", path: "2", total: 3, succeeded: 3 }]);
  const inner = await owner.caller.runs.iterations({ ...ask, stepId: "inner", path: "2" });
  expect(inner.iterations.map(({ path }) => path)).toEqual(["2.0", "2.1", "2.2"]);
  const line = await owner.caller.runs.iteration({ ...ask, stepId: "inner", path: "2.1" });
  expect(line.steps).toMatchObject([{ stepId: "line", path: "2.1", output: { message: "Line S1" } }]);
});
