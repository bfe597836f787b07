import { readFileSync } from "node:fs";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import * as aliasRoute from "@/app/api/events/route";
import * as apiRoute from "@/app/api/v1/events/route";
import * as platformRoute from "@/app/plugins/automation/webhook/route";
import { newId } from "@/server/db/id";
import { pool } from "@/server/db/pool";
import { publish } from "../integration/support/engine";
import { call, fieldsOf, type KeyHolder, newKeyHolder, type Sent } from "./support/rest";
import { readEvent, rowCounts } from "./support/rows";

const seed = (name: string) =>
  readFileSync(new URL(`../fixtures/seeds/${name}.json`, import.meta.url), "utf8");

const addresses = {
  "/api/v1/events": apiRoute,
  "/api/events": aliasRoute,
  "/plugins/automation/webhook": platformRoute,
};

let holder: KeyHolder;
let flowId: string;

beforeAll(async () => {
  holder = await newKeyHolder();
  await pool().query("update workspaces set aliases = '{tenant_123,elsewhere}' where id = $1", [
    holder.person.workspace.id,
  ]);
  const published = await publish(holder.person.workspace.id, {
    name: "Welcome",
    trigger: { type: "event", event_types: ["customer.created"] },
    steps: [{ id: "say", type: "action", action_type: "log", config: { message: "Hello" } }],
  });
  flowId = published.flowId;
});

const send = (body: unknown, { headers, ...sent }: Sent = {}) =>
  call(apiRoute, { body, ...sent, headers: { ...holder.bearer, ...headers } });

describe.each(Object.entries(addresses))("POST %s", (_path, route) => {
  const post = (body: unknown, headers: Sent["headers"] = {}) =>
    call(route, { body, headers: { ...holder.bearer, ...headers } });

  test("takes the simplified document's event as it stands there", async () => {
    const answer = await post(seed("001-customer-created"));
    expect(answer.status).toBe(202);
    expect(answer.headers.get("content-type")).toBe("application/json");
    expect(answer.body).toEqual({
      event_id: expect.any(String),
      duplicate: false,
      runs: [{ id: expect.any(String), flow_id: flowId }],
      not_started: [],
    });
    expect(await readEvent(answer.body.event_id)).toMatchObject({
      type: "customer.created",
      source: "api",
      subject: "email:john@example.com",
      payload: { customer_id: "cust_123", email: "john@example.com", name: "John Doe" },
    });
  });

  test("takes the design's event of a plugin as it stands there", async () => {
    const answer = await post(seed("000-email-sent"));
    expect(answer).toMatchObject({ status: 202, body: { runs: [] } });
    expect(await readEvent(answer.body.event_id)).toMatchObject({
      type: "email.sent",
      payload: { customer_id: "123", email_id: "456" },
    });
  });

  test("starts a run that is queued before the answer", async () => {
    const { body } = await post({ event_type: "customer.created", payload: { email: "ada@example.com" } });
    const { rows } = await pool().query("select status, flow_id from flow_executions where event_id = $1", [
      body.event_id,
    ]);
    expect(rows).toEqual([{ status: "queued", flow_id: flowId }]);
  });

  test("says which flows it matched and did not start, and why", async () => {
    const type = `visit.${newId().slice(-12)}`;
    const once = await publish(holder.person.workspace.id, {
      name: "Once",
      trigger: { type: "event", event_types: [type] },
      steps: [{ id: "say", type: "action", action_type: "log", config: { message: "Hello" } }],
      settings: { reentry: "once_per_contact" },
    });
    const visit = { event_type: type, payload: { email: "ada@example.com" } };
    expect((await post(visit)).body).toMatchObject({ runs: [{ flow_id: once.flowId }], not_started: [] });
    expect((await post(visit)).body).toMatchObject({
      runs: [],
      not_started: [
        {
          flow_id: once.flowId,
          reason: "once_per_contact",
          message: expect.stringContaining("once per contact"),
        },
      ],
    });
  });

  test.each(["GET", "PUT", "PATCH", "DELETE"])("answers 405 to %s", async (method) => {
    const answer = await call(route, { method, headers: holder.bearer });
    expect(answer).toMatchObject({ status: 405, body: { status: 405, problems: [] } });
    expect(answer.headers.get("allow")).toBe("POST, OPTIONS");
    expect(answer.headers.get("content-type")).toBe("application/problem+json");
  });
});

