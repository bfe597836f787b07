/** Runs as the API shows them: started by hand, listed, read and cancelled. */
import { beforeAll, describe, expect, test } from "vitest";
import * as cancelRoute from "@/app/api/v1/runs/[id]/cancel/route";
import * as runRoute from "@/app/api/v1/runs/[id]/route";
import * as executeRoute from "@/app/api/workflows/[id]/execute/route";
import * as historyRoute from "@/app/api/workflows/[id]/history/route";
import * as flowRoute from "@/app/api/workflows/[id]/route";
import * as createRoute from "@/app/api/workflows/create/route";
import { newId } from "@/server/db/id";
import { pool } from "@/server/db/pool";
import { drive, usageOf } from "../integration/support/engine";
import { newDemoLike } from "./support/demo-like";
import { type Answer, call, fieldsOf, type Handlers, type KeyHolder, type Sent } from "./support/rest";
import { readEvent, rowCounts } from "./support/rows";

let holder: KeyHolder;
beforeAll(async () => {
  holder = await newDemoLike();
});

const send = (route: Handlers, sent: Sent, who = holder) =>
  call(route, { ...sent, headers: { ...who.bearer, ...sent.headers } });
const execute = (id: unknown, sent: Sent = {}, who = holder) =>
  send(executeRoute, { params: { id: String(id) }, ...sent }, who);
const readRun = (id: unknown, who = holder) =>
  send(runRoute, { method: "GET", params: { id: String(id) } }, who);
const cancel = (id: unknown, who = holder) => send(cancelRoute, { params: { id: String(id) } }, who);
const history = (id: unknown, query = "") =>
  send(historyRoute, {
    method: "GET",
    path: `/api/workflows/${id}/history${query}`,
    params: { id: String(id) },
  });

const mail = { id: "mail", type: "action", action_id: "send_email" };
const config = { to: "{{trigger.email}}", subject: "Hello {{trigger.name}}", body: "Dear {{trigger.name}}" };
const sleep = { id: "sleep", type: "delay", for: { value: 1, unit: "hours" } };

async function newFlow(steps: object[], more: object = {}): Promise<{ id: string; externalId: string }> {
  const externalId = `ext-${newId()}`;
  const trigger = { type: "event", event_types: ["order.created"] };
  const { status, body } = await send(createRoute, {
    body: { id: externalId, name: "By hand", status: "active", trigger, steps, ...more },
  });
  expect(status).toBe(201);
  return { id: String(body.id), externalId };
}

/** Started, and gone as far as it can. */
async function runOf(flowId: string, payload: object = {}): Promise<string> {
  const { status, body } = await execute(flowId, { body: { payload } });
  expect(status).toBe(202);
  const [run] = Array.isArray(body.runs) ? body.runs : [];
  await drive(run.id, 0);
  return run.id;
}

const rowsOf = ({ body }: Answer) => (Array.isArray(body.history) ? body.history : []);

