/** The documents that Baton grew from, posted as they stand there, and what comes of it. */
import { beforeEach, describe, expect, test } from "vitest";
import * as flowRoute from "@/app/api/workflows/[id]/route";
import * as createRoute from "@/app/api/workflows/create/route";
import * as eventRoute from "@/app/plugins/automation/webhook/route";
import { pool } from "@/server/db/pool";
import { drive, quotaOf, readRun, usageOf } from "../integration/support/engine";
import { newDemoLike, seedText } from "./support/demo-like";
import { type Answer, call, type Handlers, type KeyHolder, type Sent } from "./support/rest";

const EMAIL = "john@example.com";

let holder: KeyHolder;
beforeEach(async () => {
  holder = await newDemoLike();
});

const send = (route: Handlers, sent: Sent) => call(route, { headers: holder.bearer, ...sent });
const create = (name: string) => send(createRoute, { body: seedText(name) });
const event = (more?: object) => {
  const text = seedText("001-customer-created");
  if (!more) return send(eventRoute, { body: text });
  const { payload, ...rest } = JSON.parse(text);
  return send(eventRoute, { body: { ...rest, payload: { ...payload, ...more } } });
};

async function runsOf({ status, body }: Answer): Promise<{ runId: string; flowId: string }[]> {
  expect(status).toBe(202);
  const runs: unknown = body.runs;
  if (!Array.isArray(runs)) throw new Error("no runs");
  for (const { id } of runs) await drive(id);
  return runs.map(({ id, flow_id }) => ({ runId: id, flowId: flow_id }));
}

async function onlyRun(answer: Answer) {
  const runs = await runsOf(answer);
  expect(runs).toHaveLength(1);
  return readRun(runs[0]?.runId ?? "");
}

async function outbox() {
  const { rows } = await pool().query(
    "select channel, via, to_address, subject, body, template, step_id from messages where workspace_id = $1 order by id",
    [holder.person.workspace.id],
  );
  return rows;
}

const ledger = async () =>
  (await usageOf(holder.person.workspace.id)).map(({ kind, amount, metadata }) => ({
    kind,
    amount,
    metadata,
  }));

describe("flow_123", () => {
  test("is created as it stands, turned on, and warns of nothing", async () => {
    const { status, body } = await create("000-flow-123");
    const document = JSON.parse(seedText("000-flow-123"));
    expect(status).toBe(201);
    expect(body).toMatchObject({
      external_id: "flow_123",
      name: document.name,
      description: document.description,
      status: "active",
      version: 1,
      has_unpublished_changes: false,
      trigger_event: "customer.created",
      definition: { trigger: document.trigger, settings: document.settings },
      problems: [],
    });
    const read = await send(flowRoute, { method: "GET", params: { id: "flow_123" } });
    expect(read).toMatchObject({ status: 200, body });
  });

  test("a customer of no known country ends at its condition", async () => {
    await create("000-flow-123");
    const run = await onlyRun(await event());
    expect(run).toMatchObject({ status: "completed", handled_errors: 0, error_message: null });
    expect(run.steps.condition_1).toMatchObject({ status: "succeeded", outlet: "false" });
    expect(reached(run)).toEqual(["condition_1"]);
    expect(await outbox()).toEqual([]);
    expect(await ledger()).toEqual([{ kind: "workflow_execution", amount: run.tokens, metadata: {} }]);
  });

  test("a German customer likewise", async () => {
    await create("000-flow-123");
    const run = await onlyRun(await event({ location: { country: "DE" } }));
    expect(reached(run)).toEqual(["condition_1"]);
    expect(await outbox()).toEqual([]);
  });

  test("a customer of the US is welcomed and becomes a contact, for so many tokens", async () => {
    await create("000-flow-123");
    const run = await onlyRun(await event({ location: { country: "US" } }));
    expect(run).toMatchObject({ status: "completed", reason: null, handled_errors: 0 });
    expect(run.steps.condition_1).toMatchObject({ outlet: "true" });
    expect(reached(run)).toEqual(["condition_1", "action_1", "action_2"]);
    const [message, ...others] = await outbox();
    expect(others).toEqual([]);
    expect(message).toMatchObject({
      channel: "email",
      via: "sandbox",
      to_address: EMAIL,
      template: "welcome_template",
      step_id: "action_1",
      subject: expect.stringContaining("welcome to"),
    });
    expect(message.body).toMatch(/^Hi John Doe,/);
    const { rows: contacts } = await pool().query(
      "select email, name, external_id from contacts where workspace_id = $1",
      [holder.person.workspace.id],
    );
    expect(contacts).toEqual([{ email: EMAIL, name: "John Doe", external_id: "cust_123" }]);
    await expectLedgerOf(run.tokens, ["email_sent", "workflow_execution"]);
  });
});

