import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { newId } from "@/server/db/id";
import { pool } from "@/server/db/pool";
import { completeEnvironment } from "@/server/env";
import { startCountingServer } from "../../chaos/counting-server";
import { drive, makeWorkspace, publish, quotaOf, readRun, send, usageOf } from "../support/engine";

let sink: Awaited<ReturnType<typeof startCountingServer>>;
let open = 0;
let mostOpen = 0;
let answer: (path: string) => { status: number; delayMs?: number } = () => ({ status: 200 });

beforeAll(async () => {
  sink = await startCountingServer((call) => {
    const { status, delayMs = 0 } = answer(call.path);
    open++;
    mostOpen = Math.max(mostOpen, open);
    setTimeout(() => open--, delayMs);
    return { status, delayMs };
  });
  completeEnvironment({ BATON_HTTP_ALLOW: sink.origin });
});
afterAll(() => sink.stop());

const loop = (more: object = {}) => ({
  id: "each",
  type: "for_each",
  items: "{{trigger.items}}",
  body: "first",
  on_success: "end",
  ...more,
});
const set = (id: string, variables: object, more: object = {}) => ({
  id,
  type: "set_variables",
  variables,
  ...more,
});
const call = (id: string, path: string, more: object = {}) => ({
  id,
  type: "action",
  action_type: "http_request",
  config: { method: "POST", url: `${sink.url}${path}`, receiver_honours_idempotency_key: true },
  retry_count: 0,
  ...more,
});

async function start(steps: object[], payload: Record<string, unknown>, more: object = {}) {
  const workspace = await makeWorkspace();
  await publish(workspace, {
    name: "Loop",
    trigger: { type: "event", event_types: ["order.placed"] },
    steps,
    ...more,
  });
  const runId = (await send(workspace, "order.placed", payload)).runs[0]?.id ?? "";
  return { workspace, runId };
}

async function run(steps: object[], payload: Record<string, unknown>, more: object = {}) {
  const { workspace, runId } = await start(steps, payload, more);
  await drive(runId, 15_000);
  return { workspace, runId, run: await readRun(runId) };
}

type Row = {
  step_id: string;
  path: string;
  status: string;
  output: unknown;
  error: { message: string } | null;
};

async function rowsOf(runId: string): Promise<Row[]> {
  const { rows } = await pool().query<Row>(
    `select step_id, iteration_path as path, status, coalesce(result, p.body) as output, error
     from automation_event_log s left join payloads p on p.id = s.output_id where run_id = $1 order by run_seq`,
    [runId],
  );
  return rows;
}

const boxes = (rows: Row[]) => rows.map(({ step_id, path }) => `${step_id}@${path}`);
const outputOf = (rows: Row[], id: string) => rows.find(({ step_id }) => step_id === id)?.output;
const framesOf = async (runId: string) =>
  (
    await pool().query("select * from loop_frames where run_id = $1 order by step_id, iteration_path", [
      runId,
    ])
  ).rows;

