/** Single actions over the API: the dispatcher under both its names, what it offers, registering, the door to plugins. */
import { beforeEach, describe, expect, test } from "vitest";
import * as capabilitiesRoute from "@/app/api/capabilities/route";
import * as eventsRoute from "@/app/api/events/automation/route";
import * as registerRoute from "@/app/api/plugins/[slug]/register-actions/route";
import * as actionsRoute from "@/app/api/plugins/actions/route";
import * as pluginsRoute from "@/app/api/plugins/events/automation/route";
import * as gatewayRoute from "@/app/plugins/[slug]/api/actions/[action]/route";
import { pool } from "@/server/db/pool";
import { setAnnouncer } from "@/server/engine/announce";
import { quotaOf, runsOf, usageOf } from "../integration/support/engine";
import { leaveTokens } from "../integration/support/leave-tokens";
import { newDemoLike, seedText } from "./support/demo-like";
import {
  type Answer,
  call,
  fieldsOf,
  type Handlers,
  type KeyHolder,
  newKeyHolder,
  type Sent,
} from "./support/rest";

setAnnouncer(async () => {});

let holder: KeyHolder;
beforeEach(async () => {
  holder = await newDemoLike(["actions:run", "plugins:register"]);
});

const send = (route: Handlers, sent: Sent) => call(route, { headers: holder.bearer, ...sent });
const dispatch = (events: unknown[], more: Sent = {}) => send(pluginsRoute, { body: { events }, ...more });
const results = ({ body }: Answer): Record<string, unknown>[] =>
  Array.isArray(body.results) ? body.results : [];
const task = (title: string) => ({ action_type: "create_task", payload: { title } });
const here = () => holder.person.workspace.id;

async function count(table: "messages" | "tasks"): Promise<number> {
  const { rows } = await pool().query(`select count(*)::int as n from ${table} where workspace_id = $1`, [
    here(),
  ]);
  return rows[0].n;
}

/** The sandbox plugins' publisher is whoever installed them first; the demo workspace is. */
const becomePublisher = () =>
  pool().query(
    "update plugins set workspace_id = $1, registered_actions = '[]' where sandbox and slug = 'email-automation'",
    [here()],
  );

describe.each([
  ["/api/events/automation", eventsRoute],
  ["/api/plugins/events/automation", pluginsRoute],
])("%s", (_, route) => {
  test("does each event in order, and says of each what came of it", async () => {
    const answer = await send(route, {
      body: {
        flow_execution_id: "exec_456",
        events: [
          task("First"),
          { action_type: "fly", payload: {} },
          { action_type: "create_task", payload: {} },
          { action_type: "send_email", payload: { to: "ada@example.com", subject: "Hello" } },
        ],
      },
    });
    expect(answer.status).toBe(200);
    expect(results(answer)).toEqual([
      { action_type: "create_task", success: true, data: expect.objectContaining({ title: "First" }) },
      { action_type: "fly", success: false, error: expect.stringContaining("“fly”") },
      { action_type: "create_task", success: false, error: expect.stringContaining("title") },
      { action_type: "send_email", success: true, data: expect.objectContaining({ status: "sent" }) },
    ]);
    expect(Object.keys(answer.body)).toEqual(["results"]);
    expect((await runsOf(here())).map(({ status }) => status)).toEqual([
      "completed",
      "failed",
      "failed",
      "completed",
    ]);
    expect(await usageOf(here())).toMatchObject([{ kind: "email_sent", amount: 100 }]);
    const { rows } = await pool().query(
      "select distinct caller_execution_id, actor_type, actor_name from direct_requests where workspace_id = $1",
      [here()],
    );
    expect(rows).toEqual([
      { caller_execution_id: "exec_456", actor_type: "api_key", actor_name: "Test key" },
    ]);
  });

  test("takes no event at all, and refuses what is no list of events", async () => {
    expect(await send(route, { body: { events: [] } })).toMatchObject({ status: 200, body: { results: [] } });
    expect(fieldsOf(await send(route, { body: {} }))).toEqual(["events"]);
    expect(fieldsOf(await send(route, { body: { events: [{ payload: [] }] } }))).toEqual([
      "events.0.action_type",
      "events.0.payload",
    ]);
    const many = Array.from({ length: 101 }, () => task("x"));
    expect((await send(route, { body: { events: many } })).status).toBe(422);
    expect(await count("tasks")).toBe(0);
  });

  test("asks for a key with the scope for it", async () => {
    expect((await call(route, { body: { events: [] } })).status).toBe(401);
    const other = await newKeyHolder(["events:write"]);
    expect((await call(route, { headers: other.bearer, body: { events: [] } })).status).toBe(403);
  });
});

