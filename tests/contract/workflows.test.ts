/** What the addresses of flows do. The documents that they were made for: seeds.test.ts. */
import { beforeAll, describe, expect, test } from "vitest";
import * as duplicateRoute from "@/app/api/workflows/[id]/duplicate/route";
import * as pauseRoute from "@/app/api/workflows/[id]/pause/route";
import * as publishRoute from "@/app/api/workflows/[id]/publish/route";
import * as flowRoute from "@/app/api/workflows/[id]/route";
import * as createRoute from "@/app/api/workflows/create/route";
import * as listRoute from "@/app/api/workflows/route";
import * as templatesRoute from "@/app/api/workflows/templates/route";
import { newId } from "@/server/db/id";
import { pool } from "@/server/db/pool";
import { gallery } from "@/server/templates/gallery";
import { newDemoLike } from "./support/demo-like";
import { type Answer, call, fieldsOf, type Handlers, type KeyHolder, type Sent } from "./support/rest";

let holder: KeyHolder;
beforeAll(async () => {
  holder = await newDemoLike();
});

const by = (who: KeyHolder) => (route: Handlers, sent: Sent) =>
  call(route, { ...sent, headers: { ...who.bearer, ...sent.headers } });
const send = (route: Handlers, sent: Sent) => by(holder)(route, sent);
const create = (body: object, query = "") =>
  send(createRoute, { path: `/api/workflows/create${query}`, body });
const read = (id: unknown) => send(flowRoute, { method: "GET", params: { id: String(id) } });
const patch = (id: unknown, body: object) =>
  send(flowRoute, { method: "PATCH", params: { id: String(id) }, body });
const remove = (id: unknown) => send(flowRoute, { method: "DELETE", params: { id: String(id) } });

const log = (id: string, message = "Hello") => ({
  id,
  type: "action",
  action_id: "log",
  config: { message },
});
const document = (more: object = {}) => ({
  name: "Say hello",
  trigger: { type: "event", event_types: ["order.created"] },
  steps: [log("say")],
  ...more,
});

async function triggersOf(id: unknown): Promise<string[]> {
  const { rows } = await pool().query("select event_type from flow_triggers where flow_id = $1", [id]);
  return rows.map(({ event_type }) => event_type);
}

describe("creating", () => {
  test("answers where it is, in both spellings", async () => {
    const id = newId();
    const { status, headers, body } = await create(document({ id: `ext-${id}`, description: "Warmly" }));
    expect(status).toBe(201);
    expect(headers.get("location")).toBe(`/api/workflows/${body.id}`);
    expect(body).toMatchObject({
      external_id: `ext-${id}`,
      name: "Say hello",
      description: "Warmly",
      status: "draft",
      version: null,
      has_unpublished_changes: true,
      trigger_event: "order.created",
      definition: { schema: 1, steps: [{ id: "say", type: "action" }] },
      flow_definition: { steps: [{ id: "say" }] },
      problems: [],
    });
    expect((await read(body.id)).body).toEqual(body);
    expect((await read(`ext-${id}`)).body).toEqual(body);
  });

  test.each([
    ["active", ["order.created"], 1],
    ["paused", [], 1],
    ["draft", [], null],
  ])("as %s", async (status, triggers, version) => {
    const { body } = await create(document({ status }));
    expect(body).toMatchObject({ status, version });
    expect(await triggersOf(body.id)).toEqual(triggers);
  });

  test("says what is missing, and creates it all the same", async () => {
    const steps = [{ id: "x", type: "action", plugin_id: "nobody", action_id: "vanish", config: {} }];
    const { status, body } = await create(document({ steps, status: "active" }));
    expect(status).toBe(201);
    expect(body).toMatchObject({
      status: "active",
      problems: [{ severity: "catalogue", step_id: "x", message: expect.stringContaining("nobody") }],
    });
  });

  test("drops characters that cannot be kept", async () => {
    const { status, body } = await create(document({ name: "Nu\0ll \ud800", id: `a\0b-${newId()}` }));
    expect(status).toBe(201);
    expect(body).toMatchObject({ name: "Null \ufffd", external_id: expect.stringMatching(/^ab-/) });
  });

  test("what was answered can be posted again, as another flow or to the same", async () => {
    const id = `ext-${newId()}`;
    const steps = [
      { id: "ask", type: "condition", condition: { field: "email", operator: "exists" }, on_true: "say" },
      log("say"),
    ];
    const first = await create(document({ id, steps }));
    const { id: ours, external_id, ...rest } = first.body;
    const copy = await create(rest);
    expect(copy.body.external_id).toBeNull();
    expect(copy.body.definition).toEqual(rest.definition);
    expect((await patch(id, first.body)).body.definition).toEqual(rest.definition);
    expect(await create(first.body)).toMatchObject({ status: 409, body: { existing_id: ours } });
    expect(external_id).toBe(id);
  });
});

