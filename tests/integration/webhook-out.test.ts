/** Webhooks that leave: signed so that a receiver of its own making believes them, repeated under one id, for one receiver. */
import { beforeEach, describe, expect, test } from "vitest";
import { pool } from "@/server/db/pool";
import { completeEnvironment } from "@/server/env";
import { newPerson, type Person } from "../fixtures/people";
import { drive, publish, readRun, send } from "./support/engine";
import { json, localServer, type Received } from "./support/local-server";

let owner: Person;
beforeEach(async () => {
  owner = await newPerson("Wanda");
});

/** As the specification tells a receiver to do it, with nothing of ours: is it from who knows the secret, and when. */
async function verified({ headers, body }: Received, secret: string): Promise<boolean> {
  const key = await crypto.subtle.importKey(
    "raw",
    Uint8Array.from(atob(secret.slice("whsec_".length)), (character) => character.charCodeAt(0)),
    { name: "HMAC", hash: "SHA-256" },
    false,
    ["verify"],
  );
  const signed = new TextEncoder().encode(`${headers["webhook-id"]}.${headers["webhook-timestamp"]}.${body}`);
  const tries = String(headers["webhook-signature"])
    .split(" ")
    .filter((part) => part.startsWith("v1,"))
    .map((part) => Uint8Array.from(atob(part.slice(3)), (character) => character.charCodeAt(0)));
  const fits = await Promise.all(tries.map((one) => crypto.subtle.verify("HMAC", key, one, signed)));
  return fits.includes(true);
}

async function receiver(...answer: Parameters<typeof localServer>) {
  const server = await localServer(...answer);
  completeEnvironment({ BATON_HTTP_ALLOW: server.host });
  return server;
}

async function connect(url: string, isDefault = true) {
  const made = await owner.caller.connections.saveWebhook({
    workspace: owner.workspace.slug,
    connectionId: null,
    connection: { name: "Order desk", settings: { url }, isDefault },
  });
  return { id: made.id, secret: made.secret ?? "" };
}

const hookFlow = (more: Record<string, unknown> = {}) =>
  publish(owner.workspace.id, {
    name: "Tell",
    status: "active",
    definition: {
      trigger: { type: "event", event_types: ["order.completed"] },
      settings: { retry_count: 2, retry_delay: 10 },
      steps: [
        {
          id: "tell",
          type: "action",
          action_type: "webhook_out",
          config: {
            event_type: "order.packed",
            data: { order: "{{trigger.order_id}}", total: "{{trigger.total}}" },
          },
          ...more,
        },
      ],
    },
  });

async function run(mode: "live" | "test" = "live") {
  const payload = { email: "ada@example.com", order_id: "o1", total: 12.5 };
  const { runs } = await send(owner.workspace.id, "order.completed", payload, { mode });
  const runId = runs[0]?.id ?? "";
  await drive(runId);
  return { runId, ...(await readRun(runId)) };
}

