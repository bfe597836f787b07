import { describe, expect, test } from "vitest";
import { inTransaction, pool } from "@/server/db/pool";
import { contactPatchSchema } from "@/server/domain/contact";
import type { WorkspaceId } from "@/server/domain/workspace";
import { findAction } from "@/server/integrations/registry";
import { createContact } from "@/server/records/create-contact";
import { actionError, runAction } from "./support/action";
import { drive, publish, readRun, send } from "./support/engine";
import { newWorkspace } from "./support/new-workspace";

const create = async (workspaceId: WorkspaceId, patch: Record<string, unknown>) =>
  (
    await inTransaction((tx) =>
      createContact(tx, workspaceId, contactPatchSchema.parse(patch), { source: "api" }),
    )
  ).contact;
const run = (key: string, workspaceId: WorkspaceId, input: unknown, contactId: string | null = null) =>
  runAction(findAction(key), workspaceId, input, { contactId });
const types = async (workspaceId: WorkspaceId) =>
  (
    await pool().query("select type from events where workspace_id = $1 order by created_at, id", [
      workspaceId,
    ])
  ).rows.map(({ type }) => type);

describe("create_customer", () => {
  test("creates once; a repeat is a success that starts nothing", async () => {
    const workspaceId = await newWorkspace();
    const input = { customer_id: "cust_123", customer_email: "John@Example.com", name: "John Doe" };
    expect(await run("create_customer", workspaceId, input)).toMatchObject({
      created: true,
      customer_id: "cust_123",
      email: "john@example.com",
      kind: "customer",
    });
    expect(await run("create_customer", workspaceId, input)).toMatchObject({ created: false });
    expect(await types(workspaceId)).toEqual(["customer.created"]);
  });

  test("says in words what is wrong", async () => {
    const workspaceId = await newWorkspace();
    expect(await actionError(run("create_customer", workspaceId, { name: "John" }))).toMatchObject({
      code: "invalid_contact",
      message: expect.stringMatching(/^Customer not created: A contact needs an email address/),
    });
    expect(await actionError(run("create_lead", workspaceId, { phone: "555" }))).toMatchObject({
      code: "invalid_contact",
      message:
        "Lead not created: phone: “555” is no phone number. Write it with its country code, like +14155550100.",
    });
  });
});

describe("update_contact", () => {
  test("changes the run's contact, or the one it names; customer makes a customer", async () => {
    const workspaceId = await newWorkspace();
    const ada = await create(workspaceId, { email: "ada@example.com" });
    const bob = await create(workspaceId, { email: "bob@example.com" });
    expect(
      await run("update_contact", workspaceId, { status: "customer", score: "72" }, ada.id),
    ).toMatchObject({
      contact_id: ada.id,
      kind: "customer",
      score: 72,
      changed: ["kind", "status", "score"],
    });
    expect(
      await run("update_lead", workspaceId, { contact: "bob@example.com", status: "qualified" }, ada.id),
    ).toMatchObject({ contact_id: bob.id, status: "qualified" });
    expect((await types(workspaceId)).slice(2)).toEqual([
      "lead.status_changed",
      "customer.created",
      "lead.status_changed",
      "lead.qualified",
    ]);
  });

  test("names nobody, somebody unknown, or an address in use", async () => {
    const workspaceId = await newWorkspace();
    const ada = await create(workspaceId, { email: "ada@example.com", name: "Ada" });
    const bob = await create(workspaceId, { email: "bob@example.com" });
    const failure = (input: unknown, contactId: string | null) =>
      actionError(run("update_contact", workspaceId, input, contactId));
    expect(await failure({ name: "X" }, null)).toMatchObject({ code: "no_contact" });
    expect(await failure({ contact: "eve@example.com", name: "X" }, ada.id)).toMatchObject({
      code: "contact_not_found",
      message:
        "Contact not changed: there is no contact eve@example.com. Create the contact first, or leave the field out.",
    });
    expect(await failure({ email: "ada@example.com" }, bob.id)).toMatchObject({
      code: "contact_exists",
      message:
        "Contact not changed: ada@example.com belongs to another contact, Ada. Merge the two contacts, or use another address.",
    });
  });
});

test("add_tag and remove_tag", async () => {
  const workspaceId = await newWorkspace();
  const ada = await create(workspaceId, { email: "ada@example.com", tags: ["vip"] });
  expect(await run("add_tag", workspaceId, { tags: "VIP, fair" }, ada.id)).toMatchObject({
    tags: ["vip", "fair"],
    added: ["fair"],
  });
  expect(await run("add_tag", workspaceId, { tag: "fair" }, ada.id)).toMatchObject({ added: [] });
  expect(await run("remove_tag", workspaceId, { tag: "Vip" }, ada.id)).toMatchObject({
    tags: ["fair"],
    removed: ["vip"],
  });
  expect(await run("remove_tag", workspaceId, { tag: "gone" }, ada.id)).toMatchObject({ removed: [] });
  expect(await types(workspaceId)).toEqual(["lead.created", "lead.updated", "lead.updated"]);
});