describe("a run by hand", () => {
  test("needs no body, no event and no flow that is on", async () => {
    const flow = await newFlow([{ ...mail, config: { ...config, to: "a@example.com" } }]);
    const { id, externalId } = flow;
    await send(flowRoute, { method: "PATCH", params: { id }, body: { status: "paused" } });
    const { status, body } = await execute(externalId);
    expect(status).toBe(202);
    expect(body).toMatchObject({ duplicate: false, runs: [{ flow_id: id }] });
    expect(await readEvent(body.event_id)).toMatchObject({
      type: "manual.started",
      source: "manual",
      payload: {},
    });
  });

  test.each(["payload", "data"])("takes its %s as what it is started with", async (name) => {
    const { id } = await newFlow([{ ...mail, config }]);
    const { body } = await execute(id, { body: { [name]: { email: "ada@example.com", name: "Ada" } } });
    const [run] = Array.isArray(body.runs) ? body.runs : [];
    await drive(run.id);
    const { rows } = await pool().query("select to_address, subject, body from messages where run_id = $1", [
      run.id,
    ]);
    expect(rows).toEqual([
      { to_address: "ada@example.com", subject: "Hello Ada", body: expect.stringContaining("Dear Ada") },
    ]);
  });

  test("is one for one Idempotency-Key, and another for another flow's", async () => {
    const [one, other] = [await newFlow([sleep]), await newFlow([sleep])];
    const headers = { "idempotency-key": newId() };
    const first = await execute(one.id, { headers });
    const before = await rowCounts();
    expect(await execute(one.externalId, { headers })).toMatchObject({
      status: 202,
      body: { ...first.body, duplicate: true },
    });
    expect(await rowCounts()).toEqual(before);
    expect((await execute(other.id, { headers })).body).toMatchObject({
      duplicate: false,
      runs: [{ flow_id: other.id }],
    });
  });

  test("starts no other flow", async () => {
    const [one] = [await newFlow([sleep]), await newFlow([sleep])];
    expect((await execute(one.id)).body.runs).toHaveLength(1);
  });

  test.each([
    ["payload", { payload: [] }],
    ["data", { data: "x" }],
  ])("with a wrong %s is none", async (field, body) => {
    const { id } = await newFlow([sleep]);
    const before = await rowCounts();
    const answer = await execute(id, { body });
    expect(answer.status).toBe(422);
    expect(fieldsOf(answer)).toEqual([field]);
    expect((await execute(id, { headers: { "idempotency-key": "x".repeat(201) } })).status).toBe(422);
    expect(await rowCounts()).toEqual(before);
  });
});

