import { expect, test } from "vitest";
import { inTransaction, pool } from "@/server/db/pool";
import { contactPatchSchema } from "@/server/domain/contact";
import type { WorkspaceId } from "@/server/domain/workspace";
import { acceptEvent } from "@/server/engine/accept-event";
import type { Cause } from "@/server/records/cause";
import { consentOf, setConsent } from "@/server/records/consent";
import { findContact, lockContact } from "@/server/records/contact";
import { contactTimeline } from "@/server/records/contact-timeline";
import { createContact } from "@/server/records/create-contact";
import { mergeContacts } from "@/server/records/merge-contacts";
import { sendSandboxMessage } from "@/server/records/message";
import { createTask } from "@/server/records/task";
import { drive, publish, send } from "./support/engine";
import { newWorkspace } from "./support/new-workspace";

const cause: Cause = { source: "manual", actor: { type: "user", name: "Ana" } };

const create = async (workspaceId: WorkspaceId, patch: Record<string, unknown>) =>
  (await inTransaction((tx) => createContact(tx, workspaceId, contactPatchSchema.parse(patch), cause)))
    .contact;
const merge = (workspaceId: WorkspaceId, keepId: string, otherId: string) =>
  inTransaction((tx) => mergeContacts(tx, workspaceId, keepId, otherId, cause));
const count = async (sql: string, ...values: unknown[]) =>
  Number((await pool().query<{ count: string }>(`select count(*) from ${sql}`, values)).rows[0]?.count);

test("the contact gains what it did not have; its own stays; the duplicate leads to it", async () => {
  const workspaceId = await newWorkspace();
  const keep = await create(workspaceId, {
    ...{ email: "ada@example.com", name: "Ada", tags: ["vip"], score: 10, fields: { plan: "pro" } },
  });
  const other = await create(workspaceId, {
    ...{
      external_id: "c9",
      phone: "+14155550100",
      name: "A. Byron",
      tags: ["VIP", "fair"],
      birthday: "--02-29",
    },
    ...{ kind: "customer", score: 50, fields: { plan: "free", size: "M" } },
  });
  const merged = await merge(workspaceId, keep.id, other.id);
  expect(merged).toMatchObject({
    ...{ id: keep.id, email: "ada@example.com", phone: "+14155550100", external_id: "c9", name: "Ada" },
    ...{ tags: ["vip", "fair"], birthday: "--02-29", score: 10, kind: "customer", status: "customer" },
    fields: { plan: "pro", size: "M" },
  });
  for (const key of ["id:c9", "phone:+14155550100", "email:ada@example.com"])
    expect(await findContact(pool(), workspaceId, [key])).toBe(keep.id);
  expect((await inTransaction((tx) => lockContact(tx, workspaceId, other.id))).id).toBe(keep.id);
  expect(
    await acceptEvent({
      workspaceId,
      type: "form.submitted",
      payload: { contact_id: other.id },
      source: "api",
    }),
  ).toMatchObject({ duplicate: false });
  expect(
    await count("events where workspace_id = $1 and contact_id = $2", workspaceId, keep.id),
  ).toBeGreaterThan(1);
  await expect(merge(workspaceId, keep.id, other.id)).rejects.toThrow(/the same contact already/);
});

test("a duplicate of a duplicate leads to the last one", async () => {
  const workspaceId = await newWorkspace();
  const [a, b, c] = [
    await create(workspaceId, { email: "a@example.com" }),
    await create(workspaceId, { email: "b@example.com" }),
    await create(workspaceId, { email: "c@example.com" }),
  ];
  await merge(workspaceId, b.id, a.id);
  await merge(workspaceId, c.id, b.id);
  for (const { id } of [a, b, c])
    expect((await inTransaction((tx) => lockContact(tx, workspaceId, id))).id).toBe(c.id);
  expect(await findContact(pool(), workspaceId, ["email:a@example.com"])).toBe(c.id);
});

test("of two words about a channel the stricter one holds", async () => {
  const workspaceId = await newWorkspace();
  const keep = await create(workspaceId, { email: "a@example.com" });
  const other = await create(workspaceId, { email: "b@example.com" });
  const say = (id: string, channel: "email" | "sms" | "call", state: "granted" | "denied") =>
    inTransaction((tx) => setConsent(tx, workspaceId, id, channel, state, "form", cause));
  await say(keep.id, "email", "granted");
  await say(other.id, "email", "denied");
  await say(keep.id, "sms", "denied");
  await say(other.id, "sms", "granted");
  await say(other.id, "call", "granted");
  await merge(workspaceId, keep.id, other.id);
  expect(await consentOf(pool(), workspaceId, keep.id)).toMatchObject({
    email: { state: "denied" },
    sms: { state: "denied" },
    call: { state: "granted", source: "form" },
  });
});