describe("a webhook", () => {
  test("is told as the specification says, and a receiver of its own making believes it", async () => {
    const server = await receiver();
    const { secret } = await connect(`${server.origin}/hooks`);
    expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    await hookFlow();
    const { steps, status } = await run();
    expect(status).toBe("completed");
    expect(steps.tell).toMatchObject({
      status: "succeeded",
      tokens: 0,
      result: { delivered: true, status: 200, via: "webhook", event_type: "order.packed" },
    });
    const [request, ...more] = server.received;
    expect(more).toEqual([]);
    if (!request) throw new Error("nothing came");
    expect(request).toMatchObject({ method: "POST", path: "/hooks" });
    expect(request.headers["content-type"]).toBe("application/json");
    expect(JSON.parse(request.body)).toEqual({
      type: "order.packed",
      timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
      data: { order: "o1", total: 12.5 },
    });
    expect(request.headers["webhook-id"]).toBe(
      (steps.tell?.result as { webhook_id: string } | null)?.webhook_id,
    );
    expect(Math.abs(Number(request.headers["webhook-timestamp"]) - Date.now() / 1000)).toBeLessThan(60);
    expect(await verified(request, secret)).toBe(true);
    expect(await verified({ ...request, body: request.body.replace("12.5", "125") }, secret)).toBe(false);
    expect(await verified(request, `whsec_${Buffer.alloc(32, 1).toString("base64")}`)).toBe(false);
  });

  test("that is not taken is sent again under the same id, with the same body", async () => {
    const answers = [500, 429, 204];
    const server = await receiver((response) => {
      const status = answers.shift() ?? 500;
      if (status === 204) response.writeHead(204).end();
      else json(response, status, {}, { "retry-after": "0" });
    });
    const { secret } = await connect(server.origin);
    await hookFlow();
    const { steps } = await run();
    expect(steps.tell).toMatchObject({ status: "succeeded", attempt: 3, result: { status: 204 } });
    expect(new Set(server.received.map(({ headers }) => headers["webhook-id"])).size).toBe(1);
    expect(new Set(server.received.map(({ body }) => body)).size).toBe(1);
    for (const request of server.received) expect(await verified(request, secret)).toBe(true);
  });

  test.each([
    [400, "http_400"],
    [410, "http_410"],
    [302, "http_302"],
  ])("answered with %i fails at once, and follows nowhere", async (status, code) => {
    const server = await receiver((response) => json(response, status, {}, { location: "/elsewhere" }));
    await connect(server.origin);
    await hookFlow();
    const { steps } = await run();
    expect(steps.tell).toMatchObject({ status: "failed", error: { code } });
    expect(server.received).toHaveLength(1);
  });

  test("goes to no private address", async () => {
    completeEnvironment({ BATON_HTTP_ALLOW: "" });
    await connect("http://127.0.0.1:9/hooks");
    await hookFlow();
    expect((await run()).steps.tell).toMatchObject({ status: "failed", error: { code: "address_refused" } });
  });

  test("of a test, or without an endpoint, stays here and says so", async () => {
    const server = await receiver();
    await hookFlow();
    expect((await run()).steps.tell?.result).toMatchObject({ delivered: false, via: "sandbox" });
    await connect(server.origin);
    expect((await run("test")).steps.tell?.result).toMatchObject({ delivered: false, via: "sandbox" });
    expect(server.received).toEqual([]);
  });

  test("goes to the endpoint that the step names", async () => {
    const server = await receiver();
    await connect(`${server.origin}/default`);
    const { id } = await connect(`${server.origin}/named`, false);
    await hookFlow({ connection_id: id });
    await run();
    expect(server.received.map(({ path }) => path)).toEqual(["/named"]);
  });
});

describe("its secret", () => {
  test("is told once, and stands nowhere else", async () => {
    const workspace = owner.workspace.slug;
    const { id, secret } = await connect("https://example.com/hooks");
    const { secret: next } = await owner.caller.connections.rotateSecret({ workspace, connectionId: id });
    const changed = await owner.caller.connections.saveWebhook({
      workspace,
      connectionId: id,
      connection: { name: "Renamed", settings: { url: "https://example.com/other" }, isDefault: false },
    });
    expect(changed.secret).toBeNull();
    const { rows } = await pool().query("select settings, sealed from connections where id = $1", [id]);
    const said = JSON.stringify([
      await owner.caller.connections.listWebhooks({ workspace }),
      await owner.caller.audit.list({ workspace, filter: {} }),
      rows,
    ]);
    for (const one of [secret, next]) expect(said).not.toContain(one.slice("whsec_".length, -1));
  });

  test("is exchanged without a delivery that nobody can check", async () => {
    const server = await receiver();
    const workspace = owner.workspace.slug;
    const { id, secret: first } = await connect(server.origin);
    const { secret: second, oldUntil } = await owner.caller.connections.rotateSecret({
      workspace,
      connectionId: id,
    });
    expect(oldUntil.getTime() - Date.now()).toBeGreaterThan(23 * 3_600_000);
    await hookFlow();
    await run();
    const [request] = server.received;
    if (!request) throw new Error("nothing came");
    expect(await verified(request, first)).toBe(true);
    expect(await verified(request, second)).toBe(true);
    // A second exchange: the first secret is good no more.
    const { secret: third } = await owner.caller.connections.rotateSecret({ workspace, connectionId: id });
    await run();
    const last = server.received.at(-1);
    if (!last) throw new Error("nothing came");
    expect(await verified(last, first)).toBe(false);
    expect(await verified(last, second)).toBe(true);
    expect(await verified(last, third)).toBe(true);
  });

  test("and address are tried by a button, which remembers how that went", async () => {
    let status = 200;
    const server = await receiver((response) => json(response, status, {}));
    const workspace = owner.workspace.slug;
    const { id: connectionId, secret } = await connect(server.origin);
    expect(await owner.caller.connections.test({ workspace, connectionId })).toEqual({
      ok: true,
      to: server.origin,
    });
    const [request] = server.received;
    if (!request) throw new Error("nothing came");
    expect(JSON.parse(request.body)).toMatchObject({ type: "webhook.test" });
    expect(await verified(request, secret)).toBe(true);
    status = 503;
    expect(await owner.caller.connections.test({ workspace, connectionId })).toMatchObject({
      ok: false,
      message: expect.stringMatching(/answered 503/),
    });
    expect(await owner.caller.connections.listWebhooks({ workspace })).toMatchObject([
      { checkError: expect.stringMatching(/503/), checkedAt: expect.any(Date) },
    ]);
  });
});
