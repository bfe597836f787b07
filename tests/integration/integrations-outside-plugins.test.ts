import { createHmac } from "node:crypto";
import { describe, expect, test } from "vitest";
import { seal } from "@/server/crypto";
import { newId } from "@/server/db/id";
import { pool } from "@/server/db/pool";
import type { WorkspaceId } from "@/server/domain/workspace";
import { completeEnvironment } from "@/server/env";
import { askPluginCondition } from "@/server/plugins/ask-plugin-condition";
import { findPluginAction } from "@/server/plugins/find-plugin-action";
import { actionError, runAction } from "./support/action";
import { json, type LocalServer, localServer } from "./support/local-server";
import { newWorkspace } from "./support/new-workspace";

const KEY = Buffer.from("a secret of this installation 123");

async function install(
  webhookUrl: string | null,
  capabilities: Record<string, unknown>,
): Promise<{ workspaceId: WorkspaceId; slug: string }> {
  const workspaceId = await newWorkspace();
  const id = newId();
  const slug = `plugin-${id}`;
  await pool().query(
    "insert into plugins (id, workspace_id, slug, aliases, name, webhook_url) values ($1, $2, $3, '{}', 'Outside', $4)",
    [id, workspaceId, slug, webhookUrl],
  );
  await pool().query(
    "insert into plugin_capabilities (id, workspace_id, plugin_id, capabilities, last_updated) values ($1, $2, $3, $4, now())",
    [newId(), workspaceId, id, JSON.stringify(capabilities)],
  );
  await pool().query(
    "insert into plugin_installations (id, workspace_id, plugin_id, secret) values ($1, $2, $3, $4)",
    [newId(), workspaceId, id, seal(`whsec_${KEY.toString("base64")}`)],
  );
  return { workspaceId, slug };
}

const score = {
  id: "score",
  name: "Score",
  endpoint: "/api/actions/score",
  input_schema: { email: { type: "string", required: true }, weight: { type: "number" } },
};

async function callScore(server: LocalServer, input: Record<string, unknown>, more = {}) {
  completeEnvironment({ BATON_PLUGIN_DEV_ORIGINS: `https://elsewhere.example, ${server.origin}/` });
  const { workspaceId, slug } = await install(`${server.origin}/hooks/`, { actions: [score] });
  return { workspaceId, output: await runScore(workspaceId, slug, input, more) };
}

async function runScore(workspaceId: WorkspaceId, slug: string, input: Record<string, unknown>, more = {}) {
  const found = await findPluginAction(workspaceId, slug, "score");
  if (!found.ok) throw new Error(found.message);
  expect(found.action.effect({})).toBe("idempotent");
  expect(found.action.meter).toBeNull();
  return runAction(found.action, workspaceId, input, more);
}

describe("an action of an outside plugin", () => {
  test("is sent to its endpoint: payload, key, workspace, and a signature that proves them", async () => {
    const server = await localServer((response) => json(response, 200, { score: 81 }));
    const runId = newId();
    const { workspaceId, output } = await callScore(
      server,
      { email: "a@b.co", weight: "2.5", note: "kept" },
      { runId, stepId: "größe/1" },
    );
    expect(output).toEqual({ score: 81 });
    const [call] = server.received;
    expect(call).toMatchObject({
      method: "POST",
      path: "/hooks/api/actions/score",
      body: '{"email":"a@b.co","weight":2.5,"note":"kept"}',
    });
    expect(call?.headers).toMatchObject({
      "content-type": "application/json",
      "idempotency-key": `${runId}:step_1:`,
      "x-baton-workspace": workspaceId,
      "x-baton-run": runId,
      "x-baton-step": encodeURIComponent("größe/1"),
    });
    const { "webhook-id": id, "webhook-timestamp": at, "webhook-signature": signature } = call?.headers ?? {};
    expect(signature).toBe(
      `v1,${createHmac("sha256", KEY).update(`${id}.${at}.${call?.body}`).digest("base64")}`,
    );
    expect(Math.abs(Number(at) - Date.now() / 1000)).toBeLessThan(10);
  });

  test("every attempt has the same id, so that the plugin can drop the repeat", async () => {
    const server = await localServer((response) => json(response, 200, {}));
    completeEnvironment({ BATON_PLUGIN_DEV_ORIGINS: server.origin });
    const { workspaceId, slug } = await install(server.origin, { actions: [score] });
    const runId = newId();
    for (const attempt of [1, 2]) await runScore(workspaceId, slug, { email: "a@b.co" }, { runId, attempt });
    await runScore(workspaceId, slug, { email: "a@b.co" });
    const ids = server.received.map(({ headers }) => headers["webhook-id"]);
    expect(ids[0]).toBe(ids[1]);
    expect(ids[2]).not.toBe(ids[0]);
  });

  test.each([
    [400, { error: "no email" }, false, ": no email"],
    [404, { detail: "not here" }, false, ": not here"],
    [429, { error: { message: "slow down" } }, true, ": slow down"],
    [500, "broken", true, ": broken"],
    [503, {}, true, ""],
  ])("%i %j is an error, tried again: %s", async (status, body, retryable, reason) => {
    const server = await localServer((response) => json(response, status, body, { "retry-after": "3" }));
    const error = await actionError(callScore(server, { email: "a@b.co" }));
    expect(error).toMatchObject({ code: `http_${status}`, retryable, retryAfterMs: 3_000 });
    expect(error.message).toMatch(new RegExp(`answered ${status} to score${reason}$`));
  });

  test("a redirect is not followed: the signature is for this receiver", async () => {
    const other = await localServer();
    const server = await localServer((response) => response.writeHead(307, { location: other.origin }).end());
    expect(await actionError(callScore(server, { email: "a@b.co" }))).toMatchObject({
      code: "http_307",
      message: expect.stringMatching(/follows no redirect/),
    });
    expect(other.connections()).toBe(0);
  });

  test("one that cannot be reached, is cut off, or is slow is tried again under its key", async () => {
    const rude = await localServer((_response, _request, raw) => raw.socket.destroy());
    expect(await actionError(callScore(rude, { email: "a@b.co" }))).toMatchObject({
      code: "interrupted",
      retryable: true,
    });
    const silent = await localServer(() => {});
    expect(
      await actionError(callScore(silent, { email: "a@b.co" }, { signal: AbortSignal.timeout(80) })),
    ).toMatchObject({ code: "timeout", retryable: true });
    const { workspaceId, slug } = await install(null, { actions: [score] });
    expect(await actionError(runScore(workspaceId, slug, { email: "a@b.co" }))).toMatchObject({
      code: "invalid_request",
      message: expect.stringMatching(/Register its webhook_url/),
    });
  });

  test("GET puts the payload into the query", async () => {
    const server = await localServer((response) => json(response, 200, []));
    completeEnvironment({ BATON_PLUGIN_DEV_ORIGINS: server.origin });
    const { workspaceId, slug } = await install(server.origin, { actions: [{ ...score, method: "GET" }] });
    expect(await runScore(workspaceId, slug, { email: "a@b.co", tags: ["x"] })).toEqual([]);
    expect(server.received[0]).toMatchObject({
      method: "GET",
      path: "/api/actions/score?email=a%40b.co&tags=%5B%22x%22%5D",
      body: "",
    });
  });
});