test("tasks, messages, open runs and their waits are the contact's; no flow starts; the history is one", async () => {
  const workspaceId = await newWorkspace();
  await publish(workspaceId, {
    name: "Waits for an answer",
    status: "active",
    definition: {
      trigger: { type: "event", event_types: ["lead.created", "lead.updated", "customer.updated"] },
      settings: { reentry: "once_per_contact" },
      steps: [
        {
          id: "answer",
          type: "wait_for_event",
          event_types: ["form.submitted"],
          timeout: { value: 3, unit: "days" },
        },
        { id: "log", type: "action", action_id: "log", config: { message: "{{contact.email}}" } },
      ],
    },
  });
  const keep = await create(workspaceId, { email: "ada@example.com", name: "Ada" });
  const other = await create(workspaceId, { email: "ada@work.example", tags: ["fair"] });
  const runs = await pool().query<{ id: string; contact_id: string }>(
    "select id, contact_id from flow_executions where workspace_id = $1 order by id",
    [workspaceId],
  );
  const theirs = runs.rows.find(({ contact_id }) => contact_id === other.id)?.id ?? "";
  await drive(theirs);
  await inTransaction(async (tx) => {
    await createTask(tx, workspaceId, { title: "Call", contactId: other.id }, cause);
    await sendSandboxMessage(tx, workspaceId, {
      ...{ channel: "email", to: "ada@work.example", body: "Hello", sendKey: "k", contactId: other.id },
    });
  });
  await merge(workspaceId, keep.id, other.id);

  expect(await count("flow_executions where workspace_id = $1", workspaceId)).toBe(2);
  expect(
    await count("flow_executions where contact_id = $1 and status in ('queued', 'waiting')", keep.id),
  ).toBe(2);
  for (const table of ["tasks", "messages"])
    expect(await count(`${table} where contact_id = $1`, keep.id)).toBe(1);
  expect(await count("flow_entries where contact_id = $1", keep.id)).toBe(1);
  expect(await count("flow_entries where contact_id = $1", other.id)).toBe(0);

  // The wait was for the duplicate's address, and the answer comes under the other one.
  await send(workspaceId, "form.submitted", { email: "ada@example.com" });
  await drive(theirs);
  expect(await count("flow_executions where id = $1 and status = 'completed'", theirs)).toBe(1);

  const { items } = await contactTimeline(pool(), workspaceId, keep.id, { only: [], limit: 100 });
  expect(items.map(({ kind }) => kind).sort()).toEqual(
    expect.arrayContaining(["change", "event", "event", "message", "run", "run", "task"]),
  );
  expect(items.filter(({ kind }) => kind === "event")).toHaveLength(3);
  const pages = [];
  let cursor: { at: Date; id: string } | undefined;
  do {
    const page = await contactTimeline(pool(), workspaceId, keep.id, { only: [], limit: 2, cursor });
    pages.push(...page.items);
    cursor = page.nextCursor ?? undefined;
  } while (cursor);
  expect(pages).toEqual(items);
});

test("two merges of the same two at once: one happens", async () => {
  const workspaceId = await newWorkspace();
  const a = await create(workspaceId, { email: "a@example.com" });
  const b = await create(workspaceId, { email: "b@example.com" });
  const outcomes = await Promise.allSettled([
    merge(workspaceId, a.id, b.id),
    merge(workspaceId, b.id, a.id),
    merge(workspaceId, a.id, b.id),
  ]);
  expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  expect(await count("contacts where workspace_id = $1 and merged_into_id is null", workspaceId)).toBe(1);
});

test("tables that hold one row for a contact are known to the merge", async () => {
  const { rows } = await pool().query<{ name: string }>(
    `select distinct c.relname as name from pg_constraint k
       join pg_class c on c.oid = k.conrelid join pg_attribute a on a.attrelid = k.conrelid and a.attnum = any(k.conkey)
       join pg_index i on i.indrelid = c.oid and i.indisunique and a.attnum = any(i.indkey)
     where k.contype = 'f' and k.confrelid = 'contacts'::regclass and a.attname <> 'workspace_id' order by 1`,
  );
  expect(rows.map(({ name }) => name)).toEqual([
    ...["consents", "flow_entries", "loop_starts", "referral_codes", "referral_conversions"],
  ]);
});

test("two contacts whom one flow was started for by others' doings become one", async () => {
  const workspaceId = await newWorkspace();
  const { flowId } = await publish(workspaceId, {
    name: "Guarded",
    trigger: { type: "event", event_types: ["customer.updated"] },
    steps: [{ id: "log", type: "action", action_type: "log", config: { message: "Hi" } }],
  });
  const keep = await create(workspaceId, { email: "ada@example.com" });
  const other = await create(workspaceId, { phone: "+14155550100" });
  for (const { id } of [keep, other])
    await pool().query(
      "insert into loop_starts (workspace_id, flow_id, contact_id, most, starts) values ($1, $2, $3, 10, array[now()])",
      [workspaceId, flowId, id],
    );
  expect((await merge(workspaceId, keep.id, other.id)).id).toBe(keep.id);
});
