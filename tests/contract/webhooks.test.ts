import { readFileSync } from "node:fs";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import * as flowRoute from "@/app/api/webhooks/flow/[token]/route";
import * as memberRoute from "@/app/api/webhooks/user/[userId]/[webhookToken]/route";
import { newId } from "@/server/db/id";
import { pool } from "@/server/db/pool";
import { prisma } from "@/server/db/prisma";
import { readWebhookToken } from "@/server/features/webhook-tokens/data";
import { issueWebhookToken, revokeWebhookTokens } from "@/server/features/webhook-tokens/mutations";
import { newMember, newPerson, type Person } from "../fixtures/people";
import { publish } from "../integration/support/engine";
import { type Answer, call, fieldsOf, type Sent } from "./support/rest";
import { readEvent, rowCounts } from "./support/rows";

const seed = readFileSync(new URL("../fixtures/seeds/003-payment-received.json", import.meta.url), "utf8");
const FORM = { "content-type": "application/x-www-form-urlencoded" };

let owner: Person;
let token: string;

beforeAll(async () => {
  owner = await newPerson();
  token = await tokenOf(owner, owner);
});

async function tokenOf({ workspace }: Person, { id }: Person): Promise<string> {
  const found = await readWebhookToken(workspace.id, { userId: id });
  if (!found) throw new Error("no token");
  return found;
}

const flowOf = (trigger: object) =>
  publish(owner.workspace.id, {
    name: "Flow",
    trigger,
    steps: [{ id: "say", type: "action", action_type: "log", config: { message: "Hello" } }],
  });

const post = (
  body: unknown,
  headers: Sent["headers"] = {},
  params = { userId: owner.id, webhookToken: token },
) => call(memberRoute, { body, headers, params });

const eventOf = ({ body }: Answer) => readEvent(body.event_id);

describe("POST /api/webhooks/user/:userId/:webhookToken", () => {
  test("takes the document's example as it stands there, without any key", async () => {
    const { flowId } = await flowOf({ type: "event", event_types: ["payment_received"] });
    const answer = await post(seed);
    expect(answer).toMatchObject({ status: 202, body: { duplicate: false, runs: [{ flow_id: flowId }] } });
    expect(await eventOf(answer)).toMatchObject({
      type: "payment.received",
      raw_type: "payment_received",
      source: "webhook",
      subject: "email:john@example.com",
      payload: { customer_email: "john@example.com", amount: 5000, currency: "usd" },
    });
  });

  test.each([
    [
      { trigger: "a.b", data: {} },
      { type: "a.b", payload: {} },
    ],
    [
      { trigger: "a.b", email: "x@example.com" },
      { type: "a.b", payload: { email: "x@example.com" } },
    ],
    [
      { trigger: "a.b", data: [1], more: 2 },
      { type: "a.b", payload: { data: [1], more: 2 } },
    ],
    [
      { trigger: "a.b", data: { x: 1 }, more: 2 },
      { type: "a.b", payload: { x: 1 } },
    ],
    [
      { trigger: "a.b", data: null },
      { type: "a.b", payload: { data: null } },
    ],
    [
      { id: "evt_1", type: "charge.succeeded" },
      { type: "webhook.received", payload: { id: "evt_1", type: "charge.succeeded" } },
    ],
    [{ trigger: { kind: "theirs" } }, { type: "webhook.received", payload: { trigger: { kind: "theirs" } } }],
    [{ trigger: "" }, { type: "webhook.received", payload: { trigger: "" } }],
    [{ tenant_id: "theirs" }, { type: "webhook.received", payload: { tenant_id: "theirs" } }],
    [{}, { type: "webhook.received", payload: {} }],
    [[{ event: "open" }], { type: "webhook.received", payload: { body: [{ event: "open" }] } }],
    ["7", { type: "webhook.received", payload: { body: 7 } }],
  ])("%j", async (body, stored) => {
    const answer = await post(body);
    expect(answer.status).toBe(202);
    expect(await eventOf(answer)).toMatchObject(stored);
  });

  test("takes forms", async () => {
    const answer = await post(
      "trigger=form.submitted&email=a%40example.com&tag=x&tag=y&name=J%C3%B6rg+K",
      FORM,
    );
    expect(await eventOf(answer)).toMatchObject({
      type: "form.submitted",
      payload: { email: "a@example.com", tag: ["x", "y"], name: "Jörg K" },
    });
    expect(await eventOf(await post("a=1", FORM))).toMatchObject({
      type: "webhook.received",
      payload: { a: "1" },
    });
    expect(await eventOf(await post("", FORM))).toMatchObject({ type: "webhook.received", payload: {} });
  });

  test("a form's field cannot reach what is no field", async () => {
    const answer = await post("__proto__=x&constructor=y&trigger=a.b", FORM);
    expect(answer.status).toBe(202);
    expect((await eventOf(answer)).payload).toMatchObject({ constructor: "y" });
  });

  test.each(["text/plain", "application/vnd.api+json", null])(
    "takes JSON that is called %s",
    async (type) => {
      expect((await post(seed, { "content-type": type })).status).toBe(202);
    },
  );

  test("recognises a delivery that is tried again", async () => {
    for (const name of ["idempotency-key", "webhook-id", "x-shopify-webhook-id", "x-github-delivery"]) {
      const headers = { [name]: newId() };
      const first = await post(seed, headers);
      expect((await post(seed, headers)).body).toEqual({ ...first.body, duplicate: true });
    }
    const id = newId();
    const first = await post({ trigger: "a.b", id, data: {} });
    expect((await post({ trigger: "a.b", id, data: {} })).body).toMatchObject({
      ...first.body,
      duplicate: true,
    });
  });

  test("does not take an order's id for the event's", async () => {
    const order = { trigger: "order.updated", id: "order_1", total: 1 };
    await post(order);
    expect((await post({ ...order, total: 2 })).body).toMatchObject({ duplicate: false });
  });
});