describe("the history", () => {
  test("shows a run with its event, its steps, what they gave and what it cost", async () => {
    const ask = { id: "ask", type: "condition", condition: { field: "name", operator: "exists" } };
    const { id, externalId } = await newFlow([
      { ...ask, on_true: "mail", on_false: "end" },
      { ...mail, config },
    ]);
    const runId = await runOf(id, { email: "ada@example.com", name: "Ada" });
    const answer = await history(externalId);
    expect(answer.status).toBe(200);
    const [row, ...others] = rowsOf(answer);
    expect(others).toEqual([]);
    expect(row).toMatchObject({
      id: runId,
      flow_id: id,
      flow_external_id: externalId,
      version: 1,
      status: "completed",
      detail: null,
      mode: "live",
      origin: "manual",
      parent_run_id: null,
      trigger_event_type: "manual.started",
      trigger_data: { email: "ada@example.com", name: "Ada" },
      execution_log: [
        { step_id: "ask", type: "condition", status: "succeeded", outlet: "true", attempt: 1, error: null },
        {
          step_id: "mail",
          type: "action",
          status: "succeeded",
          input: { to: "ada@example.com", subject: "Hello Ada" },
        },
      ],
      execution_results: { mail: { to: "ada@example.com" } },
      error_message: null,
      handled_errors: 0,
    });
    for (const field of ["started_at", "completed_at", "created_at"])
      expect(row[field]).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
    const charged = (await usageOf(holder.person.workspace.id)).filter(({ key }) => key.includes(runId));
    expect(row.tokens).toBe(charged.reduce((sum, { amount }) => sum + amount, 0) / 1000);
    expect(row.tokens).toBeGreaterThan(0);
    expect((await readRun(runId)).body).toEqual(row);
  });

  test("names the run that started another", async () => {
    const child = await newFlow([sleep], { trigger: { type: "manual" } });
    const { id } = await newFlow([{ id: "run", type: "sub_flow", flow_id: child.externalId }]);
    const parent = await runOf(id);
    const [row, ...others] = rowsOf(await history(child.id));
    expect(others).toEqual([]);
    expect(row).toMatchObject({ origin: "sub_flow", parent_run_id: parent });
    expect((await readRun(row.id)).body).toMatchObject({ origin: "sub_flow", parent_run_id: parent });
  });

  const failing = { id: "fail", type: "action", action_id: "send_email", config: { to: "nobody" } };
  test("tells failed from handled", async () => {
    const settings = { retry_count: 0 };
    const failed = await newFlow([failing], { settings });
    await runOf(failed.id);
    const [one] = rowsOf(await history(failed.id));
    expect(one).toMatchObject({
      status: "failed",
      failed_step_id: "fail",
      error_message: expect.stringMatching(/\w/),
      handled_errors: 0,
      execution_log: [{ step_id: "fail", status: "failed", error: { message: expect.stringMatching(/\w/) } }],
      execution_results: {},
    });
    const note = { id: "note", type: "action", action_id: "log", config: { message: "It failed" } };
    const handled = await newFlow([{ ...failing, on_error: "note" }], { settings, error_handlers: [note] });
    await runOf(handled.id);
    const [two] = rowsOf(await history(handled.id));
    expect(two).toMatchObject({ status: "completed", handled_errors: 1, failed_step_id: null });
  });

  test("says in a detail what kind of running it is", async () => {
    const { id } = await newFlow([sleep]);
    await execute(id);
    expect(rowsOf(await history(id))).toMatchObject([
      { status: "running", detail: "queued", started_at: null },
    ]);
    const runId = await runOf(id);
    expect((await readRun(runId)).body).toMatchObject({
      status: "running",
      detail: "waiting",
      completed_at: null,
      execution_log: [{ step_id: "sleep", status: "waiting", finished_at: null }],
    });
  });

  test("goes page by page, each run once, the newest first", async () => {
    const { id } = await newFlow([sleep]);
    const started: unknown[] = [];
    for (let count = 0; count < 5; count++) {
      const { body } = await execute(id);
      started.unshift(Array.isArray(body.runs) && body.runs[0].id);
    }
    // Of one moment: then the id decides.
    await pool().query("update flow_executions set created_at = '2026-01-01' where flow_id = $1", [id]);
    const seen: unknown[] = [];
    let cursor: unknown = "";
    for (let page = 0; cursor !== null && page < 5; page++) {
      const answer: Answer = await history(id, `?limit=2${cursor ? `&cursor=${cursor}` : ""}`);
      expect(rowsOf(answer).length).toBeLessThanOrEqual(2);
      seen.push(...rowsOf(answer).map((row) => row.id));
      cursor = answer.body.next_cursor;
      if (page === 0) await execute(id);
    }
    expect(cursor).toBeNull();
    expect(seen).toEqual(started);
  });

  test("by status", async () => {
    const { id } = await newFlow([{ ...mail, config }]);
    const done = await runOf(id, { email: "ada@example.com", name: "Ada" });
    const { body } = await execute(id);
    const open = Array.isArray(body.runs) && body.runs[0].id;
    const idsOf = async (status: string) =>
      rowsOf(await history(id, `?status=${status}`)).map((row) => row.id);
    expect(await idsOf("completed")).toEqual([done]);
    expect(await idsOf("running")).toEqual([open]);
    expect(await idsOf("failed")).toEqual([]);
    for (const wrong of ["?status=queued", "?limit=0", "?cursor=x"])
      expect((await history(id, wrong)).status).toBe(422);
  });

  test("leaves out what is too large, and says so", async () => {
    const { id } = await newFlow([{ ...mail, config: { ...config, body: "{{trigger.text}}" } }]);
    const runId = await runOf(id, { email: "ada@example.com", name: "Ada", text: "x".repeat(20_000) });
    const [row] = rowsOf(await history(id));
    expect(row).toMatchObject({
      trigger_data: { name: "Ada" },
      execution_log: [{ step_id: "mail", input: null, data_omitted: true }],
    });
    expect((await readRun(runId)).body).toMatchObject({
      execution_log: [{ step_id: "mail", input: { subject: "Hello Ada" }, data_omitted: false }],
    });
  });

  test("stays when the flow is deleted", async () => {
    const { id } = await newFlow([sleep]);
    const runId = await runOf(id);
    await send(flowRoute, { method: "DELETE", params: { id } });
    expect(rowsOf(await history(id))).toMatchObject([{ id: runId, status: "cancelled" }]);
  });

  test("costs as many statements for fifty runs as for one", async () => {
    const { id } = await newFlow([{ ...mail, config }]);
    const statements = async () => {
      const sent: unknown[] = [];
      const { query } = pool();
      pool().query = new Proxy(query, {
        apply(target, self, values) {
          // Keys are looked up again every few seconds.
          if (/automation_|flow_/.test(JSON.stringify(values[0]))) sent.push(values[0]);
          return Reflect.apply(target, self, values);
        },
      });
      expect((await history(id, "?limit=100")).status).toBe(200);
      pool().query = query;
      return sent.length;
    };
    await runOf(id, { email: "ada@example.com" });
    await history(id);
    const one = await statements();
    for (let count = 0; count < 49; count++) await execute(id);
    expect(rowsOf(await history(id, "?limit=100"))).toHaveLength(50);
    expect(one).toBeGreaterThan(0);
    expect(await statements()).toBe(one);
  });
});

