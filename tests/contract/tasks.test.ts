/** What /api/tasks does and refuses. */
import { beforeAll, describe, expect, test } from "vitest";
import * as assignRoute from "@/app/api/tasks/[id]/assign/route";
import * as taskRoute from "@/app/api/tasks/[id]/route";
import * as tasksRoute from "@/app/api/tasks/route";
import { newId } from "@/server/db/id";
import { newDemoLike } from "./support/demo-like";
import { call, fieldsOf, type Handlers, type KeyHolder, type Sent } from "./support/rest";

let holder: KeyHolder;
beforeAll(async () => {
  holder = await newDemoLike(["crm:write"]);
});

const send = (route: Handlers, sent: Sent) => call(route, { ...sent, headers: holder.bearer });
const create = (body: object) => send(tasksRoute, { body: { title: "Follow up", ...body } });
const read = (id: unknown) => send(taskRoute, { method: "GET", params: { id: String(id) } });
const patch = (id: unknown, body: object) =>
  send(taskRoute, { method: "PATCH", params: { id: String(id) }, body });
const assign = (id: unknown, body: object) => send(assignRoute, { params: { id: String(id) }, body });
const list = (query = "") => send(tasksRoute, { method: "GET", path: `/api/tasks${query}` });

describe("a task", () => {
  test("is created, and found by our id or the one that it was posted with", async () => {
    const id = `task_${newId()}`;
    const { status, headers, body } = await create({
      id,
      tenant_id: "tenant_123",
      due_at: "2026-01-15",
      assigned_to: holder.person.email,
    });
    expect(status).toBe(201);
    expect(headers.get("location")).toBe(`/api/tasks/${body.id}`);
    expect(body).toMatchObject({
      external_id: id,
      title: "Follow up",
      description: "",
      status: "open",
      priority: "normal",
      // The workspace is in Berlin.
      due_date: "2026-01-15T22:59:59.999Z",
      assignee: { id: holder.person.id, email: holder.person.email },
      contact_id: null,
      completed_at: null,
    });
    for (const each of [id, body.id]) expect((await read(each)).body).toEqual(body);
    const again = await create({ id });
    expect(again).toMatchObject({ status: 409, body: { existing_id: body.id } });
  });

  test("changes where it is told to; null takes away", async () => {
    const { body } = await create({ due_date: "2026-01-15T08:00:00Z", description: "Soon" });
    const done = await patch(body.id, { status: "done", due_date: null });
    expect(done).toMatchObject({
      status: 200,
      body: { status: "done", due_date: null, description: "Soon" },
    });
    expect(done.body.completed_at).not.toBeNull();
    expect((await patch(body.id, {})).status).toBe(422);
    expect((await patch(body.id, { status: "finished" })).status).toBe(422);
  });

  test("is assigned by any of the names, and to nobody", async () => {
    const { body } = await create({});
    for (const name of ["assignee", "assigned_to", "assignee_id", "user_id"]) {
      const given = await assign(body.id, { [name]: holder.person.id });
      expect(given).toMatchObject({ status: 200, body: { assignee: { id: holder.person.id } } });
      expect((await assign(body.id, { [name]: null })).body.assignee).toBeNull();
    }
    const nothing = await assign(body.id, {});
    expect([nothing.status, fieldsOf(nothing)]).toEqual([422, ["assignee"]]);
    const stranger = await assign(body.id, { assignee: "eve@example.com" });
    expect([stranger.status, fieldsOf(stranger)]).toEqual([422, ["assignee"]]);
  });

  test.each([
    [{ title: " " }, "title"],
    [{ priority: "huge" }, "priority"],
    [{ due_date: "soon" }, "due_date"],
    [{ assignee: "nobody@example.com" }, "assignee"],
    [{ contact_id: "nobody@example.com" }, "contact"],
    [{ tenant_id: "another" }, "tenant_id"],
  ])("%j is refused by its field", async (body, field) => {
    const answer = await create(body);
    expect([answer.status, fieldsOf(answer)]).toEqual([422, [field]]);
    expect(answer.headers.get("content-type")).toBe("application/problem+json");
  });

  test("that is not there is not found", async () => {
    for (const id of [newId(), "task_nobody_has"]) {
      expect((await read(id)).status).toBe(404);
      expect((await patch(id, { title: "x" })).status).toBe(404);
      expect((await assign(id, { assignee: null })).status).toBe(404);
    }
  });
});

describe("the list", () => {
  test("comes in pages, the newest first, and filtered", async () => {
    const priority = "urgent";
    const ids: unknown[] = [];
    for (let i = 0; i < 5; i++) ids.unshift((await create({ priority })).body.id);
    await patch(ids[0], { status: "cancelled" });
    const seen: unknown[] = [];
    let cursor = "";
    do {
      const { body } = await list(`?priority=urgent&limit=2${cursor && `&cursor=${cursor}`}`);
      if (Array.isArray(body.tasks)) seen.push(...body.tasks.map(({ id }) => id));
      cursor = typeof body.next_cursor === "string" ? body.next_cursor : "";
    } while (cursor);
    expect(seen).toEqual(ids);
    const { body } = await list("?priority=urgent&status=cancelled&assignee=none");
    expect(body).toMatchObject({ tasks: [{ id: ids[0] }], next_cursor: null });
    for (const query of ["?status=lost", "?cursor=x", "?assignee=eve@example.com", "?limit=0"])
      expect((await list(query)).status, query).toBe(422);
  });
});