describe("refused, and nothing is written:", () => {
  let before: Record<string, number>;
  beforeEach(async () => {
    before = await rowCounts();
  });

  test("a wrong token, another's user id, no token: one answer", async () => {
    const stranger = await newPerson();
    const flow = await flowOf({ type: "webhook" });
    const flowToken = await prisma().$transaction((db) =>
      issueWebhookToken(db, owner.workspace.id, { flowId: flow.flowId }),
    );
    before = await rowCounts();
    const wrong = [
      { userId: owner.id, webhookToken: `${token}x` },
      { userId: owner.id, webhookToken: "" },
      { userId: owner.id, webhookToken: "a\u0000b" },
      { userId: owner.id, webhookToken: flowToken },
      { userId: stranger.id, webhookToken: token },
      { userId: owner.id, webhookToken: await tokenOf(stranger, stranger) },
      { userId: "", webhookToken: token },
    ];
    const answers = await Promise.all(wrong.map((params) => post(seed, {}, params)));
    expect(answers.map(({ status }) => status)).toEqual(wrong.map(() => 404));
    expect(new Set(answers.map(({ body }) => body.detail)).size).toBe(1);
    expect(await rowCounts()).toEqual(before);
  });

  test("a key does not open another's address", async () => {
    const params = { userId: owner.id, webhookToken: "x".repeat(43) };
    const { secret } = await owner.caller.apiKeys.create({
      workspace: owner.workspace.slug,
      key: { name: "Key", scopes: ["events:write"] },
    });
    expect((await post(seed, { authorization: `Bearer ${secret}` }, params)).status).toBe(404);
  });

  test.each([
    ["{", 400],
    ["", 400],
    [JSON.stringify({ trigger: "x".repeat(201) }), 422],
    [JSON.stringify({ trigger: "a\u0001b" }), 422],
  ])("the body %j", async (body, status) => {
    const answer = await post(body);
    expect(answer.status).toBe(status);
    if (status === 422) expect(fieldsOf(answer)).toEqual(["trigger"]);
    expect(await rowCounts()).toEqual(before);
  });

  test("files, and a payload that is too large", async () => {
    expect((await post(seed, { "content-type": "multipart/form-data; boundary=x" })).status).toBe(415);
    expect((await post({ text: "x".repeat(600_000) })).status).toBe(413);
    expect((await post(`a=${"%41".repeat(200_000)}`, FORM)).status).toBe(413);
    expect(await rowCounts()).toEqual(before);
  });

  test.each(["GET", "PUT", "DELETE"])("405 with words for %s, whoever asks", async (method) => {
    for (const route of [memberRoute, flowRoute]) {
      const answer = await call(route, { method, params: { userId: "x", webhookToken: "x", token: "x" } });
      expect(answer).toMatchObject({
        status: 405,
        body: { detail: expect.stringContaining("post JSON or a form") },
      });
      expect(answer.headers.get("allow")).toBe("POST, OPTIONS");
    }
  });

  test("an origin gets no headers", async () => {
    const answer = await call(memberRoute, {
      body: seed,
      headers: { origin: "https://shop.example.com" },
      params: { userId: owner.id, webhookToken: token },
    });
    expect(answer.headers.get("access-control-allow-origin")).toBeNull();
  });
});

