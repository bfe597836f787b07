import { describe, expect, test } from "vitest";
import { newId } from "@/server/db/id";
import { inTransaction, pool } from "@/server/db/pool";
import { type ContactPatch, contactPatchSchema } from "@/server/domain/contact";
import type { WorkspaceId } from "@/server/domain/workspace";
import { acceptEvent } from "@/server/engine/accept-event";
import type { Cause } from "@/server/records/cause";
import { consentOf, setConsent } from "@/server/records/consent";
import { changeContact, findContact, lockContact } from "@/server/records/contact";
import { createContact } from "@/server/records/create-contact";
import { newWorkspace } from "./support/new-workspace";

const api: Cause = { source: "api", actor: { type: "api_key", id: newId(), name: "Shop" } };

const create = (workspaceId: WorkspaceId, patch: Record<string, unknown>) =>
  inTransaction((tx) => createContact(tx, workspaceId, contactPatchSchema.parse(patch), api));
const change = (workspaceId: WorkspaceId, id: string, patch: Record<string, unknown>) =>
  inTransaction((tx) => changeContact(tx, workspaceId, id, contactPatchSchema.parse(patch), api));

async function events(workspaceId: WorkspaceId) {
  const { rows } = await pool().query<{ type: string; contact_id: string; payload: Record<string, unknown> }>(
    "select type, contact_id, payload from events where workspace_id = $1 order by created_at, id",
    [workspaceId],
  );
  return rows;
}
const types = async (workspaceId: WorkspaceId) => (await events(workspaceId)).map(({ type }) => type);

async function changes(workspaceId: WorkspaceId) {
  const { rows } = await pool().query(
    "select field, before, after, actor_type, actor_name from contact_changes where workspace_id = $1 order by id",
    [workspaceId],
  );
  return rows;
}

describe("createContact", () => {
  test("a customer with its event, once", async () => {
    const workspaceId = await newWorkspace();
    const ada: Partial<Record<keyof ContactPatch, unknown>> = {
      ...{ kind: "customer", email: "Ada@Example.com", phone: "+1 415 555 0100", name: "Ada" },
      ...{
        tags: "vip, Newsletter, VIP",
        birthday: "--02-29",
        timezone: "Europe/Berlin",
        fields: { plan: "pro" },
      },
    };
    const made = await create(workspaceId, ada);
    expect(made).toMatchObject({ created: true });
    expect(made.contact).toMatchObject({
      ...{ email: "ada@example.com", phone: "+14155550100", kind: "customer", status: "customer" },
      ...{ tags: ["vip", "Newsletter"], birthday: "--02-29", fields: { plan: "pro" } },
    });
    expect(await create(workspaceId, ada)).toMatchObject({ created: false, changed: false });
    const [event, ...others] = await events(workspaceId);
    expect(others).toEqual([]);
    expect(event).toMatchObject({
      type: "customer.created",
      contact_id: made.contact.id,
      payload: { email: "ada@example.com", phone: "+14155550100", name: "Ada", tags: ["vip", "Newsletter"] },
    });
  });

  test("what is there gains what it did not have, and keeps the rest", async () => {
    const workspaceId = await newWorkspace();
    const { contact } = await create(workspaceId, { email: "ada@example.com", name: "Ada", tags: ["vip"] });
    const again = await create(workspaceId, {
      ...{ email: "ada@example.com", name: "Somebody", phone: "+14155550100", tags: ["other"] },
      ...{ kind: "customer", fields: { plan: "pro" } },
    });
    expect(again).toMatchObject({ created: false, changed: true });
    expect(again.contact).toMatchObject({
      ...{ id: contact.id, name: "Ada", phone: "+14155550100", tags: ["vip"] },
      ...{ kind: "customer", status: "customer", fields: { plan: "pro" } },
    });
    expect(await types(workspaceId)).toEqual(["lead.created", "lead.status_changed", "customer.created"]);
  });

  test("an address of somebody else is not taken from them", async () => {
    const workspaceId = await newWorkspace();
    const bob = await create(workspaceId, { email: "bob@example.com" });
    const ada = await create(workspaceId, { external_id: "c1", email: "bob@example.com", name: "Ada" });
    expect(ada.contact.id).toBe(bob.contact.id);
    const cleo = await create(workspaceId, { phone: "+14155550101" });
    const both = await create(workspaceId, { email: "bob@example.com", phone: "+14155550101" });
    expect(both.contact).toMatchObject({ id: bob.contact.id, phone: null });
    expect(await findContact(pool(), workspaceId, ["phone:+14155550101"])).toBe(cleo.contact.id);
  });

  test("twenty at once make one contact and one event", async () => {
    const workspaceId = await newWorkspace();
    const made = await Promise.all(
      Array.from({ length: 20 }, () => create(workspaceId, { email: "ada@example.com", kind: "customer" })),
    );
    expect(new Set(made.map(({ contact }) => contact.id)).size).toBe(1);
    expect(made.filter(({ created }) => created)).toHaveLength(1);
    expect(await types(workspaceId)).toEqual(["customer.created"]);
  });
});