describe("a loop", () => {
  it("takes one item after another, and each sees its own", async () => {
    const { runId, run: ended } = await run(
      [
        loop({ on_success: "after" }),
        set("first", { text: "{{index}} {{item.name}} {{loop.number}}/{{loop.total}}" }),
        set("second", { seen: "{{steps.first.output.text}}", item: "{{item}}" }, { on_success: "end" }),
        set("after", { last: "{{variables.text}}", count: "{{steps.each.output.total}}" }),
      ],
      { items: [{ name: "a" }, { name: "b" }, { name: "c" }] },
    );
    expect(ended.status).toBe("completed");
    const rows = await rowsOf(runId);
    expect(boxes(rows)).toEqual([
      ...["first@0", "second@0", "first@1", "second@1", "first@2", "second@2", "each@", "after@"],
    ]);
    expect(outputOf(rows, "each")).toEqual({
      ...{ total: 3, succeeded: 3, failed: 0 },
      results: ["a", "b", "c"].map((name, index) => ({
        seen: `${index} ${name} ${index + 1}/3`,
        item: { name },
      })),
    });
    expect(outputOf(rows, "after")).toEqual({ last: "2 c 3/3", count: 3 });
  });

  it("makes several calls at once, and never more than it may", async () => {
    mostOpen = 0;
    answer = () => ({ status: 200, delayMs: 30 });
    const before = sink.calls.length;
    const { runId, run: ended } = await run(
      [
        loop({ concurrency: 5, on_success: "end" }),
        call("first", "/five/{{index}}"),
        { id: "pause", type: "delay", for: { value: 1, unit: "seconds" } },
        set("noted", { x: "{{steps.first.output.status}}" }, { on_success: "end" }),
      ],
      { items: Array.from({ length: 12 }, (_, index) => index) },
    );
    expect(ended.status).toBe("completed");
    expect(mostOpen).toBe(5);
    const calls = sink.calls.slice(before);
    expect(calls.map(({ path }) => path).sort()).toEqual(
      Array.from({ length: 12 }, (_, index) => `/five/${index}`).sort(),
    );
    expect(new Set(calls.map(({ key }) => key)).size).toBe(12);
    expect(await rowsOf(runId)).toHaveLength(12 * 3 + 1);
  });

  it("stands in a loop: names of the inner one shadow, and no item sees its sibling's outputs", async () => {
    const { runId, run: ended } = await run(
      [
        loop({ body: "order", limit: 100 }),
        set("order", { id: "{{item.id}}" }),
        { ...loop({ items: "{{item.lines}}", body: "line", limit: 100 }), id: "lines", on_success: "sum" },
        set(
          "line",
          {
            line: "{{loop.parent.item.id}}:{{steps.order.output.id}}:{{item}}:{{loop.parent.index}}.{{index}}",
            sibling: "{{steps.sum.output.n}}",
          },
          { on_success: "end" },
        ),
        set("sum", { n: "{{steps.lines.output.total}}" }, { on_success: "end" }),
      ],
      {
        items: [
          { id: "A", lines: ["x", "y"] },
          { id: "B", lines: [] },
          { id: "C", lines: ["z"] },
        ],
      },
    );
    expect(ended.status).toBe("completed");
    const rows = await rowsOf(runId);
    const lines = rows.filter(({ step_id }) => step_id === "line");
    expect(lines.map(({ path, output }) => [path, output])).toEqual([
      ["0.0", { line: "A:A:x:0.0", sibling: null }],
      ["0.1", { line: "A:A:y:0.1", sibling: null }],
      ["2.0", { line: "C:C:z:2.0", sibling: null }],
    ]);
    expect(outputOf(rows, "each")).toMatchObject({ total: 3, results: [{ n: 2 }, { n: 0 }, { n: 1 }] });
    // Inner frames are gone with the items they stood in.
    expect((await framesOf(runId)).map(({ step_id }) => step_id)).toEqual(["each"]);
  });

  it("ends at the first item that fails, names it, and begins no further one", async () => {
    answer = (path) => ({ status: path.endsWith("/2") ? 400 : 200 });
    const { runId, run: ended } = await run(
      [loop(), call("first", "/stop/{{item}}", { on_success: "end" })],
      {
        items: [0, 1, 2, 3, 4],
      },
    );
    expect(ended).toMatchObject({ status: "failed", failed_step_id: "each" });
    expect(ended.error_message).toMatch(/^Item 3 of 5: .*400/);
    const rows = await rowsOf(runId);
    expect(boxes(rows).filter((box) => box.startsWith("first"))).toEqual(["first@0", "first@1", "first@2"]);
    expect(rows.at(-1)).toMatchObject({ step_id: "each", status: "failed" });
    expect(outputOf(rows, "each")).toMatchObject({
      ...{ total: 5, succeeded: 2, failed: 1, not_begun: 2 },
      failures: [{ index: 2, step_id: "first" }],
    });
  });

  it("goes out by its error edge when an item fails", async () => {
    answer = () => ({ status: 400 });
    const { runId, run: ended } = await run(
      [
        loop({ on_error: "sorry", on_success: "end" }),
        call("first", "/edge", { on_success: "end" }),
        set("sorry", { why: "{{steps.each.output.failed}}" }, { on_success: "end" }),
      ],
      { items: [1, 2] },
    );
    expect(ended).toMatchObject({ status: "completed", handled_errors: 1 });
    expect(boxes(await rowsOf(runId))).toContain("sorry@");
  });

  it("goes on after failed items if it is to, and counts them", async () => {
    answer = (path) => ({ status: /[13]$/.test(path) ? 400 : 200 });
    const { runId, run: ended } = await run(
      [
        loop({ on_item_error: "continue", concurrency: 2 }),
        call("first", "/on/{{item}}", { on_success: "end" }),
      ],
      { items: [0, 1, 2, 3, 4] },
    );
    expect(ended).toMatchObject({ status: "completed", handled_errors: 2 });
    const output = outputOf(await rowsOf(runId), "each");
    expect(output).toMatchObject({ total: 5, succeeded: 3, failed: 2 });
    expect(output).toHaveProperty("results.1", null);
    expect(output).toHaveProperty("results.2.status", 200);
  });

  it("runs an error handler once for each item, also one that two loops share, with that item's error", async () => {
    answer = () => ({ status: 400 });
    const failing = (id: string) => call(id, `/${id}/{{item}}`, { on_success: "end", on_error: "tell" });
    const {
      runId,
      run: ended,
      workspace,
    } = await run(
      [
        loop({ body: "one", on_success: "again" }),
        failing("one"),
        { ...loop({ body: "two" }), id: "again" },
        failing("two"),
      ],
      { items: ["x", "y"] },
      {
        error_handlers: [
          {
            id: "tell",
            type: "action",
            action_type: "send_email",
            config: { to: "a@example.com", subject: "{{error.step_id}} {{item}}", body: "{{error.message}}" },
          },
        ],
      },
    );
    expect(ended).toMatchObject({ status: "completed", handled_errors: 4 });
    const { rows } = await pool().query("select subject from messages where run_id = $1 order by subject", [
      runId,
    ]);
    expect(rows.map(({ subject }) => subject)).toEqual(["one x", "one y", "two x", "two y"]);
    expect((await usageOf(workspace)).filter(({ kind }) => kind === "email_sent")).toHaveLength(4);
  });

  it.each([
    ["an empty list", [], 0],
    ["nothing", null, 0],
    ["a list as text", '[1, "b"]', 2],
  ])("takes %s", async (_what, items, total) => {
    const { runId, run: ended } = await run(
      [loop(), set("first", { a: "{{item}}" }, { on_success: "end" })],
      {
        items,
      },
    );
    expect(ended.status).toBe("completed");
    expect(outputOf(await rowsOf(runId), "each")).toMatchObject({ total, succeeded: total });
  });

  it("says so when its items are not a list", async () => {
    const { run: ended } = await run(
      [loop({ name: "Every line" }), set("first", { a: 1 }, { on_success: "end" })],
      { items: { a: 1 } },
    );
    expect(ended).toMatchObject({ status: "failed", failed_step_id: "each" });
    expect(ended.steps.each?.error?.code).toBe("items_not_a_list");
    expect(ended.error_message).toMatch(/^Every line: /);
  });

  it("takes as many items as its limit, and says how many it left", async () => {
    const { runId } = await run(
      [loop({ limit: 2 }), set("first", { a: "{{item}}" }, { on_success: "end" })],
      { items: ["a", "b", "c"] },
    );
    expect(outputOf(await rowsOf(runId), "each")).toEqual({
      ...{ total: 2, over_limit: 1, succeeded: 2, failed: 0 },
      results: [{ a: "a" }, { a: "b" }],
    });
  });

  it("does not go beyond 10,000 iterations with the loops around it", async () => {
    const steps = (limit: number) => [
      loop({ body: "inner", limit }),
      { ...loop({ items: "{{trigger.items}}", body: "line", limit }), id: "inner" },
      set("line", { a: 1 }, { on_success: "end" }),
    ];
    const { workspace, runId } = await start(steps(100), { items: Array.from({ length: 101 }, () => 1) });
    // A publication would refuse such limits; a version of before that rule has them.
    const versionId = newId();
    await pool().query(
      `insert into flow_versions (id, workspace_id, flow_id, number, definition) select $1, workspace_id, flow_id, 2,
         replace(definition::text, '"limit": 100', '"limit": 1000')::jsonb from flow_versions where workspace_id = $2`,
      [versionId, workspace],
    );
    await pool().query("update flow_executions set version_id = $2 where id = $1", [runId, versionId]);
    await drive(runId);
    const ended = await readRun(runId);
    expect(ended).toMatchObject({ status: "failed", failed_step_id: "each" });
    expect(ended.steps.inner?.error?.code).toBe("too_many_iterations");
    expect(ended.error_message).toMatch(/^Item 1 of 101: inner: .*10,201.*10,000/);
  });

  it("meters every item under a key of its own", async () => {
    const { workspace, run: ended } = await run(
      [
        loop(),
        {
          ...{ id: "first", type: "action", action_type: "send_sms", on_success: "end" },
          config: { to: "+1415555010{{item}}", message: "Hi" },
        },
      ],
      { items: [1, 2, 3] },
    );
    expect(ended.status).toBe("completed");
    const usage = await usageOf(workspace);
    expect(usage.filter(({ kind }) => kind === "sms_sent").map(({ key }) => key.split(":iter:")[1])).toEqual([
      ...["0:sms_sent", "1:sms_sent", "2:sms_sent"],
    ]);
    const ledger = usage.reduce((sum, { amount }) => sum + amount, 0);
    expect(ended.tokens).toBe(ledger);
    expect(await quotaOf(workspace)).toMatchObject({ used: ledger, reserved: 0 });
  });
});

