import { describe, expect, test } from "vitest";
import { newId } from "@/server/db/id";
import { mintWorkspaceId } from "@/server/domain/workspace";
import { completeEnvironment } from "@/server/env";
import { findAction } from "@/server/integrations/registry";
import { actionError, runAction } from "./support/action";
import { json, localServer } from "./support/local-server";

const workspaceId = mintWorkspaceId(newId());
const call = (input: Record<string, unknown>, more = {}) =>
  runAction(findAction("http_request"), workspaceId, input, more);

async function receiver(...answer: Parameters<typeof localServer>) {
  const server = await localServer(...answer);
  completeEnvironment({ BATON_HTTP_ALLOW: server.host });
  return server;
}

describe("what is sent", () => {
  test("JSON, query, headers, and the step's idempotency key", async () => {
    const server = await receiver((response) =>
      json(
        response,
        201,
        { id: "ord_1", tags: ["new"] },
        { "set-cookie": "session=secret", "x-request-id": "r1", "x-internal": "i" },
      ),
    );
    const output = await call(
      {
        method: "post",
        url: `${server.origin}/orders?source=baton`,
        headers: { Authorization: "Bearer abc", "X-Count": 5, "X-Nothing": null },
        query: { tag: ["a b", "c"], page: 2, none: null },
        body: { email: "a@b.co" },
      },
      { idempotencyKey: "run:step:3.17" },
    );
    expect(server.received[0]).toMatchObject({
      method: "POST",
      path: "/orders?source=baton&tag=a+b&tag=c&page=2",
      body: '{"email":"a@b.co"}',
      headers: {
        authorization: "Bearer abc",
        "x-count": "5",
        "content-type": "application/json",
        "idempotency-key": "run:step:3.17",
      },
    });
    expect(server.received[0]?.headers).not.toHaveProperty("x-nothing");
    expect(output).toMatchObject({
      status: 201,
      body: { id: "ord_1", tags: ["new"] },
      headers: { "x-request-id": "r1" },
    });
    expect(output).toHaveProperty("duration_ms", expect.any(Number));
    expect(JSON.stringify(output)).not.toMatch(/secret|x-internal/);
  });

  test.each([
    ["plain words", {}, "text/plain;charset=utf-8"],
    ['{"a":1}', {}, "application/json"],
    ["a=1&b=2", { "Content-Type": "application/x-www-form-urlencoded" }, "application/x-www-form-urlencoded"],
  ])("the text %s is sent as it is", async (body, headers, type) => {
    const server = await receiver();
    expect(await call({ method: "PUT", url: server.origin, body, headers })).toMatchObject({
      status: 200,
      body: null,
    });
    expect(server.received[0]).toMatchObject({ method: "PUT", body, headers: { "content-type": type } });
  });

  test.each([
    [{ method: "GET", body: { a: 1 } }, /GET request carries no body/],
    [{ headers: { Host: "other.example" } }, /“Host” is set by Baton/],
    [{ headers: { "Content-Length": "5" } }, /“Content-Length” is set by Baton/],
    [{ headers: { "Idempotency-Key": "mine" } }, /“Idempotency-Key” is set by Baton/],
  ])("%j is refused before anything leaves", async (input, message) => {
    const server = await receiver();
    expect(await actionError(call({ url: server.origin, ...input }))).toMatchObject({
      code: "invalid_input",
      retryable: false,
      message: expect.stringMatching(message),
    });
    expect(server.connections()).toBe(0);
  });
});

describe("an answer of 400 or above is an error", () => {
  test.each([
    [400, false],
    [401, false],
    [404, false],
    [408, true],
    [409, false],
    [422, false],
    [425, true],
    [429, true],
    [500, true],
    [503, true],
  ])("%i: tried again: %s", async (status, retryable) => {
    const server = await receiver((response) => json(response, status, { error: "no such order" }));
    const error = await actionError(
      call({ method: "POST", url: `${server.origin}/orders/1?key=secret`, body: {} }),
    );
    expect(error).toMatchObject({ code: `http_${status}`, retryable });
    expect(error.message).toMatch(
      new RegExp(`^POST ${server.origin}/orders/1 answered ${status} .*: \\{"error":"no such order"\\}$`),
    );
    expect(error.message).not.toContain("secret");
  });

  test("Retry-After is heeded, in seconds and as a date", async () => {
    const now = new Date("2026-03-01T12:00:00Z");
    for (const header of ["30", "Sun, 01 Mar 2026 12:00:30 GMT"]) {
      const server = await receiver((response) => json(response, 429, {}, { "retry-after": header }));
      expect(await actionError(call({ url: server.origin }, { now }))).toMatchObject({
        code: "http_429",
        retryAfterMs: 30_000,
      });
    }
  });
});

describe("a request that got no answer", () => {
  test.each([
    ["GET", {}, "interrupted", true],
    ["DELETE", {}, "interrupted", true],
    ["POST", { receiver_honours_idempotency_key: true }, "interrupted", true],
    ["POST", {}, "outcome_unknown", false],
    ["PATCH", {}, "outcome_unknown", false],
  ])("cut off: %s %j is %s", async (method, more, code, retryable) => {
    const server = await receiver((_response, _request, raw) => raw.socket.destroy());
    const error = await actionError(call({ method, url: server.origin, ...more }));
    expect(error).toMatchObject({ code, retryable });
    if (code === "outcome_unknown")
      expect(error.message).toMatch(/may have acted on it.*tick “The receiver honours Idempotency-Key”/);
    expect(server.received).toHaveLength(1);
  });

  test.each([
    ["GET", "timeout", true],
    ["POST", "outcome_unknown", false],
  ])("too slow: %s is %s", async (method, code, retryable) => {
    const server = await receiver(() => {});
    expect(await actionError(call({ method, url: server.origin, timeout: 100 }))).toMatchObject({
      code,
      retryable,
    });
  });

  test("the step's own timeout ends it too", async () => {
    const server = await receiver(() => {});
    expect(
      await actionError(call({ url: server.origin }, { signal: AbortSignal.timeout(50) })),
    ).toMatchObject({ code: "timeout", retryable: true });
  });

  test("a POST that never left may be tried again", async () => {
    completeEnvironment({ BATON_HTTP_ALLOW: "127.0.0.1:1" });
    expect(await actionError(call({ method: "POST", url: "http://127.0.0.1:1/", body: {} }))).toMatchObject({
      code: "not_reached",
      retryable: true,
    });
  });

  test("a private address is refused for good, and says why", async () => {
    completeEnvironment({ BATON_HTTP_ALLOW: "" });
    const error = await actionError(
      call({ method: "POST", url: "http://169.254.169.254/latest/meta-data?x=1", body: {} }),
    );
    expect(error).toEqual({
      code: "address_refused",
      retryable: false,
      retryAfterMs: undefined,
      message:
        "POST http://169.254.169.254/latest/meta-data failed: 169.254.169.254 is not on the public internet. Only public addresses may be called.",
    });
  });
});