describe("changeContact", () => {
  test("keeps what changed, by whom, and tells flows", async () => {
    const workspaceId = await newWorkspace();
    const { contact } = await create(workspaceId, { email: "ada@example.com" });
    const { events: told } = await change(workspaceId, contact.id, {
      score: 72,
      tags: ["vip"],
      fields: { plan: "pro" },
    });
    expect(told).toEqual(["lead.updated"]);
    expect(await changes(workspaceId)).toEqual(
      expect.arrayContaining([
        { field: "score", before: null, after: 72, actor_type: "api_key", actor_name: "Shop" },
        { field: "tags", before: [], after: ["vip"], actor_type: "api_key", actor_name: "Shop" },
        { field: "fields.plan", before: null, after: "pro", actor_type: "api_key", actor_name: "Shop" },
      ]),
    );
    expect((await events(workspaceId)).at(-1)?.payload).toMatchObject({
      changed: ["tags", "score", "fields.plan"],
      changes: { score: { before: null, after: 72 } },
    });
    expect((await change(workspaceId, contact.id, { score: 72 })).events).toEqual([]);
  });

  test("a lead is qualified, then becomes a customer", async () => {
    const workspaceId = await newWorkspace();
    const { contact } = await create(workspaceId, { email: "ada@example.com" });
    expect((await change(workspaceId, contact.id, { status: "qualified" })).events).toEqual([
      "lead.status_changed",
      "lead.qualified",
    ]);
    const customer = await change(workspaceId, contact.id, { status: "customer" });
    expect(customer.contact).toMatchObject({ kind: "customer", status: "customer" });
    expect(customer.events).toEqual(["lead.status_changed", "customer.created"]);
    expect((await events(workspaceId)).at(-2)?.payload).toMatchObject({
      status: "customer",
      previous_status: "qualified",
    });
    expect((await change(workspaceId, contact.id, { name: "Ada" })).events).toEqual(["customer.updated"]);
  });

  test("a new address leads to the contact; one in use is refused with whose it is", async () => {
    const workspaceId = await newWorkspace();
    const ada = await create(workspaceId, { email: "ada@example.com", name: "Ada" });
    const bob = await create(workspaceId, { email: "bob@example.com" });
    await expect(change(workspaceId, bob.contact.id, { email: "ada@example.com" })).rejects.toThrow(
      "ada@example.com belongs to another contact, Ada. Merge the two contacts, or use another address.",
    );
    await change(workspaceId, ada.contact.id, { email: "ada@new.example" });
    expect(await findContact(pool(), workspaceId, ["email:ada@example.com"])).toBe(ada.contact.id);
    // Nobody has it any more: it may be Bob's.
    await change(workspaceId, bob.contact.id, { email: "ada@example.com" });
    expect(await findContact(pool(), workspaceId, ["email:ada@example.com"])).toBe(bob.contact.id);
  });

  test("a contact without any address is refused, and so is a stranger as its owner", async () => {
    const workspaceId = await newWorkspace();
    const { contact } = await create(workspaceId, { email: "ada@example.com" });
    await expect(change(workspaceId, contact.id, { email: null })).rejects.toThrow(/needs an email address/);
    await expect(change(workspaceId, contact.id, { owner: "eve@example.com" })).rejects.toThrow(
      "eve@example.com is no member of this workspace. Invite them, or choose another owner.",
    );
    await expect(change(workspaceId, newId(), { name: "Nobody" })).rejects.toThrow(/no such contact/);
  });

  test("two at once: the second one sees the first one's change", async () => {
    const workspaceId = await newWorkspace();
    const { contact } = await create(workspaceId, { email: "ada@example.com" });
    const results = await Promise.all(
      Array.from({ length: 10 }, (_, score) => change(workspaceId, contact.id, { score })),
    );
    const seen = (await changes(workspaceId)).filter(({ field }) => field === "score");
    const last = (await inTransaction((tx) => lockContact(tx, workspaceId, contact.id))).score;
    expect(results).toHaveLength(10);
    expect(seen).toHaveLength(10);
    // A chain: each starts from what another one left, and the last one stands.
    expect(new Set(seen.map(({ before }) => before))).toEqual(
      new Set([null, ...seen.map(({ after }) => after).filter((score) => score !== last)]),
    );
  });
});

