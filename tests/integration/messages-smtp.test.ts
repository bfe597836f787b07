import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { pool } from "@/server/db/pool";
import { newPerson, type Person } from "../fixtures/people";
import { drive, publish, readRun, send } from "./support/engine";
import { MAIL_PASSWORD, MAIL_USER, type MailServer, startMailServer } from "./support/mail-server";

let server: MailServer;
let owner: Person;

beforeAll(async () => {
  server = await startMailServer();
});
afterAll(() => server.close());
beforeEach(async () => {
  server.behave("accept");
  server.mails.length = 0;
  owner = await newPerson("Mia");
});

const settings = (more: Record<string, unknown> = {}) => ({
  ...{ host: "localhost", port: server.port, security: "none" as const, user: MAIL_USER },
  ...{ from_address: "hello@shop.example.com", from_name: "The Shop" },
  ...more,
});

async function connect({ password = MAIL_PASSWORD, isDefault = true, more = {} } = {}): Promise<string> {
  const { id } = await owner.caller.connections.saveSmtp({
    workspace: owner.workspace.slug,
    connectionId: null,
    connection: { name: "Shop mail", settings: settings(more), password, isDefault },
  });
  return id;
}

const emailFlow = (config: Record<string, unknown> = {}, more: Record<string, unknown> = {}) =>
  publish(owner.workspace.id, {
    name: "Mail",
    status: "active",
    definition: {
      trigger: { type: "event", event_types: ["customer.created"] },
      settings: { retry_count: 0 },
      steps: [
        {
          id: "mail",
          type: "action",
          action_type: "send_email",
          config: {
            to: "{{trigger.email}}",
            subject: "Grüße, {{trigger.name}}",
            body: "Good to see you.",
            ...config,
          },
          ...more,
        },
      ],
    },
  });

async function run(mode: "live" | "test" = "live", patienceMs?: number) {
  const payload = { email: "ada@example.com", name: "Ada", customer_id: "c1" };
  const { runs } = await send(owner.workspace.id, "customer.created", payload, { mode });
  const runId = runs[0]?.id ?? "";
  await drive(runId, patienceMs);
  return { runId, ...(await readRun(runId)) };
}

const outbox = async () =>
  (await pool().query("select * from messages where workspace_id = $1 order by id", [owner.workspace.id]))
    .rows;
const eventTypes = async () =>
  (
    await pool().query<{ type: string }>("select type from events where workspace_id = $1 order by id", [
      owner.workspace.id,
    ])
  ).rows.map(({ type }) => type);

/** Header lines that were folded are one line again. */
const headersOf = (text: string) => text.slice(0, text.indexOf("\r\n\r\n")).replace(/\r\n[ \t]+/g, " ");

describe("a flow's email by a mail server", () => {
  test("leaves once, in the name of the connection, and is sent in the Outbox", async () => {
    const connectionId = await connect();
    await emailFlow();
    const { steps, status } = await run();
    expect(status).toBe("completed");
    expect(steps.mail).toMatchObject({ status: "succeeded", result: { via: "smtp", to: "ada@example.com" } });
    expect(server.mails).toMatchObject([{ from: "hello@shop.example.com", to: ["ada@example.com"] }]);
    const headers = headersOf(server.mails[0]?.text ?? "");
    expect(headers).toMatch(/^From: The Shop <hello@shop\.example\.com>$/m);
    expect(headers).toMatch(/^Message-ID: <[0-9a-f]{40}@shop\.example\.com>$/m);
    expect(headers).not.toMatch(/List-Unsubscribe/);
    expect(await outbox()).toMatchObject([
      {
        state: "sent",
        via: "smtp",
        connection_id: connectionId,
        from_address: "hello@shop.example.com",
        step_id: "mail",
        external_id: expect.stringMatching(/^[0-9a-f]{40}@shop\.example\.com$/),
        html: expect.stringMatching(/^<!doctype html>/),
      },
    ]);
    expect(await eventTypes()).toContain("email.sent");
  });

  test("carries the way out when it is marketing, for people and for one click", async () => {
    await connect();
    await emailFlow({ purpose: "marketing" });
    const { rows } = await pool().query<{ id: string }>(
      "insert into contacts (id, workspace_id, email, updated_at) values (gen_random_uuid(), $1, 'ada@example.com', now()) returning id",
      [owner.workspace.id],
    );
    await pool().query(
      "insert into contact_keys (workspace_id, key, contact_id) values ($1, 'email:ada@example.com', $2)",
      [owner.workspace.id, rows[0]?.id],
    );
    await pool().query(
      "insert into consents (workspace_id, contact_id, channel, state, source, at) values ($1, $2, 'email', 'granted', 'form', now())",
      [owner.workspace.id, rows[0]?.id],
    );
    expect((await run()).steps.mail?.result).toMatchObject({ status: "sent" });
    const headers = headersOf(server.mails[0]?.text ?? "");
    expect(headers).toMatch(/^List-Unsubscribe: <http:\/\/localhost:\d+\/u\/[\w-]{43}>$/m);
    expect(headers).toMatch(/^List-Unsubscribe-Post: List-Unsubscribe=One-Click$/m);
    expect((await outbox())[0]?.text).toMatch(/Unsubscribe: http:\/\/localhost:\d+\/u\/[\w-]{43}$/);
  });

  test("of a test run stays in the sandbox", async () => {
    await connect();
    await emailFlow();
    const { steps } = await run("test");
    expect(steps.mail?.result).toMatchObject({ via: "sandbox" });
    expect(server.mails).toEqual([]);
  });

  test("goes by the connection that the step names; sandbox is one, too", async () => {
    const connectionId = await connect({ isDefault: false });
    await emailFlow({}, { connection_id: connectionId });
    expect((await run()).steps.mail?.result).toMatchObject({ via: "smtp" });
    await owner.caller.connections.chooseDefault({ workspace: owner.workspace.slug, connectionId });
    await emailFlow({}, { connection_id: "sandbox" });
    const payload = { email: "bo@example.com" };
    const { runs } = await send(owner.workspace.id, "customer.created", payload);
    for (const { id } of runs) await drive(id);
    expect(
      (await outbox())
        .filter(({ to_address }) => to_address === "bo@example.com")
        .map(({ via }) => via)
        .sort(),
    ).toEqual(["sandbox", "smtp"]);
  });

  test("fails into the error branch when the connection is gone", async () => {
    const connectionId = await connect();
    await emailFlow({}, { connection_id: connectionId });
    await owner.caller.connections.remove({ workspace: owner.workspace.slug, connectionId });
    expect((await run()).steps.mail).toMatchObject({
      status: "failed",
      error: { code: "connection_missing" },
    });
  });
});

