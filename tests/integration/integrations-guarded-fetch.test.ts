import { createServer } from "node:net";
import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { completeEnvironment } from "@/server/env";
import { guardedAgents } from "@/server/integrations/guarded-agent";
import { guardedFetch, type OutgoingRequest } from "@/server/integrations/guarded-fetch";
import { OutgoingFailure } from "@/server/integrations/outgoing-failure";
import { type LocalServer, localServer } from "./support/local-server";

const get = (url: string, more: Partial<OutgoingRequest> = {}) =>
  guardedFetch({ method: "GET", url, timeoutMs: 2_000, ...more });
const allow = (...servers: LocalServer[]) => ({
  isAllowed: (url: URL) => servers.some(({ origin }) => origin === url.origin),
});

async function failureOf(
  request: Promise<unknown>,
): Promise<Pick<OutgoingFailure, "reason" | "left" | "message">> {
  const failure = await request.then(
    () => null,
    (error: unknown) => error,
  );
  if (!(failure instanceof OutgoingFailure))
    throw new Error(`expected an OutgoingFailure, got ${String(failure)}`);
  return { reason: failure.reason, left: failure.left, message: failure.message };
}

describe("addresses that are not public", () => {
  test.each([
    "http://127.0.0.1:{port}/",
    "http://2130706433:{port}/",
    "http://0x7f.0.0.1:{port}/",
    "http://0177.0.0.1:{port}/",
    "http://127.1:{port}/",
    "http://１２７.０.０.１:{port}/",
    "http://0.0.0.0:{port}/",
    "http://[::1]:{port}/",
    "http://[::]:{port}/",
    "http://[::ffff:127.0.0.1]:{port}/",
    "http://[::7f00:1]:{port}/",
    "http://[64:ff9b::7f00:1]:{port}/",
    "http://[2002:7f00:1::]:{port}/",
    "http://[fe80::1]:{port}/",
    "http://[fec0::1]/",
    "http://[fd00:ec2::254]/latest/meta-data",
    "http://169.254.169.254/latest/meta-data",
    "http://168.63.129.16/metadata",
    "http://100.64.0.1/",
    "http://10.0.0.1/",
    "http://172.16.0.1/",
    "http://192.168.0.1/",
    "http://198.18.0.1/",
    "http://224.0.0.1/",
    "http://255.255.255.255/",
    "https://127.0.0.1:{port}/",
    "http://localhost:{port}/",
    "http://LOCALHOST:{port}/",
  ])("%s is refused and gets nothing", async (template) => {
    const server = await localServer();
    const failure = await failureOf(get(template.replace("{port}", server.host.split(":")[1] ?? "")));
    expect(failure).toMatchObject({ reason: "address_refused", left: false });
    expect(server.connections()).toBe(0);
  });

  test("a name with a final dot is not another name", async () => {
    const server = await localServer();
    const url = server.origin.replace("127.0.0.1", "localhost.");
    const resolve = async () => [{ address: "127.0.0.1", family: 4 }];
    expect((await failureOf(get(url, { agents: guardedAgents(resolve) }))).reason).toBe("address_refused");
    expect((await failureOf(get(url))).left).toBe(false);
    expect(server.connections()).toBe(0);
  });

  test.each([
    ["one private address", ["10.1.2.3"]],
    ["a private address beside a public one", ["2606:4700::1111", "127.0.0.1"]],
    ["no address", []],
    ["something that is no address", ["not-an-address"]],
  ])("a name that leads to %s is refused", async (_, addresses) => {
    const resolve = async () =>
      addresses.map((address) => ({ address, family: address.includes(":") ? 6 : 4 }));
    const failure = await failureOf(get("http://shop.example/", { agents: guardedAgents(resolve) }));
    expect(failure).toMatchObject({ reason: "address_refused", left: false });
    expect(failure.message).toContain("shop.example");
  });

  test("a name that changes its answer after the check gains nothing: there is one look-up per connection", async () => {
    const server = await localServer();
    // Global by its prefix, given to nobody.
    const answers = ["2000::1", "127.0.0.1"];
    let lookups = 0;
    const agents = guardedAgents(async () => {
      const address = answers[lookups++ % 2] ?? "";
      return [{ address, family: address.includes(":") ? 6 : 4 }];
    });
    const url = server.origin.replace("127.0.0.1", "rebind.example");
    expect(["not_reached", "timeout"]).toContain(
      (await failureOf(get(url, { agents, timeoutMs: 500 }))).reason,
    );
    expect(lookups).toBe(1);
    expect((await failureOf(get(url, { agents }))).reason).toBe("address_refused");
    expect(server.connections()).toBe(0);
  });

  test("user names in an address are refused, whatever host they hide", async () => {
    const server = await localServer();
    for (const url of [
      `http://example.com@${server.host}/`,
      `http://user:secret@${server.host}/`,
      "http://user@example.com/",
    ]) {
      const failure = await failureOf(get(url, allow(server)));
      expect(failure).toMatchObject({ reason: "invalid_request", left: false });
      expect(failure.message).not.toContain("secret");
    }
    expect(server.connections()).toBe(0);
  });

  test.each([
    "ftp://example.com/",
    "file:///etc/passwd",
    "javascript:alert(1)",
    "gopher://example.com/",
    "example.com",
    "",
  ])("%s is no address to call", async (url) => {
    expect((await failureOf(get(url))).reason).toBe("invalid_request");
  });

  test("BATON_HTTP_ALLOW opens exactly the hosts and ports it names", async () => {
    const named = await localServer((response) => response.end("hello"));
    const other = await localServer();
    completeEnvironment({ BATON_HTTP_ALLOW: `localhost:1, ${named.host}` });
    expect((await get(named.origin)).body.toString()).toBe("hello");
    expect((await failureOf(get(other.origin))).reason).toBe("address_refused");
    expect((await failureOf(get(named.origin.replace("127.0.0.1", "localhost")))).reason).toBe(
      "address_refused",
    );
    completeEnvironment({ BATON_HTTP_ALLOW: "" });
    expect((await failureOf(get(named.origin))).reason).toBe("address_refused");
  });
});