describe("an id that is there already", () => {
  test("is refused with the existing one", async () => {
    const id = `ext-${newId()}`;
    const first = await create(document({ id }));
    const again = await create(document({ id, name: "Another" }));
    expect(again).toMatchObject({ status: 409, body: { existing_id: first.body.id } });
    expect(again.headers.get("content-type")).toBe("application/problem+json");
    expect((await read(id)).body).toEqual(first.body);
  });

  test("takes a new draft when that is asked for, and what is published stays", async () => {
    const id = `ext-${newId()}`;
    const first = await create(document({ id, status: "active" }));
    const again = await create(
      document({ id, name: "Another", steps: [log("other")] }),
      "?on_conflict=draft",
    );
    expect(again).toMatchObject({
      status: 200,
      body: {
        id: first.body.id,
        name: "Another",
        status: "active",
        version: 1,
        has_unpublished_changes: true,
      },
    });
    expect(await triggersOf(first.body.id)).toEqual(["order.created"]);
  });

  test("with on_conflict=draft is created when it is not there", async () => {
    expect((await create(document({ id: `ext-${newId()}` }), "?on_conflict=draft")).status).toBe(201);
  });

  test("ten at once are one flow", async () => {
    const id = `ext-${newId()}`;
    const answers = await Promise.all(Array.from({ length: 10 }, () => create(document({ id }))));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, ...Array(9).fill(409)]);
    expect(new Set(answers.map(({ body }) => body.existing_id ?? body.id)).size).toBe(1);
  });

  test("in another workspace is another flow", async () => {
    const id = `ext-${newId()}`;
    const mine = await create(document({ id }));
    const other = await newDemoLike();
    const theirs = await by(other)(createRoute, { body: document({ id }) });
    expect(theirs.status).toBe(201);
    expect(theirs.body.id).not.toBe(mine.body.id);
    const missing = await by(other)(flowRoute, { method: "GET", params: { id: String(mine.body.id) } });
    expect(missing.status).toBe(404);
  });
});

describe("changing", () => {
  test("words alone leave the rest", async () => {
    const { body } = await create(document({ description: "Old", status: "active" }));
    expect(await patch(body.id, { name: "New" })).toMatchObject({
      status: 200,
      body: {
        name: "New",
        description: "Old",
        definition: body.definition,
        status: "active",
        has_unpublished_changes: false,
      },
    });
    expect((await patch(body.id, { description: "" })).body).toMatchObject({ name: "New", description: "" });
  });

  const simplified = { steps: [{ id: "b", action_type: "log", payload_template: { message: "Hi" } }] };
  test.each([
    ["definition", { definition: { trigger: { type: "manual" }, steps: [log("b")] } }, null, ["b"]],
    [
      "trigger_event and flow_definition",
      { trigger_event: "a.b", flow_definition: simplified },
      "a.b",
      ["b"],
    ],
    ["flow_definition", { flow_definition: simplified }, "order.created", ["b"]],
    ["trigger and steps", { trigger: { type: "manual" }, steps: [log("b")] }, null, ["b"]],
    ["trigger_event and steps", { trigger_event: "a.b", ...simplified }, "a.b", ["b"]],
    ["steps", { steps: [log("b")] }, "order.created", ["b"]],
    ["trigger", { trigger: { type: "manual" } }, null, ["say"]],
    ["trigger_event", { trigger_event: "a.b" }, "a.b", ["say"]],
    ["variables", { variables: { x: 1 } }, "order.created", ["say"]],
  ])("the draft by its %s", async (_, change, trigger, steps) => {
    const { body } = await create(document({ settings: { retry_count: 7 } }));
    const changed = await patch(body.id, change);
    expect(changed).toMatchObject({
      status: 200,
      body: { name: "Say hello", trigger_event: trigger, definition: { steps: steps.map((id) => ({ id })) } },
    });
    expect((await read(body.id)).body).toEqual(changed.body);
  });

  test("parts leave the others as they are", async () => {
    const { body } = await create(document({ settings: { retry_count: 7 }, variables: { a: 1 } }));
    expect((await patch(body.id, { variables: { b: 2 } })).body).toMatchObject({
      definition: { variables: { b: 2 }, settings: { retry_count: 7 } },
    });
  });

  test("simplified steps stay simplified: a condition that does not hold ends the run", async () => {
    const { body } = await create(document());
    const ask = { id: "ask", type: "condition", condition: { field: "email", operator: "exists" } };
    expect((await patch(body.id, { trigger_event: "a.b", steps: [ask, log("b")] })).body).toMatchObject({
      definition: { steps: [{ id: "ask", on_false: "end" }, { id: "b" }] },
    });
  });

  test("parts that come at once are all there, or one of them is told to come again", async () => {
    const { body } = await create(document());
    const [one, other] = await Promise.all([
      patch(body.id, { variables: { a: 1 } }),
      patch(body.id, { trigger_event: "a.b" }),
    ]);
    const done = [one, other].filter(({ status }) => status === 200);
    expect([one.status, other.status].filter((status) => status !== 200 && status !== 409)).toEqual([]);
    expect(done.length).toBeGreaterThan(0);
    const { definition, trigger_event } = (await read(body.id)).body;
    expect({ definition, trigger_event }).toMatchObject({
      ...(one.status === 200 && { definition: { variables: { a: 1 } } }),
      trigger_event: other.status === 200 ? "a.b" : "order.created",
    });
  });

  test("its status to active publishes the draft, each time", async () => {
    const { body } = await create(document());
    expect((await patch(body.id, { status: "active" })).body).toMatchObject({ status: "active", version: 1 });
    const changed = await patch(body.id, { trigger_event: "task.created" });
    expect(changed.body).toMatchObject({ version: 1, has_unpublished_changes: true });
    expect(await triggersOf(body.id)).toEqual(["order.created"]);
    expect((await patch(body.id, { status: "active" })).body).toMatchObject({
      status: "active",
      version: 2,
      has_unpublished_changes: false,
    });
    expect(await triggersOf(body.id)).toEqual(["task.created"]);
    expect((await patch(body.id, { status: "paused" })).body).toMatchObject({ status: "paused" });
    expect(await triggersOf(body.id)).toEqual([]);
    expect(await patch(body.id, { status: "draft" })).toMatchObject({ status: 409 });
  });

  test("what is archived has to be brought back first", async () => {
    const { body } = await create(document({ status: "active" }));
    await remove(body.id);
    expect((await patch(body.id, { name: "New" })).status).toBe(409);
    expect((await patch(body.id, { status: "active" })).body).toMatchObject({ status: "active" });
  });
});

