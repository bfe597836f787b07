import { describe, expect, test } from "vitest";
import { newId } from "@/server/db/id";
import { inTransaction, pool } from "@/server/db/pool";
import type { WorkspaceId } from "@/server/domain/workspace";
import { manifest } from "@/server/integrations/registry";
import { sandboxPlugins } from "@/server/integrations/sandbox-plugins/catalog";
import { askPluginCondition } from "@/server/plugins/ask-plugin-condition";
import { findPluginAction } from "@/server/plugins/find-plugin-action";
import { installSandboxPlugins } from "@/server/plugins/install-sandbox-plugins";
import { forgetInstalledPlugins } from "@/server/plugins/installed-plugins";
import { offeredActions, offeredConditions } from "@/server/plugins/offered-actions";
import { actionError, runAction } from "./support/action";
import { newWorkspace } from "./support/new-workspace";

async function workspaceWithPlugins(): Promise<WorkspaceId> {
  const workspaceId = await newWorkspace();
  await inTransaction((tx) => installSandboxPlugins(tx, workspaceId));
  return workspaceId;
}

async function run(
  workspaceId: WorkspaceId,
  plugin: string | null,
  actionId: string,
  input: unknown,
  more = {},
): Promise<unknown> {
  const found = await findPluginAction(workspaceId, plugin, actionId);
  if (!found.ok) throw new Error(found.message);
  return runAction(found.action, workspaceId, input, more);
}

const messages = async (workspaceId: WorkspaceId) =>
  (await pool().query("select * from messages where workspace_id = $1 order by id", [workspaceId])).rows;

describe("finding an action", () => {
  test.each([
    ["email-marketing", "send_welcome_email", "email-marketing"],
    ["crm-plugin", "create_contact", "crm-plugin"],
    ["crm", "update-contact", "crm-plugin"],
    ["87312788-df51-4002-8eca-9cfc3e3f7d8e", "send_welcome_email", "email-automation"],
    [null, "log_error", "logging-plugin"],
    [null, "create_slack_notification", "email-automation"],
  ])("%s %s is of %s", async (ref, actionId, slug) => {
    const found = await findPluginAction(await workspaceWithPlugins(), ref, actionId);
    expect(found).toMatchObject({ ok: true, pluginSlug: slug, action: { key: actionId } });
  });

  test.each([
    ["nobody", "send", /“nobody” is not installed in this workspace/],
    ["email-marketing", "send_fax", /no action “send_fax”\. It offers: send_welcome_email/],
    [null, "send_fax", /Nothing here offers the action “send_fax”/],
    [
      null,
      "send_welcome_email",
      /Several plugins offer “send_welcome_email”: email-automation, email-marketing/,
    ],
  ])("%s %s is told", async (ref, actionId, message) => {
    expect(await findPluginAction(await workspaceWithPlugins(), ref, actionId)).toMatchObject({
      ok: false,
      message: expect.stringMatching(message),
    });
  });

  test("a workspace that installed nothing has nothing, by slug or by id", async () => {
    await workspaceWithPlugins();
    const other = await newWorkspace();
    for (const ref of ["email-marketing", "87312788-df51-4002-8eca-9cfc3e3f7d8e"]) {
      expect(await findPluginAction(other, ref, "send_welcome_email")).toMatchObject({ ok: false });
    }
  });

  test("a stopped plugin does nothing, and says so", async () => {
    const workspaceId = await workspaceWithPlugins();
    await pool().query("update plugins set halted_at = now() where slug = 'logging-plugin'");
    forgetInstalledPlugins();
    expect(await findPluginAction(workspaceId, "logging-plugin", "log_error")).toMatchObject({
      ok: false,
      message: expect.stringMatching(/is stopped/),
    });
    await pool().query("update plugins set halted_at = null where slug = 'logging-plugin'");
    forgetInstalledPlugins();
  });

  test("installing again changes nothing", async () => {
    const workspaceId = await workspaceWithPlugins();
    const read = async () =>
      (
        await pool().query("select * from plugin_installations where workspace_id = $1 order by id", [
          workspaceId,
        ])
      ).rows;
    const before = await read();
    await inTransaction((tx) => installSandboxPlugins(tx, workspaceId));
    expect(await read()).toEqual(before);
    expect(before).toHaveLength(sandboxPlugins.length);
    for (const { secret } of before) expect(secret).not.toContain("whsec_");
  });
});