describe("redirects", () => {
  test("every hop is checked", async () => {
    const hidden = await localServer();
    const targets = [
      hidden.origin,
      "http://169.254.169.254/",
      "http://localhost:1/",
      "http://[::ffff:7f00:1]/",
    ];
    for (const location of targets) {
      const open = await localServer((response) => response.writeHead(302, { location }).end());
      expect(await failureOf(get(open.origin, allow(open)))).toMatchObject({
        reason: "address_refused",
        left: true,
      });
    }
    const odd = await localServer((response) =>
      response.writeHead(302, { location: "file:///etc/passwd" }).end(),
    );
    expect((await failureOf(get(odd.origin, allow(odd)))).reason).toBe("invalid_request");
    expect(hidden.connections()).toBe(0);
  });

  test("credentials stay with their origin; the idempotency key goes along", async () => {
    const last = await localServer((response) => response.end("done"));
    const first = await localServer((response, { path }) =>
      response.writeHead(307, { location: path === "/a" ? "/b" : `${last.origin}/c` }).end(),
    );
    const headers = {
      authorization: "Bearer top-secret",
      cookie: "session=1",
      "x-api-key": "k",
      "webhook-signature": "v1,x",
      "idempotency-key": "run:step:",
      accept: "text/plain",
    };
    const response = await get(`${first.origin}/a`, {
      method: "POST",
      body: "data",
      headers,
      ...allow(first, last),
    });
    expect(response.url).toBe(`${last.origin}/c`);
    expect(first.received.map(({ headers }) => headers.authorization)).toEqual([
      "Bearer top-secret",
      "Bearer top-secret",
    ]);
    const [reached] = last.received;
    expect(reached).toMatchObject({ method: "POST", body: "data" });
    expect(reached?.headers).toMatchObject({
      "idempotency-key": "run:step:",
      accept: "text/plain",
      host: last.host,
    });
    for (const name of ["authorization", "cookie", "x-api-key", "webhook-signature"])
      expect(reached?.headers).not.toHaveProperty(name);
  });

  test.each([
    [301, "POST", "GET"],
    [302, "POST", "GET"],
    [303, "PUT", "GET"],
    [303, "HEAD", "HEAD"],
    [302, "PUT", "PUT"],
    [307, "POST", "POST"],
    [308, "PATCH", "PATCH"],
  ])("%i after %s is followed by %s", async (status, method, then) => {
    const server = await localServer((response, { path }) =>
      path === "/" ? response.writeHead(status, { location: "/next" }).end() : response.end(),
    );
    const body = method === "HEAD" ? null : "data";
    await get(server.origin, { method, body, headers: { "content-type": "text/plain" }, ...allow(server) });
    const next = server.received[1];
    expect(next).toMatchObject({ path: "/next", method: then, body: then === method && body ? "data" : "" });
    if (then === "GET") expect(next?.headers).not.toHaveProperty("content-type");
  });

  test("five are followed, the sixth is not", async () => {
    const server = await localServer((response, { path }) => {
      const left = Number(path.slice(1));
      return left > 0 ? response.writeHead(302, { location: `/${left - 1}` }).end() : response.end("there");
    });
    expect((await get(`${server.origin}/5`, allow(server))).body.toString()).toBe("there");
    expect((await failureOf(get(`${server.origin}/6`, allow(server)))).reason).toBe("too_many_redirects");
    expect((await get(`${server.origin}/1`, { ...allow(server), maxRedirects: 0 })).status).toBe(302);
  });
});

