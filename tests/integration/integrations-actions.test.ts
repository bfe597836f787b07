import { describe, expect, test } from "vitest";
import { newId } from "@/server/db/id";
import { inTransaction, pool } from "@/server/db/pool";
import { contactFromPayload } from "@/server/domain/contact-key";
import type { WorkspaceId } from "@/server/domain/workspace";
import { findAction } from "@/server/integrations/registry";
import { upsertContact } from "@/server/records/contact";
import { actionContext, actionError, runAction } from "./support/action";
import { newWorkspace } from "./support/new-workspace";

const rows = async (table: "messages" | "tasks" | "events", workspaceId: WorkspaceId) =>
  (await pool().query(`select * from ${table} where workspace_id = $1 order by id`, [workspaceId])).rows;

const makeContact = (workspaceId: WorkspaceId, payload: Record<string, unknown>) =>
  inTransaction((tx) => upsertContact(tx, workspaceId, { identity: contactFromPayload(payload) }));

describe("send_email", () => {
  test("a template greets the contact by name, under the step's own subject", async () => {
    const workspaceId = await newWorkspace();
    const contact = await makeContact(workspaceId, { email: "john@example.com", name: "John Doe" });
    const runId = newId();
    const output = await runAction(
      findAction("send_email"),
      workspaceId,
      { to: "John@Example.com", subject: "Welcome John Doe!", template: "welcome_email" },
      { runId, contactId: contact.id },
    );
    const [message, ...others] = await rows("messages", workspaceId);
    expect(others).toEqual([]);
    expect(output).toEqual({
      email_id: message.id,
      status: "sent",
      to: "john@example.com",
      subject: "Welcome John Doe!",
      via: "sandbox",
    });
    expect(message).toMatchObject({
      channel: "email",
      via: "sandbox",
      direction: "out",
      to_address: "john@example.com",
      subject: "Welcome John Doe!",
      template: "welcome_email",
      contact_id: contact.id,
      run_id: runId,
      step_id: "step_1",
      send_key: `${runId}:step_1:`,
    });
    expect(message.body).toMatch(/^Hi John Doe,\n[\s\S]*The team at Test$/);
  });

  test("variables go before what is known of the contact, blank ones do not", async () => {
    const workspaceId = await newWorkspace();
    const { id: contactId } = await makeContact(workspaceId, { email: "a@b.co", name: "Ada" });
    const send = (variables: unknown) =>
      runAction(
        findAction("send_email"),
        workspaceId,
        { email: "a@b.co", template: "welcome_template", variables },
        { contactId },
      );
    await send({ customer_name: "Countess" });
    await send({ customer_name: null, name: "" });
    expect((await rows("messages", workspaceId)).map(({ subject }) => subject)).toEqual([
      "Countess, welcome to Test!",
      "Ada, welcome to Test!",
    ]);
  });

  test("the same step sends once, however often it is begun", async () => {
    const workspaceId = await newWorkspace();
    const more = { runId: newId() };
    const first = await runAction(findAction("send_email"), workspaceId, { to: "a@b.co", body: "one" }, more);
    const second = await runAction(
      findAction("send_email"),
      workspaceId,
      { to: "a@b.co", body: "one" },
      more,
    );
    expect(second).toEqual(first);
    expect(await rows("messages", workspaceId)).toHaveLength(1);
  });

  test("nothing stays when the transaction of the record fails", async () => {
    const workspaceId = await newWorkspace();
    const action = findAction("send_email");
    const parsed = action?.parse({ to: "a@b.co", body: "x" });
    await expect(
      inTransaction(async (tx) => {
        if (parsed?.ok) await action?.run(parsed.value, actionContext(workspaceId, tx));
        throw new Error("the record failed");
      }),
    ).rejects.toThrow("the record failed");
    expect(await rows("messages", workspaceId)).toEqual([]);
  });

  test("what is no address, or has no text, fails with the way out", async () => {
    const workspaceId = await newWorkspace();
    expect(
      await actionError(runAction(findAction("send_email"), workspaceId, { to: "nobody", body: "x" })),
    ).toMatchObject({
      code: "invalid_email",
      retryable: false,
      message:
        "Email failed: nobody is not a valid email address. Fix the contact's email, or add an error branch.",
    });
    expect(
      await actionError(runAction(findAction("send_email"), workspaceId, { to: "a@b.co" })),
    ).toMatchObject({ code: "invalid_input" });
    expect(await rows("messages", workspaceId)).toEqual([]);
  });

  test("is charged as an email, with where it went and how it begins", () => {
    const action = findAction("send_email");
    const parsed = action?.parse({ recipient: "a@b.co", subject: "x".repeat(80), text: "body" });
    expect(parsed?.ok && action?.meter?.describe(parsed.value)).toEqual({
      to: "a@b.co",
      message: "x".repeat(50),
    });
    expect(action?.meter).toMatchObject({ kind: "email_sent" });
    expect(action?.meter?.units({})).toBe(1);
  });
});