test("everything a step can be is listed with who offers it, as JSON", async () => {
  const workspaceId = await workspaceWithPlugins();
  const actions = await offeredActions(workspaceId);
  expect(JSON.parse(JSON.stringify(actions))).toEqual(actions);
  expect(actions.filter(({ offeredBy }) => offeredBy.source === "platform").map(({ key }) => key)).toEqual(
    manifest().map(({ key }) => key),
  );
  const welcome = actions.filter(({ key }) => key === "send_welcome_email");
  expect(welcome).toMatchObject([
    {
      integration: "email-automation",
      required: ["user_id", "email"],
      meterKind: "email_sent",
      offeredBy: { pluginId: "87312788-df51-4002-8eca-9cfc3e3f7d8e", sandbox: true },
    },
    {
      integration: "email-marketing",
      required: ["email"],
      effect: "idempotent",
      inputSchema: {
        properties: {
          email: { type: "string", widget: "email" },
          variables: { type: "object", widget: "json" },
        },
      },
      sampleOutput: { email_id: "sample email id", status: "sample status" },
    },
  ]);
  expect(await offeredConditions(workspaceId)).toMatchObject([
    {
      id: "customer_location",
      operators: ["equals", "contains", "in"],
      offeredBy: { pluginSlug: "email-marketing" },
    },
  ]);
  const other = await newWorkspace();
  expect((await offeredActions(other)).every(({ offeredBy }) => offeredBy.source === "platform")).toBe(true);
  expect(await offeredConditions(other)).toEqual([]);
});

describe("what a plugin sends in a test run", () => {
  test.each([
    ["email-marketing", "send_welcome_email", { email: "ada@example.com" }],
    ["email-automation", "send_abandoned_cart_sms", { phone: "+14155550123" }],
    ["email-automation", "create_slack_notification", { message: "Hello" }],
    ["logging-plugin", "log_error", { message: "Gone" }],
  ])("%s %s says so in the Outbox", async (plugin, actionId, input) => {
    const workspaceId = await workspaceWithPlugins();
    await run(workspaceId, plugin, actionId, input, { mode: "test" });
    await run(workspaceId, plugin, actionId, input, { mode: "live" });
    expect((await messages(workspaceId)).map(({ mode }) => mode)).toEqual(["test", "live"]);
  });
});

describe("send_welcome_email", () => {
  test("writes a rendered welcome into the Outbox, once, and is charged as an email", async () => {
    const workspaceId = await workspaceWithPlugins();
    const more = { runId: newId(), stepId: "action_1" };
    const input = {
      email: "Ada@Example.com",
      name: "Ada",
      template: "welcome_template",
      variables: { customer_name: null },
    };
    const first = await run(workspaceId, "email-marketing", "send_welcome_email", input, more);
    expect(await run(workspaceId, "email-marketing", "send_welcome_email", input, more)).toEqual(first);
    const [message, ...others] = await messages(workspaceId);
    expect(others).toEqual([]);
    expect(first).toEqual({
      email_id: message.id,
      status: "sent",
      to: "ada@example.com",
      subject: "Ada, welcome to Test!",
      via: "sandbox",
    });
    expect(message).toMatchObject({
      channel: "email",
      template: "welcome_template",
      run_id: more.runId,
      step_id: "action_1",
      via: "sandbox",
    });
    expect(message.body).toMatch(/^Hi Ada,/);
    const found = await findPluginAction(workspaceId, "email-marketing", "send_welcome_email");
    expect(found.ok && found.action.meter?.kind).toBe("email_sent");
    expect(found.ok && found.action.meter?.describe({ email: "a@b.co" })).toEqual({
      to: "a@b.co",
      message: "Welcome email",
    });
  });

  test("an unknown template is no reason to send nothing; a wrong address is", async () => {
    const workspaceId = await workspaceWithPlugins();
    await run(workspaceId, "email-marketing", "send_welcome_email", { email: "a@b.co", template: "no_such" });
    expect((await messages(workspaceId))[0]).toMatchObject({
      template: "welcome_email",
      subject: "Welcome to Test!",
    });
    expect(
      await actionError(run(workspaceId, "email-marketing", "send_welcome_email", { email: "nobody" })),
    ).toMatchObject({
      code: "http_422",
      retryable: false,
      message: expect.stringMatching(
        /“email-marketing” answered 422 to send_welcome_email: Email failed: nobody is not a valid email address/,
      ),
    });
  });

  test("required fields are asked for before anything is sent", async () => {
    const found = await findPluginAction(
      await workspaceWithPlugins(),
      "email-automation",
      "send_welcome_email",
    );
    expect(found.ok && found.action.parse({})).toEqual({
      ok: false,
      problems: [
        { field: "user_id", message: "“user_id” is required and has no value." },
        { field: "email", message: "“email” is required and has no value." },
      ],
    });
    expect(found.ok && found.action.parse({ user_id: 123, email: "a@b.co", variables: "x" })).toMatchObject({
      ok: false,
      problems: [{ field: "variables", message: "“variables” must be an object." }],
    });
    expect(found.ok && found.action.parse({ user_id: 123, email: "a@b.co", more: true })).toEqual({
      ok: true,
      value: { user_id: 123, email: "a@b.co", more: true },
    });
  });
});