describe("limits", () => {
  test("an answer over 4 MB is cut off, told or not told beforehand, compressed or not", async () => {
    const mb = Buffer.alloc(1024 * 1024, 65);
    const told = await localServer((response) =>
      response.writeHead(200, { "content-length": 5 * mb.length }).end(Buffer.concat(Array(5).fill(mb))),
    );
    const streamed = await localServer((response) => {
      for (let i = 0; i < 8; i++) response.write(mb);
      response.end();
    });
    const bomb = await localServer((response) =>
      response.writeHead(200, { "content-encoding": "gzip" }).end(gzipSync(Buffer.alloc(64 * mb.length))),
    );
    for (const server of [told, streamed, bomb]) {
      expect(await failureOf(get(server.origin, allow(server)))).toMatchObject({
        reason: "response_too_large",
        left: true,
      });
    }
    const fits = await localServer((response) => response.end(Buffer.concat(Array(4).fill(mb))));
    expect((await get(fits.origin, allow(fits))).body).toHaveLength(4 * mb.length);
  });

  test("compressed answers are read, and what was not asked for is refused", async () => {
    const server = await localServer((response) =>
      response.writeHead(200, { "content-encoding": "gzip" }).end(gzipSync("plain words")),
    );
    expect((await get(server.origin, allow(server))).body.toString()).toBe("plain words");
    expect(server.received[0]?.headers["accept-encoding"]).toBe("gzip, br");
    const odd = await localServer((response) =>
      response.writeHead(200, { "content-encoding": "zstd" }).end("x"),
    );
    expect((await failureOf(get(odd.origin, allow(odd)))).reason).toBe("bad_response");
    const broken = await localServer((response) =>
      response.writeHead(200, { "content-encoding": "gzip" }).end("not gzip"),
    );
    expect((await failureOf(get(broken.origin, allow(broken)))).reason).toBe("bad_response");
  });

  test("the time limit holds for silence, for dripping, and for a caller that gives up", async () => {
    const silent = await localServer(() => {});
    const dripping = await localServer((response) => {
      const drip = setInterval(() => response.write("."), 20);
      response.on("close", () => clearInterval(drip));
    });
    // Were only silence limited, the dripping one would never end.
    for (const server of [silent, dripping])
      expect(await failureOf(get(server.origin, { ...allow(server), timeoutMs: 150 }))).toMatchObject({
        reason: "timeout",
        left: true,
      });
    const controller = new AbortController();
    setTimeout(() => controller.abort(), 50);
    expect(
      (await failureOf(get(silent.origin, { ...allow(silent), signal: controller.signal }))).reason,
    ).toBe("timeout");
    expect(
      await failureOf(get(silent.origin, { ...allow(silent), signal: AbortSignal.abort() })),
    ).toMatchObject({ reason: "timeout", left: false });
  });
});

describe("what is known of a request that got no answer", () => {
  test("refused connection: it did not leave. Cut connection: it may have been acted on", async () => {
    expect(await failureOf(get(await closedOrigin(), { isAllowed: () => true }))).toMatchObject({
      reason: "not_reached",
      left: false,
    });
    const rude = await localServer((_response, _request, raw) => raw.socket.destroy());
    expect(await failureOf(get(rude.origin, { method: "POST", body: "x", ...allow(rude) }))).toMatchObject({
      reason: "interrupted",
      left: true,
    });
    const strange = await localServer((_response, _request, raw) =>
      raw.socket.end("this is not HTTP\r\n\r\n"),
    );
    expect(await failureOf(get(strange.origin, allow(strange)))).toMatchObject({
      reason: "bad_response",
      left: true,
    });
  });

  test("a name that does not exist", async () => {
    const agents = guardedAgents(async () => {
      throw Object.assign(new Error("getaddrinfo ENOTFOUND"), { code: "ENOTFOUND" });
    });
    const failure = await failureOf(get("http://nobody.example/", { agents }));
    expect(failure).toEqual({
      reason: "not_reached",
      left: false,
      message: "nobody.example could not be reached: there is no such host",
    });
  });

  test("a header that cannot be sent", async () => {
    const server = await localServer();
    const failure = await failureOf(
      get(server.origin, { headers: { "x-note": "one\r\nx-injected: two" }, ...allow(server) }),
    );
    expect(failure).toMatchObject({ reason: "invalid_request", left: false });
    expect(server.received).toEqual([]);
  });
});

test("connections are kept: twenty calls in a row do not open twenty", async () => {
  const server = await localServer((response) => response.end("ok"));
  for (let i = 0; i < 20; i++) await get(server.origin, allow(server));
  expect(server.received).toHaveLength(20);
  // A call may begin a moment before the connection of the last one is free.
  expect(server.connections()).toBeLessThanOrEqual(2);
});

/** A port that was free a moment ago. */
async function closedOrigin(): Promise<string> {
  const server = createServer();
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  const address = server.address();
  await new Promise((closed) => server.close(closed));
  return `http://127.0.0.1:${typeof address === "object" ? address?.port : 0}/`;
}
