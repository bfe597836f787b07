import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import * as aliasRoute from "@/app/api/events/route";
import * as apiRoute from "@/app/api/v1/events/route";
import * as platformRoute from "@/app/plugins/automation/webhook/route";
import { type Answer, call, type Handlers, type KeyHolder, newKeyHolder } from "./support/rest";
import { rowCounts } from "./support/rows";

const SHOP = "https://shop.example.com";
const OTHER = "https://other.example.com";
const event = { event_type: "a.b", payload: {} };

let shop: KeyHolder;
let other: KeyHolder;
let server: KeyHolder;

beforeAll(async () => {
  shop = await newKeyHolder(["events:write"], [SHOP]);
  other = await newKeyHolder(["events:write"], [OTHER]);
  server = await newKeyHolder();
});

const preflight = (route: Handlers, origin: string | null) =>
  call(route, {
    method: "OPTIONS",
    headers: {
      origin,
      "access-control-request-method": "POST",
      "access-control-request-headers": "authorization",
    },
  });

const allowed = ({ headers }: Answer) => headers.get("access-control-allow-origin");
const neverForAll = (answer: Answer) => {
  expect(allowed(answer)).not.toBe("*");
  expect(answer.headers.get("access-control-allow-credentials")).toBeNull();
};

describe("a preflight", () => {
  test("lets an origin on that some key names", async () => {
    const answer = await preflight(apiRoute, SHOP);
    expect(answer.status).toBe(204);
    expect(allowed(answer)).toBe(SHOP);
    expect(answer.headers.get("access-control-allow-headers")).toContain("authorization");
    expect(answer.headers.get("access-control-allow-methods")).toContain("POST");
    expect(answer.headers.get("vary")).toBe("Origin");
    neverForAll(answer);
  });

  test.each([
    "https://evil.example.com",
    "null",
    `${SHOP}.evil.com`,
    `${SHOP}:8443`,
    "http://shop.example.com",
    null,
  ])("says nothing to %s", async (origin) => {
    expect(allowed(await preflight(apiRoute, origin))).toBeNull();
  });

  test("says nothing at addresses for servers", async () => {
    expect(allowed(await preflight(aliasRoute, SHOP))).toBeNull();
    expect(allowed(await preflight(platformRoute, SHOP))).toBeNull();
  });

  test("of a revoked key's origin is over", async () => {
    const origin = "https://gone.example.com";
    const { person, keyId } = await newKeyHolder(["events:write"], [origin]);
    await person.caller.apiKeys.revoke({ workspace: person.workspace.slug, keyId });
    expect(allowed(await preflight(apiRoute, origin))).toBeNull();
  });
});

describe("a page's request", () => {
  let before: Record<string, number>;
  const send = (holder: KeyHolder, origin: string, body: unknown = event, route: Handlers = apiRoute) =>
    call(route, { body, headers: { ...holder.bearer, origin, host: "baton.example.com" } });

  beforeEach(async () => {
    for (const { bearer } of [shop, other, server]) await call(apiRoute, { body: event, headers: bearer });
    before = await rowCounts();
  });

  test("is answered so that the page can read it", async () => {
    const answer = await send(shop, SHOP);
    expect(answer.status).toBe(202);
    expect(allowed(answer)).toBe(SHOP);
    expect(answer.headers.get("vary")).toBe("Origin");
    neverForAll(answer);
  });

  test("can read a refusal too", async () => {
    const invalid = await send(shop, SHOP, {});
    expect(invalid.status).toBe(422);
    expect(allowed(invalid)).toBe(SHOP);
    const unknown = await call(apiRoute, {
      body: event,
      headers: { authorization: "Bearer x", origin: SHOP },
    });
    expect(unknown.status).toBe(401);
    expect(allowed(unknown)).toBe(SHOP);
  });

  test.each([
    ["of another key's origin", () => shop, OTHER],
    ["with a key that names none", () => server, SHOP],
    ["of no origin", () => shop, "null"],
  ])("%s is refused, and nothing is written", async (_what, holder, origin) => {
    const answer = await send(holder(), origin);
    expect(answer.status).toBe(403);
    expect(answer.body.detail).toContain(origin);
    expect(allowed(answer)).toBeNull();
    expect(await rowCounts()).toEqual(before);
  });

  test("of our own pages needs no entry", async () => {
    const answer = await send(server, "https://baton.example.com");
    expect(answer.status).toBe(202);
    expect(allowed(answer)).toBeNull();
  });

  test("gets no headers at addresses for servers", async () => {
    expect(allowed(await send(shop, SHOP, event, aliasRoute))).toBeNull();
  });
});