describe("publish, pause, duplicate, delete", () => {
  const at = (route: Handlers, id: unknown, sent: Sent = {}) =>
    send(route, { params: { id: String(id) }, ...sent });

  test("publishing makes versions and turns nothing on", async () => {
    const { body } = await create(document());
    expect(await at(publishRoute, body.id)).toMatchObject({
      status: 200,
      body: { status: "paused", version: 1, has_unpublished_changes: false },
    });
    await patch(body.id, { steps: [log("other")] });
    expect((await at(publishRoute, body.id, { body: { note: "Better" } })).body).toMatchObject({
      version: 2,
    });
    const { rows } = await pool().query(
      "select number, note from flow_versions where flow_id = $1 order by number",
      [body.id],
    );
    expect(rows).toEqual([
      { number: 1, note: "" },
      { number: 2, note: "Better" },
    ]);
  });

  test("pausing stops events, twice is no mistake", async () => {
    const { body } = await create(document({ status: "active" }));
    for (let time = 0; time < 2; time++)
      expect(await at(pauseRoute, body.id)).toMatchObject({ status: 200, body: { status: "paused" } });
    expect(await triggersOf(body.id)).toEqual([]);
  });

  test("a copy is a draft of its own", async () => {
    const { body } = await create(document({ id: `ext-${newId()}`, status: "active" }));
    const copy = await at(duplicateRoute, body.external_id);
    expect(copy).toMatchObject({
      status: 201,
      body: { name: "Say hello (copy)", status: "draft", external_id: null, definition: body.definition },
    });
    expect(copy.headers.get("location")).toBe(`/api/workflows/${copy.body.id}`);
    expect(copy.body.id).not.toBe(body.id);
  });

  test("deleting archives, and frees nothing of its history or id", async () => {
    const id = `ext-${newId()}`;
    const { body } = await create(document({ id, status: "active" }));
    const answer = await remove(id);
    expect(answer).toMatchObject({ status: 204, text: "" });
    expect((await read(id)).body).toMatchObject({ id: body.id, status: "archived" });
    expect(await triggersOf(body.id)).toEqual([]);
    expect((await create(document({ id }))).status).toBe(409);
    expect((await remove(id)).status).toBe(204);
    expect((await at(publishRoute, id)).status).toBe(409);
    expect((await at(pauseRoute, id)).status).toBe(409);
  });
});