describe("a loop of 10,000", () => {
  it("is done to the last item, with every step recorded once", async () => {
    const items = Array.from({ length: 10_000 }, (_, index) => index);
    const {
      runId,
      run: ended,
      workspace,
    } = await run(
      [
        loop({ limit: 10_000, on_success: "after" }),
        {
          ...{ id: "first", type: "condition", on_true: "even", on_false: "end" },
          condition: { field: "item", operator: "in", value: [0, 2, 4, 9_998] },
        },
        set("even", { last: "{{item}}" }, { on_success: "end" }),
        set("after", { x: "{{variables.last}}" }, { on_success: "end" }),
      ],
      { items },
    );
    expect(ended.status).toBe("completed");
    const { rows } = await pool().query(
      "select step_id, status, count(*)::int from automation_event_log where run_id = $1 group by 1, 2 order by 1, 2",
      [runId],
    );
    expect(rows).toEqual([
      { step_id: "after", status: "succeeded", count: 1 },
      { step_id: "each", status: "succeeded", count: 1 },
      { step_id: "even", status: "succeeded", count: 4 },
      { step_id: "even", status: "skipped", count: 9_996 },
      { step_id: "first", status: "succeeded", count: 10_000 },
    ]);
    expect(ended.steps.after?.result).toEqual({ x: 9_998 });
    expect(ended.tokens).toBe(500);
    expect((await usageOf(workspace)).map(({ amount }) => amount)).toEqual([500]);
  });
});