describe("flow_welcome_customer", () => {
  const activate = () =>
    send(flowRoute, { method: "PATCH", params: { id: "flow_welcome_customer" }, body: { status: "active" } });

  test("is a draft, which no event starts, until it is turned on", async () => {
    expect(await create("001-flow-welcome-customer")).toMatchObject({
      status: 201,
      body: {
        external_id: "flow_welcome_customer",
        status: "draft",
        version: null,
        trigger_event: "customer.created",
        flow_definition: { steps: [{ id: "condition_1" }, { id: "action_1" }, { id: "action_2" }] },
        problems: [],
      },
    });
    expect(await runsOf(await event())).toEqual([]);
    expect(await activate()).toMatchObject({ status: 200, body: { status: "active", version: 1 } });
    expect(await runsOf(await event())).toHaveLength(1);
  });

  test.each([
    ["as written", undefined],
    ["of the US", { location: { country: "US" } }],
    ["of Germany", { location: { country: "DE" } }],
  ])("a customer %s is welcomed, and someone is to follow up in three days", async (_, more) => {
    await create("001-flow-welcome-customer");
    await activate();
    const started = Date.now();
    const run = await onlyRun(await event(more));
    expect(run).toMatchObject({ status: "completed", reason: null, handled_errors: 0 });
    expect(reached(run)).toEqual(["condition_1", "action_1", "action_2"]);
    expect(run.steps.condition_1).toMatchObject({ outlet: "true" });
    const [message, ...others] = await outbox();
    expect(others).toEqual([]);
    expect(message).toMatchObject({
      to_address: EMAIL,
      subject: "Welcome John Doe!",
      template: "welcome_email",
      step_id: "action_1",
    });
    expect(message.body).toContain("John Doe");
    const { rows: tasks } = await pool().query("select title, due_at from tasks where workspace_id = $1", [
      holder.person.workspace.id,
    ]);
    expect(tasks).toEqual([{ title: "Follow up with John Doe", due_at: expect.any(Date) }]);
    const threeDays = 3 * 86_400_000;
    expect(Math.abs(tasks[0].due_at.getTime() - started - threeDays)).toBeLessThan(30_000);
    await expectLedgerOf(run.tokens, ["email_sent", "workflow_execution"]);
  });

  test("a customer without an address ends there, as completed, and that is said", async () => {
    await create("001-flow-welcome-customer");
    await activate();
    const run = await onlyRun(await event({ email: undefined }));
    expect(run).toMatchObject({ status: "completed", handled_errors: 0 });
    expect(run.reason).toMatch(/condition.not.met/);
    expect(reached(run)).toEqual(["condition_1"]);
    expect(await outbox()).toEqual([]);
    await expectLedgerOf(run.tokens, ["workflow_execution"]);
  });
});

test("both at once: one event starts both, and each does its own", async () => {
  await create("000-flow-123");
  await create("001-flow-welcome-customer");
  await send(flowRoute, {
    method: "PATCH",
    params: { id: "flow_welcome_customer" },
    body: { status: "active" },
  });
  expect(await runsOf(await event({ location: { country: "US" } }))).toHaveLength(2);
  expect((await outbox()).map(({ template }) => template).sort()).toEqual([
    "welcome_email",
    "welcome_template",
  ]);
});

/** Steps that were done, in the order in which they were. */
const reached = ({ steps }: Awaited<ReturnType<typeof readRun>>) =>
  Object.values(steps)
    .filter(({ status }) => status !== "skipped")
    .map(({ step_id }) => step_id);

/** The ledger, the run's own count and what was taken from the quota are the same tokens. */
async function expectLedgerOf(tokens: number, kinds: string[]): Promise<void> {
  const records = await ledger();
  expect(records.map(({ kind }) => kind).sort()).toEqual(kinds);
  expect(records.reduce((sum, { amount }) => sum + amount, 0)).toBe(tokens);
  expect(await quotaOf(holder.person.workspace.id)).toMatchObject({ used: tokens, reserved: 0 });
  expect(tokens).toBeGreaterThan(0);
}