test("the documented requests, as they stand", async () => {
  const first = await send(eventsRoute, { body: seedText("001-automation-events") });
  expect(results(first)).toMatchObject([
    {
      action_type: "create_product",
      success: true,
      data: { name: "New Product", price: 29.99, created: true },
    },
    { action_type: "send_notification", success: true, data: { status: "sent", via: "sandbox" } },
  ]);
  const mixed = () => send(pluginsRoute, { body: seedText("002-mixed-actions") });
  expect(results(await mixed())).toMatchObject([
    { action_type: "create_customer", success: true, data: { email: "new@customer.com", created: true } },
    { action_type: "send_welcome_email", success: true, data: { status: "sent" } },
  ]);
  expect(results(await mixed())[0]).toMatchObject({ success: true, data: { created: false } });
  const { rows } = await pool().query(
    "select 1 from events where workspace_id = $1 and type = 'customer.created'",
    [here()],
  );
  expect(rows).toHaveLength(1);
});

test("the same Idempotency-Key again does nothing again, and answers the same", async () => {
  const headers = { ...holder.bearer, "idempotency-key": "once" };
  const first = await dispatch([task("One"), task("Two")], { headers });
  const second = await dispatch([task("One"), task("Two")], { headers });
  expect(second.text).toBe(first.text);
  expect(await count("tasks")).toBe(2);
});

test("out of tokens is the event's own error, in the words of the price list", async () => {
  await leaveTokens(here(), 150);
  const mail = (body: string) => ({ action_type: "send_email", payload: { to: "ada@example.com", body } });
  const answer = await dispatch([mail("paid"), mail("not any more"), task("costs nothing")]);
  expect(results(answer)).toMatchObject([
    { success: true },
    { success: false, error: "Out of tokens. Please upgrade or enable overage." },
    { success: true },
  ]);
  expect(await quotaOf(here())).toMatchObject({ used: 99_950, reserved: 0 });
  expect(await count("messages")).toBe(1);
});