describe("addresses", () => {
  test("loopback is open to exactly the origins that were named", async () => {
    const server = await localServer((response) => json(response, 200, {}));
    for (const origins of [
      "",
      "http://127.0.0.1:1",
      server.origin.replace("http:", "https:"),
      "http://127.0.0.1",
      `${server.origin}0`,
    ]) {
      completeEnvironment({ BATON_PLUGIN_DEV_ORIGINS: origins, BATON_HTTP_ALLOW: server.host });
      const { workspaceId, slug } = await install(server.origin, { actions: [score] });
      expect(await actionError(runScore(workspaceId, slug, { email: "a@b.co" }))).toMatchObject({
        code: "address_refused",
        retryable: false,
      });
    }
    completeEnvironment({ BATON_HTTP_ALLOW: "" });
    expect(server.connections()).toBe(0);
  });

  test("a webhook_url with a user name or another scheme is refused", async () => {
    for (const url of [
      "http://user:pass@example.com",
      "file:///etc",
      "not a url",
      "http:",
      "https://example.com?token=x",
    ]) {
      const { workspaceId, slug } = await install(url, { actions: [score] });
      expect(await actionError(runScore(workspaceId, slug, { email: "a@b.co" }))).toMatchObject({
        code: "invalid_request",
      });
    }
  });
});

describe("a condition of an outside plugin", () => {
  const vip = { id: "vip", name: "VIP", operators: ["equals"] };
  const ask = async (server: LocalServer, condition = {}) => {
    completeEnvironment({ BATON_PLUGIN_DEV_ORIGINS: server.origin });
    const { workspaceId, slug } = await install(server.origin, { conditions: [{ ...vip, ...condition }] });
    return askPluginCondition(
      workspaceId,
      { plugin_id: slug, condition_id: "vip", operator: "equals", value: "gold" },
      { trigger: { customer_id: "c1" }, contact: { email: "private" } },
    );
  };

  test("is asked with operator, value and the trigger's payload, and nothing else of the run", async () => {
    const server = await localServer((response) => json(response, 200, { result: true }));
    expect(await ask(server)).toBe(true);
    expect(await ask(server, { endpoint: "/ask" })).toBe(true);
    expect(server.received.map(({ path }) => path)).toEqual(["/api/conditions/vip", "/ask"]);
    expect(JSON.parse(server.received[0]?.body ?? "")).toEqual({
      condition_id: "vip",
      operator: "equals",
      value: "gold",
      payload: { customer_id: "c1" },
    });
    expect(server.received[0]?.headers["webhook-signature"]).toMatch(/^v1,/);
  });

  test.each([[{ result: "yes" }], [{}], [true], ["true"]])("the answer %j is none", async (body) => {
    const server = await localServer((response) => json(response, 200, body));
    expect(await actionError(ask(server))).toMatchObject({ code: "bad_response" });
  });

  test("an error is an error, not a no", async () => {
    const server = await localServer((response) => json(response, 503, {}));
    expect(await actionError(ask(server))).toMatchObject({ code: "http_503", retryable: true });
  });
});