describe("the list", () => {
  const list = (who: KeyHolder, query = "") =>
    by(who)(listRoute, { method: "GET", path: `/api/workflows${query}` });
  const namesOf = ({ body }: Answer): unknown[] =>
    Array.isArray(body.workflows) ? body.workflows.map(({ name }) => name) : [];

  test("goes page by page, each flow once, the newest first", async () => {
    const who = await newDemoLike();
    const names = ["one", "two", "three", "four", "five"];
    for (const name of names) await by(who)(createRoute, { body: document({ name }) });
    const seen: unknown[] = [];
    let cursor: unknown = "";
    for (let page = 0; cursor !== null && page < 5; page++) {
      const answer: Answer = await list(who, `?limit=2${cursor ? `&cursor=${cursor}` : ""}`);
      expect(answer.status).toBe(200);
      seen.push(...namesOf(answer));
      cursor = answer.body.next_cursor;
      // What comes in between stands before the first page.
      if (page === 0) await by(who)(createRoute, { body: document({ name: "late" }) });
    }
    expect(cursor).toBeNull();
    expect(seen).toEqual(names.reverse());
    const late = {
      name: "late",
      status: "draft",
      trigger_event: "order.created",
      definition: { steps: [{ id: "say" }] },
      flow_definition: { steps: [{ id: "say" }] },
    };
    expect((await list(who, "?limit=1")).body).toMatchObject({ workflows: [late] });
  });

  test("by status; archived ones only when asked for", async () => {
    const who = await newDemoLike();
    for (const status of ["draft", "active", "paused", "archived"])
      await by(who)(createRoute, { body: document({ name: status, status }) });
    expect(namesOf(await list(who))).toEqual(["paused", "active", "draft"]);
    for (const status of ["draft", "active", "paused", "archived"])
      expect(namesOf(await list(who, `?status=${status}`))).toEqual([status]);
  });

  test.each([
    ["limit", "?limit=0"],
    ["limit", "?limit=101"],
    ["limit", "?limit=x"],
    ["status", "?status=on"],
    ["cursor", "?cursor=x"],
    ["cursor", `?cursor=${Buffer.from("[1]").toString("base64url")}`],
    ["tenant_id", "?tenant_id=elsewhere"],
  ])("refuses a wrong %s: %s", async (field, query) => {
    const answer = await list(holder, query);
    expect(answer.status).toBe(422);
    expect(fieldsOf(answer)).toEqual([field]);
  });
});

describe("templates", () => {
  const templates = (query = "") =>
    send(templatesRoute, { method: "GET", path: `/api/workflows/templates${query}` });

  test("are those of the gallery, with what they ask and do", async () => {
    const { status, body } = await templates("?limit=100");
    expect(status).toBe(200);
    expect(body).toMatchObject({
      templates: gallery().map(({ slug, name, category }) => ({ slug, name, category })),
      next_cursor: null,
    });
    const [first] = gallery();
    expect(body.templates).toContainEqual(
      expect.objectContaining({
        slug: first?.slug,
        trigger_event: "lead.created",
        questions: first?.questions,
        samples: first?.samples,
        summary: expect.arrayContaining([expect.stringMatching(/^When /)]),
        tokens_per_run: { least: expect.any(Number), most: expect.any(Number) },
      }),
    );
  });

  test("come in pages, each once", async () => {
    const seen: unknown[] = [];
    for (let cursor: unknown = ""; cursor !== null; ) {
      const { body } = await templates(`?limit=4${cursor ? `&cursor=${cursor}` : ""}`);
      const page = Array.isArray(body.templates) ? body.templates : [];
      expect(page.length).toBeLessThanOrEqual(4);
      seen.push(...page.map(({ slug }) => slug));
      cursor = body.next_cursor;
    }
    expect(seen).toEqual(gallery().map(({ slug }) => slug));
  });

  test("are narrowed to what they are for", async () => {
    const { body } = await templates("?category=payments");
    const wanted = gallery().filter(({ category }) => category === "payments");
    expect(wanted.length).toBeGreaterThan(0);
    expect(body).toMatchObject({ templates: wanted.map(({ slug }) => ({ slug })) });
  });

  test("can be posted as they are", async () => {
    const { body } = await templates("?limit=1");
    const [template] = Array.isArray(body.templates) ? body.templates : [];
    const { status, body: made } = await create({ name: template.name, definition: template.definition });
    expect(status).toBe(201);
    expect(made).toMatchObject({ status: "draft", definition: template.definition });
  });

  test.each([
    ["limit", "?limit=x"],
    ["category", "?category=weather"],
    ["cursor", "?cursor=x"],
  ])("refuse a wrong %s", async (field, query) => {
    const answer = await templates(query);
    expect(answer.status).toBe(422);
    expect(fieldsOf(answer)).toEqual([field]);
  });
});
