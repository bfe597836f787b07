import { beforeAll, describe, expect, test } from "vitest";
import * as apiRoute from "@/app/api/v1/events/route";
import { nothing, type RestContract } from "@/server/api/rest/contract";
import { type RestAnswer, restRoute } from "@/server/api/rest/rest-route";
import { serveRoutes } from "@/server/api/rest/serve-routes";
import { takeToken } from "@/server/api/rest/token-bucket";
import { AppError } from "@/server/domain/errors";
import { stopClock } from "../integration/support/set-clock";
import { call, type KeyHolder, newKey, newKeyHolder } from "./support/rest";
import { rowCounts } from "./support/rows";

let holder: KeyHolder;
beforeAll(async () => {
  holder = await newKeyHolder();
});

const contract: RestContract<null, null, null> = {
  method: "GET",
  path: "/api/v1/test",
  tag: "Test",
  summary: "Test",
  access: { kind: "bearer", scope: "events:write" },
  params: nothing,
  query: nothing,
  body: nothing,
  success: { status: 200, description: "Fine", schema: nothing },
};

const serve = (handle: () => Promise<RestAnswer>, more: Partial<typeof contract> = {}) =>
  serveRoutes([restRoute({ ...contract, ...more }, handle)]);
const get = (route: ReturnType<typeof serve>) => call(route, { method: "GET", headers: holder.bearer });
const fine = async () => ({ body: { ok: true } });

describe("too many requests", () => {
  test("429 says how long to wait; then it goes on", async () => {
    const clock = stopClock();
    const route = serve(fine, { rateLimit: { burst: 3, perSecond: 10 } });
    const answers = [];
    for (let sent = 0; sent < 4; sent++) answers.push(await get(route));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 429]);
    expect(answers[3]?.headers.get("retry-after")).toBe("1");
    expect(answers[3]?.body).toMatchObject({
      title: "Too many requests",
      detail: expect.stringContaining("Wait 1 second"),
    });
    clock.advance(150);
    expect((await get(route)).status).toBe(200);
  });

  test("of one key do not stop another of the same workspace", async () => {
    stopClock();
    const { secret } = await newKey(holder.person, ["events:write"]);
    const route = serve(fine, { path: "/api/v1/slow", rateLimit: { burst: 1, perSecond: 0.1 } });
    await get(route);
    const waiting = await get(route);
    expect(waiting.headers.get("retry-after")).toBe("10");
    const second = await call(route, { method: "GET", headers: { authorization: `Bearer ${secret}` } });
    expect(second.status).toBe(200);
  });

  test("of events: 2,000 at once, then 429, and nothing is written", async () => {
    stopClock();
    const { bearer, keyId } = await newKeyHolder();
    const send = () => call(apiRoute, { body: { event_type: "a.b", payload: {} }, headers: bearer });
    expect((await send()).status).toBe(202);
    const before = await rowCounts();
    expect(() => {
      for (let taken = 0; taken < 10_000; taken++) takeToken(keyId, { burst: 2_000, perSecond: 1_000 });
    }).toThrow("2000 at once");
    const bucket = globalThis.batonBuckets?.get(keyId);
    if (bucket) bucket.tokens = -1_500;
    const refused = await send();
    expect(refused.status).toBe(429);
    expect(refused.headers.get("retry-after")).toBe("2");
    expect(await rowCounts()).toEqual(before);
  });
});

describe("what a handler throws", () => {
  const failing = (error: unknown) => serve(() => Promise.reject(error));

  test("of ours becomes its problem", async () => {
    const conflict = new AppError("conflict", "There is one already.", { existingId: "abc" });
    const answer = await get(failing(conflict));
    expect(answer).toMatchObject({
      status: 409,
      body: { detail: "There is one already.", existing_id: "abc" },
    });
    const broke = new AppError("payment_required", "Out of tokens.", {
      problems: [{ field: "a", message: "b" }],
    });
    expect(await get(failing(broke))).toMatchObject({
      status: 402,
      body: { problems: [{ field: "a", message: "b" }] },
    });
  });

  test.each([new Error("password=hunter2 at db.internal"), "text", undefined, { code: "23505" }])(
    "unforeseen (%s) tells nothing but its id",
    async (error) => {
      const answer = await get(failing(error));
      expect(answer.status).toBe(500);
      expect(answer.body).toEqual({
        type: "urn:baton:problem:internal",
        title: "Failed on our side",
        status: 500,
        detail: expect.stringContaining("request_id"),
        problems: [],
        request_id: answer.headers.get("x-request-id"),
      });
      expect(answer.text).not.toMatch(/hunter2|db\.internal|23505/);
    },
  );

  test("when the database is away: send it again", async () => {
    const answer = await get(
      failing(Object.assign(new Error("connect ECONNREFUSED"), { code: "ECONNREFUSED" })),
    );
    expect(answer.status).toBe(503);
    expect(answer.headers.get("retry-after")).toBe("5");
  });

  test("nothing: its answer, with the contract's status", async () => {
    expect(await get(serve(fine))).toMatchObject({ status: 200, body: { ok: true } });
    expect((await get(serve(async () => ({ body: null, status: 204 })))).text).toBe("");
  });
});