describe("deleting a flow", () => {
  test("with ?runs=finish leaves its runs to go on", async () => {
    const { id } = await newFlow([sleep]);
    const runId = await runOf(id);
    const path = `/api/workflows/${id}?runs=finish`;
    expect((await send(flowRoute, { method: "DELETE", path, params: { id } })).status).toBe(204);
    expect((await readRun(runId)).body).toMatchObject({ status: "running", detail: "waiting" });
  });

  test("with another word for it does nothing", async () => {
    const { id } = await newFlow([sleep]);
    const path = `/api/workflows/${id}?runs=stop`;
    const answer = await send(flowRoute, { method: "DELETE", path, params: { id } });
    expect(answer.status).toBe(422);
    expect(fieldsOf(answer)).toEqual(["runs"]);
    expect((await send(flowRoute, { method: "GET", params: { id } })).body.status).toBe("active");
  });
});

describe("a single run", () => {
  test("is cancelled for good, once, and that is written down", async () => {
    const { id } = await newFlow([sleep, { ...mail, config }]);
    const runId = await runOf(id, { email: "ada@example.com" });
    expect(await cancel(runId)).toMatchObject({
      status: 200,
      body: {
        id: runId,
        status: "cancelled",
        completed_at: expect.any(String),
        execution_log: [{ step_id: "sleep", status: "cancelled" }],
      },
    });
    await drive(runId);
    expect((await readRun(runId)).body).toMatchObject({ status: "cancelled" });
    expect(await cancel(runId)).toMatchObject({
      status: 409,
      body: { detail: expect.stringContaining("cancelled") },
    });
    const { rows } = await pool().query(
      "select actor_type, actor_id from audit_entries where action = 'run.cancelled' and target_id = $1",
      [runId],
    );
    expect(rows).toEqual([{ actor_type: "api_key", actor_id: holder.keyId }]);
    const sent = await pool().query("select 1 from messages where run_id = $1", [runId]);
    expect(sent.rows).toEqual([]);
  });

  test("is found by the id that it was given elsewhere", async () => {
    const { id } = await newFlow([sleep]);
    const runId = await runOf(id);
    await pool().query("update flow_executions set external_id = 'exec_456' where id = $1", [runId]);
    expect((await readRun("exec_456")).body).toMatchObject({ id: runId, external_id: "exec_456" });
    expect((await cancel("exec_456")).body).toMatchObject({ id: runId, status: "cancelled" });
  });

  test("of another workspace is not found, nor one that is not there", async () => {
    const { id } = await newFlow([sleep]);
    const runId = await runOf(id);
    await pool().query("update flow_executions set external_id = 'exec_789' where id = $1", [runId]);
    const other = await newDemoLike();
    for (const answer of [
      await readRun(runId, other),
      await readRun("exec_789", other),
      await cancel(runId, other),
      await cancel("exec_789", other),
      await execute(id, {}, other),
      await readRun(newId()),
      await cancel(newId()),
      await readRun("exec_0"),
      await readRun("a\0b"),
    ])
      expect(answer.status).toBe(404);
    expect((await readRun(runId)).body).toMatchObject({ status: "running" });
  });

  test("is read with flows:read alone, and cancelled with flows:write alone", async () => {
    const { id } = await newFlow([sleep]);
    const runId = await runOf(id);
    const reader = await newDemoLike(["flows:read"]);
    const writer = await newDemoLike(["flows:write"]);
    expect((await cancel(runId, reader)).status).toBe(403);
    expect((await execute(id, {}, reader)).status).toBe(403);
    expect((await readRun(runId, writer)).status).toBe(403);
    expect((await readRun(runId)).body).toMatchObject({ status: "running" });
  });
});
