import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import * as apiRoute from "@/app/api/v1/events/route";
import { newId } from "@/server/db/id";
import { pool } from "@/server/db/pool";
import { completeEnvironment } from "@/server/env";
import { stopClock } from "../integration/support/set-clock";
import { call, type KeyHolder, newKey, newKeyHolder, type Sent } from "./support/rest";
import { readEvent, rowCounts } from "./support/rows";

const INTERNAL = "internal-token-0123456789abcdef";
const event = { event_type: "a.b", payload: { x: 1 } };
const post = (headers: Sent["headers"], more: Sent = {}) =>
  call(apiRoute, { body: event, ...more, headers: { "x-forwarded-for": newId(), ...headers } });

let holder: KeyHolder;
let before: Record<string, number>;

beforeAll(async () => {
  holder = await newKeyHolder();
  completeEnvironment({ INTERNAL_API_TOKEN: INTERNAL });
});
afterAll(() => completeEnvironment({ INTERNAL_API_TOKEN: "" }));
beforeEach(async () => {
  // The first use of a key is written down.
  await call(apiRoute, { body: event, headers: holder.bearer });
  before = await rowCounts();
});

describe("without a good credential", () => {
  test("the way out is named", async () => {
    const answer = await post({});
    expect(answer.status).toBe(401);
    expect(answer.headers.get("www-authenticate")).toBe('Bearer realm="Baton"');
    expect(answer.headers.get("content-type")).toBe("application/problem+json");
    expect(answer.body).toEqual({
      type: "urn:baton:problem:unauthorized",
      title: "Not signed in",
      status: 401,
      detail: expect.stringMatching(/Authorization: Bearer baton_.*Settings, API keys.*demo:shell/),
      problems: [],
      request_id: answer.headers.get("x-request-id"),
    });
    expect(await rowCounts()).toEqual(before);
  });

  test.each([
    ["empty", ""],
    ["of another kind", "Basic YTpi"],
    ["without a key", "Bearer"],
    ["with two keys", "Bearer a b"],
    ["with an unknown key", `Bearer baton_${"x".repeat(43)}`],
    ["with a very long key", `Bearer baton_${"x".repeat(5_000)}`],
    ["with no key of ours", "Bearer sk_live_123"],
    ["with the start of the internal token", `Bearer ${INTERNAL.slice(0, -1)}`],
  ])("401 for a header %s", async (_what, authorization) => {
    expect((await post({ authorization })).status).toBe(401);
    expect(await rowCounts()).toEqual(before);
  });

  test("nothing of the body is looked at", async () => {
    expect((await post({}, { body: "{" })).status).toBe(401);
    const { secret } = await newKey(holder.person, ["flows:read"]);
    expect((await post({ authorization: `Bearer ${secret}` }, { body: "{" })).status).toBe(403);
  });

  test("going on is slowed down, for that sender alone", async () => {
    stopClock();
    const sender = { "x-forwarded-for": newId() };
    const statuses = [];
    for (let tries = 0; tries < 110; tries++) statuses.push((await post(sender)).status);
    expect(statuses.slice(0, 100)).toEqual(Array(100).fill(401));
    expect(statuses.at(-1)).toBe(429);
    expect((await post({ ...sender, ...holder.bearer })).status).toBe(202);
    expect((await post({})).status).toBe(401);
  });
});

describe("an API key", () => {
  test("is told which scope it lacks", async () => {
    const { secret } = await newKey(holder.person, ["flows:read", "usage:read"]);
    const answer = await post({ authorization: `Bearer ${secret}` });
    expect(answer).toMatchObject({ status: 403, body: { title: "Not allowed", problems: [] } });
    expect(answer.body.detail).toContain("events:write");
  });

  test("that is revoked is refused at once", async () => {
    const { person } = holder;
    const { id, secret } = await newKey(person, ["events:write"]);
    const headers = { authorization: `bearer ${secret}` };
    expect((await post(headers)).status).toBe(202);
    await person.caller.apiKeys.revoke({ workspace: person.workspace.slug, keyId: id });
    expect((await post(headers)).status).toBe(401);
  });

  test("chooses its workspace, whatever the headers say", async () => {
    const other = await newKeyHolder();
    const answer = await post({ ...holder.bearer, "x-baton-workspace": other.person.workspace.id });
    const { rows } = await pool().query("select workspace_id from events where id = $1", [
      answer.body.event_id,
    ]);
    expect(rows).toEqual([{ workspace_id: holder.person.workspace.id }]);
  });
});

describe("the internal token", () => {
  const headers = () => ({
    authorization: `Bearer ${INTERNAL}`,
    "x-baton-workspace": holder.person.workspace.slug,
  });
  const audited = async () => {
    const { rows } = await pool().query(
      "select workspace_id, actor_type, action, target_id from audit_entries where actor_type = 'internal'",
    );
    return rows;
  };

  test("acts for the workspace that it names, and that is in the audit log", async () => {
    expect(await audited()).toEqual([]);
    const answer = await post(headers());
    expect(answer.status).toBe(202);
    expect(await readEvent(answer.body.event_id)).toMatchObject({ source: "platform" });
    expect(await audited()).toEqual([
      {
        workspace_id: holder.person.workspace.id,
        actor_type: "internal",
        action: "address.called",
        target_id: "POST /api/v1/events",
      },
    ]);
  });

  test("is refused without a workspace, or with one that is none", async () => {
    for (const workspace of [null, "", "nobody-s", newId(), "x".repeat(300)]) {
      const answer = await post({ ...headers(), "x-baton-workspace": workspace });
      expect(answer.status).toBe(401);
      expect(answer.body.detail).toContain("X-Baton-Workspace");
    }
    expect(await rowCounts()).toEqual(before);
  });

  test("writes nothing when the event is refused", async () => {
    expect((await post(headers(), { body: {} })).status).toBe(422);
    expect(await rowCounts()).toEqual(before);
  });

  test("is off when none is set", async () => {
    completeEnvironment({ INTERNAL_API_TOKEN: "" });
    expect((await post(headers())).status).toBe(401);
    expect((await post({ ...headers(), authorization: "Bearer " })).status).toBe(401);
    completeEnvironment({ INTERNAL_API_TOKEN: INTERNAL });
  });
});