describe("what an event may be called", () => {
  test.each([
    [
      { type: "order.created", data: { total: 1 } },
      { type: "order.created", payload: { total: 1 } },
    ],
    [
      { event_type: "payment_received", payload: {} },
      { type: "payment.received", raw_type: "payment_received" },
    ],
    [
      { event_type: "payment.captured", payload: {} },
      { type: "payment.received", raw_type: "payment.captured" },
    ],
    [{ event_type: "order_status_changed", payload: {} }, { type: "order.status_changed" }],
    [
      { event_type: "  lead.created  ", payload: {} },
      { type: "lead.created", raw_type: "lead.created" },
    ],
    [
      { event_type: "a.b", type: "c.d", payload: { one: 1 }, data: { two: 2 } },
      { type: "a.b", payload: { one: 1 } },
    ],
    [{ event_type: "a.b", payload: {}, id: 42 }, { external_id: "42" }],
    [{ event_type: "a.b", payload: {}, event_id: "evt_1" }, { external_id: "evt_1" }],
    [{ event_type: "a.b", payload: {}, id: null, timestamp: null, tenant_id: null }, { external_id: null }],
    [{ event_type: "a.b", payload: {}, whatever: { else: [1] } }, { payload: {} }],
  ])("%j", async (body, stored) => {
    const answer = await send(body);
    expect(answer.status).toBe(202);
    expect(await readEvent(answer.body.event_id)).toMatchObject(stored);
  });

  test.each([
    [{ timestamp: "2024-02-29T12:00:00Z" }, "2024-02-29T12:00:00.000Z"],
    [{ timestamp: "2024-02-29T12:00:00.5+02:00" }, "2024-02-29T10:00:00.500Z"],
    [{ timestamp: "2024-02-29" }, "2024-02-29T00:00:00.000Z"],
    [{ occurred_at: 1709208000 }, "2024-02-29T12:00:00.000Z"],
    [{ occurred_at: 1709208000000 }, "2024-02-29T12:00:00.000Z"],
    [{ timestamp: "1709208000" }, "2024-02-29T12:00:00.000Z"],
  ])("its time %j is %s", async (time, instant) => {
    const answer = await send({ event_type: "a.b", payload: {}, ...time });
    expect((await readEvent(answer.body.event_id)).occurred_at.toISOString()).toBe(instant);
  });

  test("its payload is kept as it came, however large it may be", async () => {
    const payload = { text: "é".repeat(250_000), list: [1, [2, [3]]], nothing: null, "odd key": { a: 1.5 } };
    const answer = await send({ event_type: "a.b", payload });
    expect(answer.status).toBe(202);
    expect((await readEvent(answer.body.event_id)).payload).toEqual(payload);
  });

  test("text that the database cannot keep loses only what nobody sees", async () => {
    const answer = await send('{"event_type":"a.b","payload":{"a\\u0000b":"x\\u0000y","half":"\\ud800"}}');
    expect((await readEvent(answer.body.event_id)).payload).toEqual({ ab: "xy", half: "\ufffd" });
  });

  test("a name of every object's prototype is data like any other", async () => {
    const answer = await send(
      '{"event_type":"a.b","payload":{"constructor":1,"nested":{"__proto__":{"x":1}}}}',
    );
    expect(answer.status).toBe(202);
    expect(Object.getOwnPropertyNames(Object.prototype)).not.toContain("x");
  });
});

describe("refused, and nothing is written", () => {
  let before: Record<string, number>;
  beforeEach(async () => {
    before = await rowCounts();
  });

  const invalid: [string, unknown, string[]][] = [
    ["no object", [], [""]],
    ["a number", 3, [""]],
    ["null", null, [""]],
    ["nothing in it", {}, ["event_type", "payload"]],
    ["no type", { payload: {} }, ["event_type"]],
    ["an empty type", { event_type: " ", payload: {} }, ["event_type"]],
    ["a type that is no text", { event_type: 7, payload: {} }, ["event_type"]],
    ["a type that is too long", { event_type: "x".repeat(201), payload: {} }, ["event_type"]],
    ["a type with a control character", { event_type: "a\u0000b", payload: {} }, ["event_type"]],
    ["no payload", { event_type: "a.b" }, ["payload"]],
    ["a list as payload", { event_type: "a.b", payload: [] }, ["payload"]],
    ["text as data", { type: "a.b", data: "x" }, ["data"]],
    ["null as payload", { event_type: "a.b", payload: null }, ["payload"]],
    ["an id that is an object", { event_type: "a.b", payload: {}, id: {} }, ["id"]],
    ["an id that is too long", { event_type: "a.b", payload: {}, id: "x".repeat(201) }, ["id"]],
    ["an empty id", { event_type: "a.b", payload: {}, event_id: "" }, ["event_id"]],
    ["an id with a control character", { event_type: "a.b", payload: {}, id: "a\u0000" }, ["id"]],
    ["a time that is none", { event_type: "a.b", payload: {}, timestamp: "yesterday" }, ["timestamp"]],
    [
      "a day that does not exist",
      { event_type: "a.b", payload: {}, timestamp: "2024-13-01T00:00:00Z" },
      ["timestamp"],
    ],
    [
      "a time without a zone",
      { event_type: "a.b", payload: {}, timestamp: "2024-01-01T00:00:00" },
      ["timestamp"],
    ],
    [
      "a time in the far future",
      { event_type: "a.b", payload: {}, occurred_at: "2999-01-01T00:00:00Z" },
      ["occurred_at"],
    ],
    ["a time before all computers", { event_type: "a.b", payload: {}, timestamp: -5 }, ["timestamp"]],
    [
      "everything at once",
      { event_type: 1, payload: 2, id: [], timestamp: true, tenant_id: "x" },
      ["event_type", "payload", "id", "timestamp", "tenant_id"],
    ],
  ];
  test.each(invalid)("422 for %s", async (_what, body, fields) => {
    const answer = await send(body);
    expect(answer.status).toBe(422);
    expect(fieldsOf(answer)).toEqual(fields);
    expect(answer.body).toMatchObject({ type: "urn:baton:problem:invalid", title: "Not valid", status: 422 });
    expect(await rowCounts()).toEqual(before);
  });

  test.each(["", "\t", "x".repeat(201), "ключ"])("422 for the Idempotency-Key %j", async (key) => {
    const headers = { "idempotency-key": Buffer.from(key).toString("latin1") };
    const answer = await send({ event_type: "a.b", payload: {} }, { headers });
    expect(answer.status).toBe(422);
    expect(fieldsOf(answer)).toEqual(["Idempotency-Key"]);
    expect(await rowCounts()).toEqual(before);
  });

  test("413 for a payload over 512 KB", async () => {
    const answer = await send({ event_type: "a.b", payload: { text: "x".repeat(512 * 1024) } });
    expect(answer.status).toBe(413);
    expect(await rowCounts()).toEqual(before);
  });
});