describe("what a mail server does not take", () => {
  test.each([
    ["refuse_recipient", "smtp_refused", "failed", /No such mailbox/],
    ["defer", "smtp_deferred", "failed", /Come back later/],
    ["cut_before_text", "smtp_not_reached", "failed", /could not be reached/],
    ["cut_after_text", "outcome_unknown", "failed", /may have been sent/],
  ] as const)("%s: %s", async (behaviour, code, state, words) => {
    await connect();
    await emailFlow();
    server.behave(behaviour);
    const { steps } = await run("live", 0);
    expect(steps.mail?.error).toMatchObject({ code, message: expect.stringMatching(words) });
    expect(await outbox()).toMatchObject([{ state }]);
    expect((await eventTypes()).includes("message.failed")).toBe(code === "smtp_refused");
  });

  test("for now, is sent by the next attempt: one message, one mail", async () => {
    await connect();
    await emailFlow({}, { retry_count: 1, retry_delay: 10 });
    server.behave("defer_once");
    const { status, steps } = await run();
    expect(status).toBe("completed");
    expect(steps.mail).toMatchObject({ status: "succeeded", attempt: 2 });
    expect(await outbox()).toMatchObject([{ state: "sent", error: null }]);
    expect(server.mails).toHaveLength(1);
    expect(await eventTypes()).not.toContain("message.failed");
  });
});

describe("connections", () => {
  test("the test button sends a mail to the one who asks, and remembers how it went", async () => {
    const connectionId = await connect();
    const workspace = owner.workspace.slug;
    expect(await owner.caller.connections.test({ workspace, connectionId })).toEqual({
      ok: true,
      to: owner.email,
    });
    expect(server.mails).toMatchObject([{ to: [owner.email] }]);
    expect(await owner.caller.connections.list({ workspace })).toMatchObject([
      { checkError: null, checkedAt: expect.any(Date) },
    ]);
  });

  test("wrong credentials are told, and the password to nobody", async () => {
    const connectionId = await connect({ password: "wrong horse" });
    const workspace = owner.workspace.slug;
    expect(await owner.caller.connections.test({ workspace, connectionId })).toMatchObject({
      ok: false,
      message: expect.stringMatching(/did not accept the user name and password/),
    });
    const said = JSON.stringify([
      await owner.caller.connections.list({ workspace }),
      await owner.caller.audit.list({ workspace, filter: {} }),
    ]);
    expect(said).not.toContain("wrong horse");
    const { rows } = await pool().query("select sealed from connections where id = $1", [connectionId]);
    expect(rows[0]?.sealed).not.toContain("horse");
  });

  test("a private address is refused unless it was opened", async () => {
    for (const host of ["127.0.0.1", "169.254.169.254", "localhost"]) {
      const connectionId = await connect({ more: { host, port: 2525 } });
      expect(
        await owner.caller.connections.test({ workspace: owner.workspace.slug, connectionId }),
      ).toMatchObject({
        ok: false,
        message: expect.stringMatching(/not on the public internet/),
      });
    }
  });

  test("a password goes to no other server than the one it was entered for", async () => {
    const connectionId = await connect();
    const change = (more: Record<string, unknown>) =>
      owner.caller.connections.saveSmtp({
        workspace: owner.workspace.slug,
        connectionId,
        connection: { name: "Renamed", settings: settings(more), password: "", isDefault: true },
      });
    await expect(change({ host: "evil.example.com" })).rejects.toThrow(/Enter the password again/);
    await change({ from_name: "Another name" });
    expect(
      await owner.caller.connections.test({ workspace: owner.workspace.slug, connectionId }),
    ).toMatchObject({ ok: true });
  });
});