describe("send_sms", () => {
  test("goes to the number in E.164", async () => {
    const workspaceId = await newWorkspace();
    const output = await runAction(findAction("send_sms"), workspaceId, {
      phone: "+1 (415) 555-2671",
      body: "Hi",
    });
    const [message] = await rows("messages", workspaceId);
    expect(output).toEqual({
      message_id: message.id,
      status: "sent",
      to: "+14155552671",
      message: "Hi",
      via: "sandbox",
    });
    expect(message).toMatchObject({ channel: "sms", to_address: "+14155552671", body: "Hi", subject: "" });
  });

  test("a number that is none is told in the words of the product", async () => {
    const workspaceId = await newWorkspace();
    expect(
      await actionError(runAction(findAction("send_sms"), workspaceId, { to: "+1 555", message: "Hi" })),
    ).toEqual({
      code: "invalid_phone",
      retryable: false,
      retryAfterMs: undefined,
      message:
        "SMS failed: +1 555 is not a valid phone number. Fix the contact's phone, or add an error branch.",
    });
  });
});

describe("create_task", () => {
  test("a task for the run's contact, due when it says, announced as an event of its run", async () => {
    const workspaceId = await newWorkspace();
    const contact = await makeContact(workspaceId, {
      customer_id: "cust_1",
      email: "john@example.com",
      name: "John Doe",
    });
    const runId = newId();
    const output = await runAction(
      findAction("create_task"),
      workspaceId,
      { title: "Follow up with John Doe", due_date: "2025-08-29", priority: "high" },
      { runId, contactId: contact.id },
    );
    const [task] = await rows("tasks", workspaceId);
    expect(output).toEqual({
      task_id: task.id,
      title: "Follow up with John Doe",
      due_at: "2025-08-30T03:59:59.999Z",
      priority: "high",
      status: "open",
    });
    expect(task).toMatchObject({
      title: "Follow up with John Doe",
      priority: "high",
      status: "open",
      contact_id: contact.id,
      run_id: runId,
      step_id: "step_1",
      assignee_id: null,
    });
    const [event, ...others] = await rows("events", workspaceId);
    expect(others).toEqual([]);
    expect(event).toMatchObject({
      type: "task.created",
      source: "platform",
      caused_by_run: runId,
      depth: 1,
      contact_id: contact.id,
      subject: "email:john@example.com",
    });
    expect(event.payload).toMatchObject({
      task_id: task.id,
      title: task.title,
      due_date: "2025-08-30T03:59:59.999Z",
      customer_id: "cust_1",
      email: "john@example.com",
      name: "John Doe",
    });
    expect(
      (await pool().query("select count(*)::int as n from contacts where workspace_id = $1", [workspaceId]))
        .rows[0].n,
    ).toBe(1);
  });

  test("a contact and an assignee of one's own choice, by whatever names them", async () => {
    const workspaceId = await newWorkspace();
    const { id } = await makeContact(workspaceId, {
      customer_id: "cust_9",
      email: "nine@example.com",
      phone: "+14155552671",
    });
    const userId = newId();
    await pool().query("insert into users (id, email, name, password_hash) values ($1, $2, 'Rep', '')", [
      userId,
      `${userId}@example.com`,
    ]);
    await pool().query(`insert into memberships (workspace_id, user_id, role) values ($1, $2, 'editor')`, [
      workspaceId,
      userId,
    ]);
    for (const contact of [id, "cust_9", "Nine@Example.com", "+1 415 555 2671"]) {
      await runAction(findAction("create_task"), workspaceId, {
        title: contact,
        contact,
        assignee: `${userId}@Example.com`,
      });
    }
    for (const task of await rows("tasks", workspaceId))
      expect(task).toMatchObject({ contact_id: id, assignee_id: userId, due_at: null });
    expect(await rows("tasks", workspaceId)).toHaveLength(4);
  });

  test("nobody of another workspace can be named", async () => {
    const [here, there] = [await newWorkspace(), await newWorkspace()];
    const stranger = await makeContact(there, { email: "stranger@example.com" });
    for (const contact of [stranger.id, "stranger@example.com"]) {
      expect(
        await actionError(runAction(findAction("create_task"), here, { title: "x", contact })),
      ).toMatchObject({ code: "contact_not_found" });
    }
    expect(
      await actionError(runAction(findAction("create_task"), here, { title: "x", assignee: newId() })),
    ).toMatchObject({ code: "member_not_found" });
    expect(
      await actionError(runAction(findAction("create_task"), here, { title: "x", due_date: "soon" })),
    ).toMatchObject({
      code: "invalid_date",
      message:
        "Task not created: “soon” is no date. Write 2025-08-29, 2025-08-29T12:00:00Z or {{now + 3 days}}.",
    });
    expect(await rows("tasks", here)).toEqual([]);
  });

  test("what a test run causes is a test", async () => {
    const workspaceId = await newWorkspace();
    await expect(
      runAction(findAction("create_task"), workspaceId, { title: "x" }, { mode: "test" }),
    ).resolves.toMatchObject({ status: "open" });
  });
});

test("log gives back what it was told", async () => {
  const output = await runAction(findAction("log"), await newWorkspace(), { message: 42, data: { a: 1 } });
  expect(output).toEqual({ logged: true, level: "info", message: "42", data: { a: 1 } });
});