describe("find_contacts", () => {
  test("makes a list of those who fit", async () => {
    const workspaceId = await newWorkspace();
    await create(workspaceId, { email: "ada@example.com", birthday: "1990-02-28", tags: ["vip"], score: 70 });
    await create(workspaceId, { email: "leap@example.com", birthday: "--02-29", kind: "customer" });
    await create(workspaceId, { email: "bob@example.com", birthday: "--11-21", score: 10 });
    const found = async (input: object, now = new Date("2027-02-28T12:00:00Z")) => {
      const output = await runAction(findAction("find_contacts"), workspaceId, input, { now });
      return JSON.parse(JSON.stringify(output)).contacts.map(({ email }: { email: string }) => email);
    };
    expect(await found({})).toEqual(["bob@example.com", "leap@example.com", "ada@example.com"]);
    // 2027 has no 29 February: those born on it have their day on the 28th.
    expect(await found({ birthday: "today" })).toEqual(["leap@example.com", "ada@example.com"]);
    expect(await found({ birthday: "today" }, new Date("2028-02-28T12:00:00Z"))).toEqual(["ada@example.com"]);
    expect(await found({ birthday: "today" }, new Date("2028-02-29T12:00:00Z"))).toEqual([
      "leap@example.com",
    ]);
    expect(await found({ birthday: "11-21" })).toEqual(["bob@example.com"]);
    expect(await found({ tag: "vip", min_score: 50 })).toEqual(["ada@example.com"]);
    expect(await found({ kind: "customer" })).toEqual(["leap@example.com"]);
    expect(await found({ search: "BOB" })).toEqual(["bob@example.com"]);
    expect(await found({ limit: 1 })).toEqual(["bob@example.com"]);
    expect(await actionError(run("find_contacts", workspaceId, { birthday: "soon" }))).toMatchObject({
      code: "invalid_birthday",
    });
  });
});

describe("calculate_lead_score", () => {
  const rules = [
    { field: "email", operator: "exists", points: 20 },
    { field: "contact.fields.budget", operator: "gte", value: 1000, points: 50 },
    { field: "tags", operator: "contains", value: "vip", points: 60 },
    { field: "consent.sms", operator: "equals", value: "denied", points: -30 },
  ];

  test("adds up what holds, from 0 to 100, and qualifies once", async () => {
    const workspaceId = await newWorkspace();
    const ada = await create(workspaceId, { email: "ada@example.com", fields: { budget: 2000 } });
    const score = (more: object = {}) =>
      run("calculate_lead_score", workspaceId, { rules, threshold: 60, ...more }, ada.id);
    expect(await score()).toMatchObject({ score: 70, previous_score: null, qualified: true });
    expect(await score()).toMatchObject({ score: 70, previous_score: 70, qualified: false });
    await run("add_tag", workspaceId, { tag: "vip" }, ada.id);
    expect(await score()).toMatchObject({ score: 100, matched: [{}, {}, {}] });
    expect(await score({ start: -500 })).toMatchObject({ score: 0 });
    expect((await types(workspaceId)).filter((type) => type === "lead.qualified")).toHaveLength(1);
  });

  test("a rule that is none is refused in words", async () => {
    const action = findAction("calculate_lead_score");
    const problems = (rules: unknown) => {
      const parsed = action?.parse({ rules });
      return parsed?.ok === false ? parsed.problems : [];
    };
    expect(problems([])).toEqual([{ field: "rules", message: "A score needs at least one rule." }]);
    expect(problems([{ operator: "exists", points: 1 }])).toEqual([
      { field: "rules.0.field", message: "A rule needs a field of the contact." },
    ]);
  });
});

test("the next step reads what the step before did to the contact; the change names the run", async () => {
  const workspaceId = await newWorkspace();
  await publish(workspaceId, {
    name: "Converts",
    status: "active",
    definition: {
      trigger: { type: "event", event_types: ["form.submitted"] },
      steps: [
        { id: "convert", type: "action", action_id: "update_contact", config: { status: "customer" } },
        {
          id: "say",
          type: "action",
          action_id: "log",
          config: { message: "{{contact.first_name}} is a {{contact.kind}}, sms {{contact.consent.sms}}" },
        },
      ],
    },
  });
  const { runs } = await send(workspaceId, "form.submitted", { email: "ada@example.com", name: "Ada Byron" });
  const runId = runs[0]?.id ?? "";
  await drive(runId);
  const { steps } = await readRun(runId);
  expect(JSON.stringify(steps)).toContain("Ada is a customer, sms unknown");
  const { rows } = await pool().query(
    "select field, actor_type, run_id from contact_changes where workspace_id = $1 and field = 'status'",
    [workspaceId],
  );
  expect(rows).toEqual([{ field: "status", actor_type: "flow", run_id: runId }]);
  const { rows: told } = await pool().query(
    "select caused_by_run, depth from events where workspace_id = $1 and type = 'customer.created'",
    [workspaceId],
  );
  expect(told).toEqual([{ caused_by_run: runId, depth: 1 }]);
});
