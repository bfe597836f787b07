import { beforeEach, describe, expect, test } from "vitest";
import { newId } from "@/server/db/id";
import { inTransaction, pool } from "@/server/db/pool";
import { contactFromPayload } from "@/server/domain/contact-key";
import { findAction } from "@/server/integrations/registry";
import { upsertContact } from "@/server/records/contact";
import { newMember, newPerson, type Person } from "../fixtures/people";
import { refusalOf } from "../fixtures/refusal";
import { actionError, runAction } from "./support/action";

let owner: Person;
beforeEach(async () => {
  owner = await newPerson("Olga");
});
const here = () => ({ workspace: owner.workspace.slug });
const create = (task: Partial<Parameters<Person["caller"]["tasks"]["create"]>[0]["task"]> = {}) =>
  owner.caller.tasks.create({ ...here(), task: { title: "Call back", ...task } });
const change = (taskId: string, patch: Parameters<Person["caller"]["tasks"]["change"]>[0]["patch"]) =>
  owner.caller.tasks.change({ ...here(), taskId, patch });
const events = async () =>
  (
    await pool().query("select type, payload, contact_id from events where workspace_id = $1 order by id", [
      owner.workspace.id,
    ])
  ).rows;
const contact = async (email: string, workspaceId = owner.workspace.id) =>
  (await inTransaction((tx) => upsertContact(tx, workspaceId, { identity: contactFromPayload({ email }) })))
    .id;

describe("a task", () => {
  test("is created for a person and a contact, done, and told of each time", async () => {
    const contactId = await contact("ada@example.com");
    const task = await create({ assignee: owner.email, contact: "Ada@example.com", due_date: "2026-03-01" });
    // The end of that day in Berlin, where the workspace is.
    expect(task).toMatchObject({
      dueAt: new Date("2026-03-01T22:59:59.999Z"),
      assigneeName: "Olga",
      contactId,
      status: "open",
      completedAt: null,
    });
    const done = await change(task.id, { status: "done" });
    expect(done.completedAt).toBeInstanceOf(Date);
    expect(await change(task.id, { status: "done" })).toEqual(done);
    expect((await change(task.id, { status: "open" })).completedAt).toBeNull();
    const told = await events();
    expect(told.map(({ type }) => type)).toEqual(["task.created", "task.completed"]);
    for (const { contact_id, payload } of told) {
      expect(contact_id).toBe(contactId);
      expect(payload).toMatchObject({ task_id: task.id, email: "ada@example.com", assignee_id: owner.id });
    }
    expect(told[1]?.payload).toMatchObject({ status: "done", completed_by: "Olga" });
    const { entries } = await owner.caller.audit.list({ ...here(), filter: { targetType: "task" } });
    expect(entries.map(({ action }) => action)).toEqual(["task.reopened", "task.completed", "task.created"]);
  });

  test("refuses people, contacts and dates that are none, and those of others", async () => {
    const stranger = await newPerson("Eve");
    const foreign = await contact("eve@example.com", stranger.workspace.id);
    const task = await create();
    for (const patch of [
      { assignee: stranger.email },
      { assignee: stranger.id },
      { contact: foreign },
      { contact: "eve@example.com" },
      { due_date: "soon" },
    ]) {
      const refusal = await refusalOf(change(task.id, patch));
      expect(refusal).toMatchObject({ code: "invalid", problems: [{ field: Object.keys(patch)[0] }] });
    }
    expect(await owner.caller.tasks.get({ ...here(), taskId: task.id })).toEqual(task);
  });

  test("becomes nobody's when its assignee leaves, as long as it is open", async () => {
    const member = await newMember(owner, "editor");
    const [open, done] = [await create({ assignee: member.id }), await create({ assignee: member.id })];
    await change(done.id, { status: "done" });
    await owner.caller.members.remove({ ...here(), userId: member.id });
    const { tasks } = await owner.caller.tasks.list({ ...here(), assigneeId: "none" });
    expect(tasks.map(({ id }) => id)).toEqual([open.id]);
  });
});