test("create_contact and update-contact write the contact, with what else they were told", async () => {
  const workspaceId = await workspaceWithPlugins();
  const created = await run(workspaceId, "crm-plugin", "create_contact", {
    customer_id: "cust_123",
    email: "ada@example.com",
    name: "Ada",
    source: "website_signup",
  });
  expect(created).toMatchObject({ created: true });
  const updated = await run(workspaceId, "crm", "update-contact", {
    contact_id: "cust_123",
    last_email_sent: "456",
    updated_by: "automation_flow_789",
  });
  expect(updated).toEqual({ ...Object(created), created: false });
  const { rows } = await pool().query("select * from contacts where workspace_id = $1", [workspaceId]);
  expect(rows).toEqual([
    expect.objectContaining({
      external_id: "cust_123",
      email: "ada@example.com",
      name: "Ada",
      fields: { source: "website_signup", last_email_sent: "456", updated_by: "automation_flow_789" },
    }),
  ]);
  expect(await actionError(run(workspaceId, "crm", "create_contact", { source: "x" }))).toMatchObject({
    code: "http_422",
  });
});

test("log_error keeps what an error handler was given", async () => {
  const workspaceId = await workspaceWithPlugins();
  const error = { code: "http_500", message: "the shop is closed", retryable: true };
  expect(
    await run(workspaceId, "logging-plugin", "log_error", { error, step_id: "action_1", run_id: newId() }),
  ).toMatchObject({ logged: true, message: "the shop is closed" });
  expect(await messages(workspaceId)).toEqual([
    expect.objectContaining({
      channel: "in_app",
      subject: "Error in step action_1",
      body: "the shop is closed",
    }),
  ]);
});

test("the other actions of email-automation land in the Outbox", async () => {
  const workspaceId = await workspaceWithPlugins();
  await run(workspaceId, "email-automation", "send_abandoned_cart_sms", {
    phone: "+1 415 555 2671",
    name: "Ada",
    cart_url: "https://shop.example/c/1",
  });
  await run(workspaceId, "email-automation", "create_slack_notification", { message: "A cart was left" });
  expect(await messages(workspaceId)).toEqual([
    expect.objectContaining({
      channel: "sms",
      to_address: "+14155552671",
      body: "Hi Ada, you left something in your cart. It is waiting for you: https://shop.example/c/1",
    }),
    expect.objectContaining({ channel: "slack", to_address: "#general", body: "A cart was left" }),
  ]);
  expect(
    await actionError(run(workspaceId, "email-automation", "send_abandoned_cart_sms", { phone: "5" })),
  ).toMatchObject({
    message: expect.stringMatching(/SMS failed: 5 is not a valid phone number/),
  });
});

test("an action registered under another path is still found", async () => {
  const workspaceId = await workspaceWithPlugins();
  const registered = [
    {
      action_type: "send_welcome_email",
      title: "Welcome",
      category: "email",
      required_fields: ["user_id", "email"],
      endpoint: "/v2/send-welcome-email",
    },
  ];
  await pool().query("update plugins set registered_actions = $1 where slug = 'email-automation'", [
    JSON.stringify(registered),
  ]);
  forgetInstalledPlugins();
  await run(workspaceId, "email-automation", "send_welcome_email", {
    user_id: "123",
    email: "new@customer.com",
  });
  expect(await messages(workspaceId)).toHaveLength(1);
  await pool().query("update plugins set registered_actions = '[]' where slug = 'email-automation'");
  forgetInstalledPlugins();
});

describe("plugin conditions", () => {
  const rule = {
    plugin_id: "email-marketing",
    condition_id: "customer_location",
    operator: "equals",
    value: "US",
  };

  test("are answered by the plugin, from the trigger's payload", async () => {
    const workspaceId = await workspaceWithPlugins();
    const trigger = { location: { country: "US" } };
    expect(await askPluginCondition(workspaceId, rule, { trigger, location: { country: "DE" } })).toBe(true);
    expect(await askPluginCondition(workspaceId, { ...rule, value: "DE" }, { trigger })).toBe(false);
    expect(
      await askPluginCondition(workspaceId, { ...rule, operator: "in", value: ["DE", "US"] }, { trigger }),
    ).toBe(true);
  });

  test.each([
    [{ plugin_id: "nobody" }, "plugin_not_installed", /“nobody” is not installed/],
    [{ condition_id: "weather" }, "plugin_not_installed", /has no condition “weather”/],
    [{ operator: "near" }, "invalid_condition", /knows the operators equals, contains, in, not “near”/],
  ])("%j is told", async (change, code, message) => {
    const asked = askPluginCondition(await workspaceWithPlugins(), { ...rule, ...change }, { trigger: {} });
    expect(await actionError(asked)).toMatchObject({ code, message: expect.stringMatching(message) });
  });
});

test("a sandbox plugin answers only to the dispatcher: a Request without its headers is refused", async () => {
  for (const { handle, manifest } of sandboxPlugins) {
    const request = new Request("https://x.sandbox/api/actions/log-error", { method: "POST", body: "{}" });
    expect([manifest.slug, (await handle(request)).status]).toEqual([manifest.slug, 401]);
  }
  const [first] = sandboxPlugins;
  const capabilities = await first?.handle(new Request("https://x.sandbox/api/capabilities"));
  expect(await capabilities?.json()).toMatchObject({
    health: "healthy",
    actions: [{ id: "send_welcome_email" }],
  });
});
