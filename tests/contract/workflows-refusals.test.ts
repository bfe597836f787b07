/** What the addresses of flows refuse, with which status, and that nothing of it stays. */
import { afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import * as executeRoute from "@/app/api/workflows/[id]/execute/route";
import * as publishRoute from "@/app/api/workflows/[id]/publish/route";
import * as flowRoute from "@/app/api/workflows/[id]/route";
import * as createRoute from "@/app/api/workflows/create/route";
import { newId } from "@/server/db/id";
import { pool } from "@/server/db/pool";
import { PLANS } from "@/server/domain/plans";
import { newDemoLike } from "./support/demo-like";
import { call, fieldsOf, type Handlers, type KeyHolder, newKey, type Sent } from "./support/rest";
import { rowCounts } from "./support/rows";

const step = (more: object = {}) => ({ id: "say", type: "action", action_id: "log", config: {}, ...more });
const document = (more: object = {}) => ({
  name: "Say hello",
  trigger: { type: "event", event_types: ["order.created"] },
  steps: [step()],
  ...more,
});

let holder: KeyHolder;
let flow: Record<string, unknown>;
let draftFlow: string;
let before: unknown;

beforeAll(async () => {
  holder = await newDemoLike();
  flow = (await send(createRoute, { body: document({ id: "ext-1", status: "active" }) })).body;
  draftFlow = String((await send(createRoute, { body: document({ id: "ext-2" }) })).body.id);
});
beforeEach(async () => {
  before = await everything();
});
/** Whatever was refused in a test has left nothing. */
afterEach(async () => {
  expect(await everything()).toEqual(before);
});

const send = (route: Handlers, sent: Sent) =>
  call(route, { ...sent, headers: { ...holder.bearer, "x-forwarded-for": newId(), ...sent.headers } });
const patch = (body: unknown, more: Sent = {}) =>
  send(flowRoute, { method: "PATCH", params: { id: "ext-1" }, body, ...more });

async function everything() {
  const { rows: flows } = await pool().query("select * from automation_flows order by id");
  const { api_keys: _, ...counts } = await rowCounts();
  return { flows, counts };
}

const broken: [string, unknown, object][] = [
  ["a list", [document()], { field: "" }],
  ["no trigger", document({ trigger: undefined }), { field: "trigger" }],
  ["a trigger of no kind", document({ trigger: { type: "moon" } }), { field: "trigger.type" }],
  ["no steps", document({ steps: undefined }), { field: "steps" }],
  ["steps that are none", document({ steps: "all" }), { field: "steps" }],
  ["a step of no kind", document({ steps: [step({ type: "dance" })] }), { step_id: "say", field: "type" }],
  [
    "an action without its name",
    document({ steps: [step({ action_id: undefined })] }),
    { step_id: "say", field: "action_id" },
  ],
  [
    "a way that leads nowhere",
    document({ steps: [step({ on_success: "nowhere" })] }),
    { step_id: "say", field: "on_success" },
  ],
  ["two steps of one id", document({ steps: [step(), step()] }), { step_id: "say" }],
  ["a circle", document({ steps: [step({ on_success: "say" })] }), { step_id: "say" }],
  ["a wrong status", document({ status: "on" }), { field: "status" }],
];

describe("a document with", () => {
  test.each(broken)("%s is refused by POST, by its step and field", async (_, body, problem) => {
    const answer = await send(createRoute, { body });
    expect(answer).toMatchObject({ status: 422, body: { problems: [expect.objectContaining(problem)] } });
    expect(answer.headers.get("content-type")).toBe("application/problem+json");
  });

  test.each(broken.filter(([what]) => !/^(?:no |a list)/.test(what)))(
    "%s is refused by PATCH, and with a status nothing of that is done either",
    async (_, body, problem) => {
      const status = body && typeof body === "object" && "status" in body ? {} : { status: "paused" };
      const answer = await patch({ ...Object(body), ...status, name: "New" });
      expect(answer).toMatchObject({ status: 422, body: { problems: [expect.objectContaining(problem)] } });
    },
  );

  test.each([
    ["a reserved id", { id: "create" }, "id"],
    ["an id that is no text", { id: {} }, "id"],
    ["an endless name", { name: "n".repeat(256) }, "name"],
    ["someone else's tenant", { tenant_id: "tenant_999" }, "tenant_id"],
  ])("%s", async (_, more, field) => {
    const answer = await send(createRoute, { body: document(more) });
    expect(answer.status).toBe(422);
    expect(fieldsOf(answer)).toEqual([field]);
  });

  test("an unknown on_conflict", async () => {
    const path = "/api/workflows/create?on_conflict=skip";
    expect(fieldsOf(await send(createRoute, { path, body: document() }))).toEqual(["on_conflict"]);
  });
});

describe("a change", () => {
  test.each([
    ["of nothing", {}, [""]],
    ["of what there is not", { nmae: "x" }, [""]],
    ["to no name", { name: " " }, ["name"]],
    ["to no text", { name: 1, description: [] }, ["name", "description"]],
    ["to an unknown status", { status: "on" }, ["status"]],
    ["to a definition that is none", { definition: "x" }, ["definition"]],
    ["of somebody else", { name: "x", tenant_id: "tenant_999" }, ["tenant_id"]],
  ])("%s", async (_, body, fields) => {
    const answer = await patch(body);
    expect(answer.status).toBe(422);
    expect(fieldsOf(answer)).toEqual(fields);
  });
});

describe.each([
  ["POST /api/workflows/create", createRoute, {}],
  ["PATCH /api/workflows/{id}", flowRoute, { method: "PATCH", params: { id: "ext-1" } }],
  ["POST /api/workflows/{id}/execute", executeRoute, { params: { id: "ext-1" } }],
  ["POST /api/workflows/{id}/publish", publishRoute, { params: { id: "ext-1" } }],
] satisfies [string, Handlers, Sent][])("%s refuses", (_, route, sent) => {
  const attempt = (more: Sent) => send(route, { body: document(), ...sent, ...more });

  test.each([
    ["what is no JSON", 400, { body: '{"name": ' }],
    ["JSON that nests without end", 400, { body: "[".repeat(200) + "]".repeat(200) }],
    ["no credential", 401, { headers: { authorization: null } }],
    ["an unknown key", 401, { headers: { authorization: `Bearer baton_${"x".repeat(43)}` } }],
    ["too much", 413, { body: document({ description: "x".repeat(600 * 1024) }) }],
    ["a form", 415, { body: "name=x", headers: { "content-type": "application/x-www-form-urlencoded" } }],
    ["no type", 415, { headers: { "content-type": null } }],
    ["what is no object", 422, { body: [] }],
  ] satisfies [string, number, Sent][])("%s: %i", async (_what, status, more) => {
    const answer = await attempt(more);
    expect(answer.status).toBe(status);
    expect(answer.headers.get("content-type")).toBe("application/problem+json");
    expect(answer.body).toMatchObject({
      status,
      detail: expect.stringMatching(/\w/),
      problems: expect.any(Array),
    });
  });

  test("a key that may only read", async () => {
    const { secret } = await newKey(holder.person, ["flows:read", "events:write"]);
    before = await everything();
    const answer = await attempt({ headers: { authorization: `Bearer ${secret}` } });
    expect(answer).toMatchObject({ status: 403, body: { detail: expect.stringContaining("flows:write") } });
  });
});

test("what is not there is not found, whatever it is called", async () => {
  for (const id of [newId(), "ext-3", "x".repeat(300), "a\0b", "'; drop table automation_flows; --"])
    for (const method of ["GET", "PATCH", "DELETE"]) {
      const body = method === "PATCH" ? { name: "New" } : undefined;
      expect(await send(flowRoute, { method, params: { id }, body })).toMatchObject({ status: 404 });
    }
});

test("what another workspace has is not found, by any of its ids", async () => {
  const other = await newDemoLike();
  before = await everything();
  for (const id of ["ext-1", String(flow.id), draftFlow])
    for (const [route, method] of [
      [flowRoute, "GET"],
      [flowRoute, "PATCH"],
      [flowRoute, "DELETE"],
      [executeRoute, "POST"],
      [publishRoute, "POST"],
    ] satisfies [Handlers, string][]) {
      const body = method === "PATCH" ? { name: "New" } : undefined;
      const answer = await call(route, { method, params: { id }, body, headers: other.bearer });
      expect(answer).toMatchObject({ status: 404 });
      expect(answer.text).not.toContain("Say hello");
    }
});

test("a flow that was never published does not run", async () => {
  const answer = await send(executeRoute, { params: { id: draftFlow }, body: {} });
  expect(answer).toMatchObject({ status: 409, body: { detail: expect.stringContaining("Publish it") } });
});

test("a plan that is full leaves the flow as it was", async () => {
  const { id } = holder.person.workspace;
  await pool().query("update workspaces set plan = 'trial' where id = $1", [id]);
  for (let made = 0; made < PLANS.trial.maxWorkflows; made++)
    await pool().query(
      `insert into automation_flows (id, workspace_id, name, status, draft, updated_at)
       values ($1, $2, 'Filler', 'active', '{"schema":1,"trigger":{"type":"manual"},"steps":[]}', now())`,
      [newId(), id],
    );
  before = await everything();
  const answers = [
    await patch({ name: "New", status: "active" }, { params: { id: draftFlow } }),
    await send(createRoute, { body: document({ status: "active" }) }),
  ];
  for (const answer of answers)
    expect(answer).toMatchObject({ status: 402, body: { detail: expect.stringContaining("plan") } });
});