describe("the list", () => {
  const day = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString();

  test("has each task in one column, in the order in which they are due", async () => {
    for (const [title, due_date] of [
      ["next month", day(30)],
      ["some time", null],
      ["two days late", day(-2)],
      ["in three days", day(3)],
      ["late", day(-1)],
    ] as const)
      await create({ title, due_date });
    const done = await create({ title: "gone" });
    await change(done.id, { status: "done" });
    const titles = async (column: "overdue" | "week" | "later" | "done") =>
      (await owner.caller.tasks.list({ ...here(), column })).tasks.map(({ title }) => title);
    expect(await titles("overdue")).toEqual(["two days late", "late"]);
    expect(await titles("week")).toEqual(["in three days"]);
    expect(await titles("later")).toEqual(["next month", "some time"]);
    expect(await titles("done")).toEqual(["gone"]);
    expect(await owner.caller.tasks.counts(here())).toEqual({
      overdue: 2,
      today: 0,
      week: 1,
      later: 2,
      done: 1,
    });
  });

  test.each(["due", "closed", "created"] as const)(
    "comes page by page by %s, nothing twice",
    async (sort) => {
      const ids: string[] = [];
      for (let i = 0; i < 7; i++) {
        const { id } = await create({
          title: `T${i}`,
          due_date: i % 3 === 0 ? null : day(Math.floor(i / 2)),
        });
        ids.push(id);
        if (sort === "closed") await change(id, { status: "done" });
      }
      const seen: string[] = [];
      let cursor: { at: Date | null; id: string } | null = null;
      do {
        const page: Awaited<ReturnType<Person["caller"]["tasks"]["list"]>> = await owner.caller.tasks.list({
          ...here(),
          sort,
          limit: 3,
          cursor,
        });
        seen.push(...page.tasks.map(({ id }) => id));
        cursor = page.nextCursor;
      } while (cursor);
      expect([...seen].sort()).toEqual([...ids].sort());
      if (sort !== "due") expect(seen).toEqual([...ids].reverse());
    },
  );

  test("is filtered by person, contact, priority and words", async () => {
    const contactId = await contact("ada@example.com");
    const mine = await create({ title: "Mine", assignee: owner.id });
    const urgent = await create({ title: "Fire", priority: "urgent" });
    const about = await create({ title: "About", contact: contactId });
    const found = async (filter: Partial<Parameters<Person["caller"]["tasks"]["list"]>[0]>) =>
      (await owner.caller.tasks.list({ ...here(), ...filter })).tasks.map(({ id }) => id);
    expect(await found({ assigneeId: owner.id })).toEqual([mine.id]);
    expect(await found({ priority: ["urgent", "low"] })).toEqual([urgent.id]);
    expect(await found({ contactId })).toEqual([about.id]);
    expect(await found({ q: "fir" })).toEqual([urgent.id]);
    expect(await found({ q: "%" })).toEqual([]);
  });
});

describe("assign_task", () => {
  const run = (input: object, runId = newId()) =>
    runAction(findAction("assign_task"), owner.workspace.id, input, { runId });

  test("gives it to a member, by our id or the poster's", async () => {
    const member = await newMember(owner, "viewer", "Vic");
    const task = await create({ external_id: "t-1" });
    expect(await run({ task_id: "t-1", assigned_to: member.email })).toEqual({
      task_id: task.id,
      title: "Call back",
      status: "open",
      assignee_id: member.id,
      assignee_email: member.email,
    });
    expect(await run({ id: task.id, assignee: owner.id })).toMatchObject({ assignee_id: owner.id });
  });

  test("refuses tasks and people of others", async () => {
    const stranger = await newPerson("Eve");
    const theirs = await stranger.caller.tasks.create({
      workspace: stranger.workspace.slug,
      task: { title: "Theirs" },
    });
    const task = await create();
    expect(await actionError(run({ task: theirs.id, assignee: owner.id }))).toMatchObject({
      code: "task_not_found",
    });
    expect(await actionError(run({ task: task.id, assignee: stranger.id }))).toMatchObject({
      code: "member_not_found",
    });
  });
});

describe("notes", () => {
  test("are written about a contact, changed by who wrote them, deleted by them or an admin", async () => {
    const contactId = await contact("ada@example.com");
    const editor = await newMember(owner, "editor", "Edi");
    const note = await editor.caller.notes.create({ ...here(), contactId, body: " Likes tea " });
    const changing = owner.caller.notes.change({ ...here(), noteId: note.id, body: "Likes coffee" });
    expect((await refusalOf(changing)).code).toBe("forbidden");
    await editor.caller.notes.change({ ...here(), noteId: note.id, body: "Likes green tea" });
    const { notes } = await owner.caller.notes.list({ ...here(), contactId });
    expect(notes).toMatchObject([{ body: "Likes green tea", authorName: "Edi", authorType: "user" }]);
    expect(notes[0]?.editedAt).toBeInstanceOf(Date);
    await owner.caller.notes.remove({ ...here(), noteId: note.id });
    expect((await owner.caller.notes.list({ ...here(), contactId })).notes).toEqual([]);
  });
});