test("who leaves the workspace takes the address along, at once", async () => {
  const member = await newMember(owner, "editor");
  const params = { userId: member.id, webhookToken: await tokenOf(owner, member) };
  const answer = await post(seed, {}, params);
  expect(answer.status).toBe(202);
  const { rows } = await pool().query("select workspace_id from events where id = $1", [
    answer.body.event_id,
  ]);
  expect(rows).toEqual([{ workspace_id: owner.workspace.id }]);
  await owner.caller.members.remove({ workspace: owner.workspace.slug, userId: member.id });
  expect((await post(seed, {}, params)).status).toBe(404);
});

describe("POST /api/webhooks/flow/:token", () => {
  let flowId: string;
  let flowToken: string;
  const postFlow = (body: unknown, headers: Sent["headers"] = {}, address = flowToken) =>
    call(flowRoute, { body, headers, params: { token: address } });

  const withAddress = async (trigger: object) => {
    const made = await flowOf(trigger);
    const address = await prisma().$transaction((db) =>
      issueWebhookToken(db, owner.workspace.id, { flowId: made.flowId }),
    );
    return { flowId: made.flowId, address };
  };

  beforeAll(async () => {
    const made = await withAddress({ type: "webhook" });
    flowId = made.flowId;
    flowToken = made.address;
  });

  test("starts that flow and no other", async () => {
    await withAddress({ type: "webhook" });
    await flowOf({ type: "event", event_types: ["webhook.received", "payment_received"] });
    const answer = await postFlow({ trigger: "payment_received", email: "a@example.com" });
    expect(answer).toMatchObject({ status: 202, body: { runs: [{ flow_id: flowId }] } });
    expect(answer.body.runs).toHaveLength(1);
    expect(await eventOf(answer)).toMatchObject({
      type: "webhook.received",
      raw_type: "webhook.received",
      source: "webhook",
      subject: "email:a@example.com",
      payload: { trigger: "payment_received", email: "a@example.com" },
    });
    const { rows } = await pool().query(
      "select trigger_event_type from flow_executions where event_id = $1",
      [answer.body.event_id],
    );
    expect(rows).toEqual([{ trigger_event_type: "webhook.received" }]);
  });

  test("obeys the trigger's filter", async () => {
    const filter = { field: "country", operator: "equals", value: "US" };
    const filtered = await withAddress({ type: "webhook", filter });
    const sent = (country: string) => postFlow({ country }, {}, filtered.address);
    expect((await sent("US")).body.runs).toHaveLength(1);
    expect((await sent("DE")).body.runs).toEqual([]);
  });

  test("takes forms and lists", async () => {
    expect(await eventOf(await postFlow("a=1&b=2", FORM))).toMatchObject({ payload: { a: "1", b: "2" } });
    expect(await eventOf(await postFlow([1, 2]))).toMatchObject({ payload: { body: [1, 2] } });
  });

  test("keeps the keys of two addresses apart", async () => {
    const second = await withAddress({ type: "webhook" });
    const headers = { "idempotency-key": newId() };
    expect((await postFlow({}, headers)).body).toMatchObject({ duplicate: false });
    expect((await postFlow({}, headers, second.address)).body).toMatchObject({ duplicate: false });
    expect((await postFlow({}, headers)).body).toMatchObject({ duplicate: true });
  });

  test("keeps the event of a flow that is paused, and starts nothing", async () => {
    const paused = await withAddress({ type: "webhook" });
    await pool().query("delete from flow_triggers where flow_id = $1", [paused.flowId]);
    expect(await postFlow({}, {}, paused.address)).toMatchObject({ status: 202, body: { runs: [] } });
  });

  test("is closed to members' tokens and to revoked ones", async () => {
    expect((await postFlow({}, {}, token)).status).toBe(404);
    const gone = await withAddress({ type: "webhook" });
    await prisma().$transaction((db) => revokeWebhookTokens(db, owner.workspace.id, { flowId: gone.flowId }));
    expect((await postFlow({}, {}, gone.address)).status).toBe(404);
  });
});