describe("actions of plugins", () => {
  const welcome = { user_id: "123", email: "new@customer.com" };

  test("are found by the plugin's id, slug, or as the only one; else the candidates are named", async () => {
    const by = (plugin_id?: string) => ({ action_type: "send_welcome_email", plugin_id, payload: welcome });
    const answer = await dispatch([
      by("87312788-df51-4002-8eca-9cfc3e3f7d8e"),
      by("email-automation"),
      by(),
      { action_type: "send_abandoned_cart_sms", payload: { phone: "+14155550100" } },
      by("nobody"),
    ]);
    expect(results(answer).map(({ success }) => success)).toEqual([
      true,
      true,
      false,
      expect.any(Boolean),
      false,
    ]);
    expect(results(answer)[2]?.error).toMatch(/email-automation, email-marketing/);
    expect(results(answer)[4]?.error).toMatch(/nobody/);
  });

  test("are not reached from a workspace that has not installed them", async () => {
    const other = await newKeyHolder(["actions:run"]);
    const event = { action_type: "send_welcome_email", plugin_id: "email-automation", payload: welcome };
    const answer = await call(pluginsRoute, { headers: other.bearer, body: { events: [event] } });
    expect(results(answer)).toMatchObject([
      { success: false, error: expect.stringContaining("not installed") },
    ]);
  });

  test("the registration as documented, twice: taken, and the others stay", async () => {
    await becomePublisher();
    const register = () =>
      send(registerRoute, { params: { slug: "email-automation" }, body: seedText("002-register-actions") });
    const expected = {
      status: 200,
      body: {
        plugin_id: "87312788-df51-4002-8eca-9cfc3e3f7d8e",
        registered: ["send_welcome_email"],
        total: 3,
      },
    };
    expect(await register()).toMatchObject(expected);
    expect(await register()).toMatchObject(expected);
    const { rows } = await pool().query(
      "select registered_actions from plugins where slug = 'email-automation'",
    );
    expect(rows[0].registered_actions).toEqual(JSON.parse(seedText("002-register-actions")).actions);
    const { body } = await send(actionsRoute, { method: "GET" });
    expect(body.actions).toContainEqual(
      expect.objectContaining({
        action_type: "send_welcome_email",
        plugin_slug: "email-automation",
        title: "Send Welcome Email",
        required_fields: ["user_id", "email"],
        endpoint: "/actions/send-welcome-email",
      }),
    );
    expect(
      results(
        await dispatch([
          { action_type: "send_welcome_email", plugin_id: "email-automation", payload: { email: "a@b.co" } },
        ]),
      ),
    ).toMatchObject([{ success: false, error: expect.stringContaining("user_id") }]);
  });

  test("a slug that nobody has becomes a plugin of the workspace; two at once both count", async () => {
    const slug = `shop-${holder.keyId}`;
    const register = (action_type: string) =>
      send(registerRoute, {
        params: { slug },
        body: {
          webhook_url: "https://shop.example.com/baton",
          actions: [{ action_type, endpoint: `/do/${action_type}` }],
        },
      });
    const answers = await Promise.all([register("one"), register("two")]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    expect(answers.filter(({ body }) => /^whsec_/.test(String(body.webhook_secret)))).toHaveLength(1);
    expect((await register("two")).body).toMatchObject({ registered: ["two"], total: 2 });
    const { body } = await send(actionsRoute, { method: "GET" });
    expect(body.actions).toContainEqual(expect.objectContaining({ action_type: "one", plugin_slug: slug }));
  });

  test.each([
    ["another publisher's", "logging-plugin", { action_type: "x", endpoint: "/x" }, 403],
    ["one of Baton's own names", "automation", { action_type: "x", endpoint: "/x" }, 422],
    ["no slug", "No Slug", { action_type: "x", endpoint: "/x" }, 422],
    ["an endpoint elsewhere", "fine", { action_type: "x", endpoint: "https://evil.example" }, 422],
    ["an endpoint that climbs", "fine", { action_type: "x", endpoint: "/a/../b" }, 422],
    ["no name", "fine", { endpoint: "/x" }, 422],
  ])("a registration for %s is refused", async (_, slug, action, status) => {
    await pool().query(
      "update plugins set workspace_id = (select id from workspaces where id <> $1 limit 1) where slug = 'logging-plugin'",
      [here()],
    );
    const answer = await send(registerRoute, { params: { slug }, body: { actions: [action] } });
    expect(answer.status).toBe(status);
    const { rows } = await pool().query("select 1 from plugins where slug = any($1)", [
      ["fine", "automation"],
    ]);
    expect(rows).toEqual([]);
  });
});

describe("the door to a plugin", () => {
  test("hands over the documented body, by the plugin's second slug too", async () => {
    const open = (slug: string) =>
      send(gatewayRoute, {
        params: { slug, action: "update-contact" },
        body: seedText("000-update-contact"),
      });
    const first = await open("crm");
    expect(first).toMatchObject({ status: 200, body: { created: true } });
    expect((await open("crm-plugin")).body).toEqual({ ...first.body, created: false });
    const { rows } = await pool().query("select external_id, fields from contacts where workspace_id = $1", [
      here(),
    ]);
    expect(rows).toEqual([
      { external_id: "123", fields: { last_email_sent: "456", updated_by: "automation_flow_789" } },
    ]);
    expect(await runsOf(here())).toMatchObject([{ status: "completed" }, { status: "completed" }]);
  });

  test("what the plugin has not, or nobody installed, is not found, and messages are metered", async () => {
    const open = (slug: string, action: string, body: object) =>
      send(gatewayRoute, { params: { slug, action }, body });
    expect((await open("crm", "no-such-thing", {})).status).toBe(404);
    expect((await open("nobody", "update-contact", {})).status).toBe(404);
    expect(
      await open("email-automation", "send-welcome-email", { user_id: "1", email: "a@b.co" }),
    ).toMatchObject({ status: 200 });
    expect(await usageOf(here())).toMatchObject([{ kind: "email_sent" }]);
  });
});

test("what is offered: the platform's actions and those of plugins, and Baton as plugins describe themselves", async () => {
  const { status, body } = await send(actionsRoute, { method: "GET" });
  expect(status).toBe(200);
  expect(body.actions).toContainEqual({
    action_type: "send_email",
    title: "Send email",
    description: expect.any(String),
    category: "messaging",
    source: "platform",
    plugin_id: null,
    plugin_slug: null,
    required_fields: ["to"],
    input_schema: expect.objectContaining({ type: "object" }),
    endpoint: "/api/events/automation",
  });
  expect(body.actions).toContainEqual(
    expect.objectContaining({ action_type: "create_contact", source: "plugin", plugin_slug: "crm-plugin" }),
  );
  const platform = await send(capabilitiesRoute, { method: "GET" });
  expect(platform).toMatchObject({ status: 200, body: { slug: "platform", health: "healthy" } });
  expect(platform.body.triggers).toContainEqual(
    expect.objectContaining({ id: "customer.created", event_types: ["customer.created"] }),
  );
  expect(platform.body.actions).toContainEqual(expect.objectContaining({ id: "send_sms" }));
});