describe("tenant_id", () => {
  const event = { event_type: "a.b", payload: {} };

  test("may name the workspace: its id, slug or an alias", async () => {
    const { id, slug } = holder.person.workspace;
    for (const tenant_id of [id, slug, "tenant_123", "elsewhere"])
      expect((await send({ ...event, tenant_id })).status).toBe(202);
  });

  test("gets one identical refusal for anything else, existing or not", async () => {
    const other = await newKeyHolder();
    const before = await rowCounts();
    const { id, slug } = other.person.workspace;
    const details = new Set<string>();
    for (const tenant_id of [id, slug, newId(), "tenant_124", "", 3, {}, ["tenant_123"], false]) {
      const answer = await send({ ...event, tenant_id });
      expect(answer.status).toBe(422);
      expect(fieldsOf(answer)).toEqual(["tenant_id"]);
      details.add(JSON.stringify({ ...answer.body, request_id: null }));
    }
    expect(details.size).toBe(1);
    expect(await rowCounts()).toEqual(before);
  });

  test("in the query is compared too", async () => {
    expect((await send(event, { path: "/api/v1/events?tenant_id=tenant_123" })).status).toBe(202);
    expect(fieldsOf(await send(event, { path: "/api/v1/events?tenant_id=other" }))).toEqual(["tenant_id"]);
  });
});

describe("the same event again", () => {
  const event = (more: object) => ({
    event_type: "customer.created",
    payload: { email: "a@example.com" },
    ...more,
  });

  test("by its id: the first one's ids, and nothing new", async () => {
    const id = newId();
    const first = await send(event({ id }));
    const before = await rowCounts();
    for (const again of [event({ id }), event({ event_id: id }), event({ id, event_type: "other.type" })]) {
      const answer = await send(again);
      expect(answer).toMatchObject({ status: 202, body: { ...first.body, duplicate: true } });
    }
    expect(first.body).toMatchObject({ duplicate: false, runs: [{ flow_id: flowId }] });
    expect(await rowCounts()).toEqual(before);
  });

  test("by its Idempotency-Key", async () => {
    const headers = { "idempotency-key": newId() };
    const first = await send(event({}), { headers });
    const before = await rowCounts();
    expect((await send(event({}), { headers })).body).toEqual({ ...first.body, duplicate: true });
    expect(await rowCounts()).toEqual(before);
  });

  test("is recognised at every address", async () => {
    const id = newId();
    const first = await call(platformRoute, { body: event({ id }), headers: holder.bearer });
    expect((await call(aliasRoute, { body: event({ id }), headers: holder.bearer })).body).toMatchObject({
      event_id: first.body.event_id,
      duplicate: true,
    });
  });

  test("in another workspace is another event", async () => {
    const id = newId();
    const first = await send(event({ id }));
    const other = await newKeyHolder();
    const second = await call(apiRoute, { body: event({ id }), headers: other.bearer });
    expect(second.body).toMatchObject({ duplicate: false, runs: [] });
    expect(second.body.event_id).not.toBe(first.body.event_id);
  });

  test("twenty at once are one event and one run", async () => {
    const id = newId();
    const headers = { "idempotency-key": newId() };
    const answers = await Promise.all(Array.from({ length: 20 }, () => send(event({ id }), { headers })));
    expect(answers.map(({ status }) => status)).toEqual(Array(20).fill(202));
    expect(new Set(answers.map(({ body }) => body.event_id)).size).toBe(1);
    expect(answers.filter(({ body }) => body.duplicate === false)).toHaveLength(1);
    const { rows } = await pool().query("select id from flow_executions where event_id = $1", [
      answers[0]?.body.event_id,
    ]);
    expect(rows).toHaveLength(1);
    for (const { body } of answers) expect(body.runs).toEqual([{ id: rows[0].id, flow_id: flowId }]);
  });
});