describe("an event from outside", () => {
  const send = (workspaceId: WorkspaceId, type: string, payload: Record<string, unknown>) =>
    acceptEvent({ workspaceId, type, payload, source: "api" });
  const row = async (workspaceId: WorkspaceId, id: string) =>
    inTransaction((tx) => lockContact(tx, workspaceId, id));

  test("finds the contact by our own id of it, which is no id of the sender's", async () => {
    const workspaceId = await newWorkspace();
    const { contact } = await create(workspaceId, { email: "ada@example.com" });
    await send(workspaceId, "form.submitted", { contact_id: contact.id, phone: "+14155550100" });
    await send(workspaceId, "form.submitted", { customer_id: contact.id });
    expect((await events(workspaceId)).map(({ contact_id }) => contact_id)).toEqual(
      Array(3).fill(contact.id),
    );
    expect(await row(workspaceId, contact.id)).toMatchObject({
      external_id: null,
      phone: "+14155550100",
      kind: "lead",
      status: "new",
    });
  });

  test("another workspace's id of a contact is a word like any other", async () => {
    const [ours, theirs] = [await newWorkspace(), await newWorkspace()];
    const { contact } = await create(theirs, { email: "ada@example.com" });
    await send(ours, "form.submitted", { contact_id: contact.id });
    const { rows } = await pool().query("select id, external_id from contacts where workspace_id = $1", [
      ours,
    ]);
    expect(rows).toEqual([{ id: expect.not.stringMatching(contact.id), external_id: contact.id }]);
  });

  test("makes a lead, or a customer of somebody who buys", async () => {
    const workspaceId = await newWorkspace();
    await send(workspaceId, "form.submitted", { email: "ada@example.com" });
    await send(workspaceId, "order.created", { email: "bob@example.com" });
    const found = async (key: string) =>
      row(workspaceId, (await findContact(pool(), workspaceId, [key])) ?? "");
    expect(await found("email:ada@example.com")).toMatchObject({ kind: "lead", status: "new" });
    expect(await found("email:bob@example.com")).toMatchObject({ kind: "customer", status: "customer" });
    await send(workspaceId, "payment.received", { email: "ada@example.com" });
    expect(await found("email:ada@example.com")).toMatchObject({ kind: "customer", status: "customer" });
    expect(await types(workspaceId)).toEqual(["form.submitted", "order.created", "payment.received"]);
  });
});

describe("setConsent", () => {
  test("each channel, with its source and its history", async () => {
    const workspaceId = await newWorkspace();
    const { contact } = await create(workspaceId, { email: "ada@example.com" });
    const set = (channel: "email" | "sms" | "call" | "all", state: "granted" | "denied") =>
      inTransaction((tx) => setConsent(tx, workspaceId, contact.id, channel, state, "sign-up form", api));
    expect(await set("email", "granted")).toEqual(["email"]);
    expect(await set("all", "granted")).toEqual(["sms", "call"]);
    expect(await set("all", "denied")).toEqual(["email", "sms", "call"]);
    expect(await set("all", "denied")).toEqual([]);
    expect(await consentOf(pool(), workspaceId, contact.id)).toMatchObject({
      email: { state: "denied", source: "sign-up form", at: expect.any(Date) },
      sms: { state: "denied" },
      call: { state: "denied" },
    });
    const { rows } = await pool().query(
      "select channel, before, after from consent_changes where workspace_id = $1 and channel = 'email' order by at, id",
      [workspaceId],
    );
    expect(rows).toEqual([
      { channel: "email", before: null, after: "granted" },
      { channel: "email", before: "granted", after: "denied" },
    ]);
    await expect(pool().query("delete from consent_changes")).rejects.toMatchObject({ code: "23001" });
    expect((await events(workspaceId)).at(-1)).toMatchObject({
      type: "lead.updated",
      payload: { changed: ["consent.email", "consent.sms", "consent.call"] },
    });
  });
});
