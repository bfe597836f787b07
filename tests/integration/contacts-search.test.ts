import { beforeAll, describe, expect, test } from "vitest";
import { newId } from "@/server/db/id";
import { inTransaction, pool } from "@/server/db/pool";
import { contactPatchSchema } from "@/server/domain/contact";
import { type ContactFilter, contactFilterSchema, contactSorts } from "@/server/domain/contact-filter";
import { setConsent } from "@/server/records/consent";
import { createContact } from "@/server/records/create-contact";
import { countContacts, searchContacts } from "@/server/records/search-contacts";
import { newPerson, type Person } from "../fixtures/people";

let person: Person;
const ids = new Map<string, string>();

beforeAll(async () => {
  person = await newPerson();
  for (const patch of [
    { name: "Ada Byron", email: "ada@example.com", phone: "+14155550101", external_id: "c-100", score: 10 },
    { name: "Bob O'Neil", email: "bob_1@example.com", tags: ["vip", "fair"], kind: "customer", score: 90 },
    {
      name: "Chloé 100%",
      email: "chloe@other.example",
      tags: ["vip"],
      status: "qualified",
      owner: person.id,
    },
    { name: "", phone: "+4915112345678", lead_type: "hot" },
  ]) {
    const { contact } = await inTransaction((tx) =>
      createContact(tx, person.workspace.id, contactPatchSchema.parse(patch), { source: "api" }),
    );
    ids.set(contact.name.split(" ")[0] ?? "", contact.id);
  }
  await inTransaction((tx) =>
    setConsent(tx, person.workspace.id, ids.get("Ada") ?? "", "sms", "granted", "form", { source: "api" }),
  );
});

const found = async (filter: Partial<ContactFilter>) => {
  const { contacts } = await searchContacts(pool(), person.workspace.id, contactFilterSchema.parse(filter), {
    sort: "created",
    limit: 10,
  });
  return contacts.map(({ name }) => name.split(" ")[0]).sort();
};

describe("searchContacts", () => {
  test.each([
    ["ada", ["Ada"]],
    ["BYRON ada", ["Ada"]],
    ["yro", ["Ada"]],
    ["example.com", ["Ada", "Bob"]],
    ["c-100", ["Ada"]],
    ["415 555-0101", ["Ada"]],
    ["+49 151", [""]],
    ["0151 1234", [""]],
    // One or two letters: beginnings of words.
    ["b", ["Ada", "Bob"]],
    ["ob", []],
    // What LIKE would take for anything.
    ["100%", ["Chloé"]],
    ["bob_1", ["Bob"]],
    ["b%b", []],
    ["o'neil", ["Bob"]],
    ["nobody", []],
  ])("%s", async (q, names) => {
    expect(await found({ q })).toEqual(names);
  });

  test("by our id of it", async () => {
    expect(await found({ q: ids.get("Bob") })).toEqual(["Bob"]);
    expect(await found({ q: newId() })).toEqual([]);
  });

  test("filters hold together", async () => {
    expect(await found({ tag: ["vip"] })).toEqual(["Bob", "Chloé"]);
    expect(await found({ tag: ["vip", "fair"] })).toEqual(["Bob"]);
    expect(await found({ status: ["qualified", "customer"] })).toEqual(["Bob", "Chloé"]);
    expect(await found({ kind: "lead", tag: ["vip"] })).toEqual(["Chloé"]);
    expect(await found({ owner: person.id })).toEqual(["Chloé"]);
    expect(await found({ owner: "none", kind: "customer" })).toEqual(["Bob"]);
    expect(await found({ consent: "sms" })).toEqual(["Ada"]);
    expect(await found({ consent: "denied" })).toEqual([]);
    expect(await found({ lead_type: "hot" })).toEqual([""]);
    expect(await found({ archived: true })).toEqual([]);
  });

  test.each(contactSorts)("sorted by %s, page by page nobody comes twice or never", async (sort) => {
    const filter = contactFilterSchema.parse({});
    const all = await searchContacts(pool(), person.workspace.id, filter, { sort, limit: 10 });
    const paged: string[] = [];
    let cursor: { key: string; id: string } | undefined;
    do {
      const page = await searchContacts(pool(), person.workspace.id, filter, { sort, limit: 1, cursor });
      paged.push(...page.contacts.map(({ id }) => id));
      cursor = page.nextCursor ?? undefined;
    } while (cursor);
    expect(paged).toEqual(all.contacts.map(({ id }) => id));
    expect(paged).toHaveLength(4);
    if (sort === "score") expect(all.contacts.map(({ score }) => score)).toEqual([90, 10, null, null]);
  });

  test.each(contactSorts)("sorted by %s, few among many are found wherever they stand", async (sort) => {
    const { workspace } = await newPerson();
    // The rare ones are beyond what is looked at first; those of the tag are all along.
    await pool().query(
      `insert into contacts (id, workspace_id, name, status, tags, score, created_at, updated_at)
       select gen_random_uuid(), $1, 'Person ' || lpad(n::text, 4, '0'), case when n between 3100 and 3110 then 'rare' else 'new' end,
         case when n % 50 = 0 then '{some}'::text[] else '{}' end, 4000 - n, now() - make_interval(mins => n), now() - make_interval(mins => n)
       from generate_series(1, 3300) n`,
      [workspace.id],
    );
    const paged = async (filter: Partial<ContactFilter>, limit: number) => {
      const names: string[] = [];
      let cursor: { key: string; id: string } | undefined;
      do {
        const page = { sort, limit, cursor };
        const { contacts, nextCursor } = await searchContacts(
          pool(),
          workspace.id,
          contactFilterSchema.parse(filter),
          page,
        );
        names.push(...contacts.map(({ name }) => name));
        cursor = nextCursor ?? undefined;
      } while (cursor);
      return names;
    };
    const persons = (numbers: number[]) => numbers.map((n) => `Person ${String(n).padStart(4, "0")}`);
    const rare = Array.from({ length: 11 }, (_, at) => 3100 + at);
    const some = Array.from({ length: 66 }, (_, at) => 50 * (at + 1));
    expect(await paged({ status: ["rare"] }, 4)).toEqual(persons(rare));
    expect(await paged({ tag: ["some"] }, 25)).toEqual(persons(some));
    expect(await paged({ tag: ["some"], q: "person 3" }, 5)).toEqual(persons(some.filter((n) => n >= 3000)));
  });

  test("counts up to a bound", async () => {
    const count = (most: number) =>
      countContacts(pool(), person.workspace.id, contactFilterSchema.parse({}), most);
    expect(await count(10)).toEqual({ count: 4, capped: false });
    expect(await count(3)).toEqual({ count: 3, capped: true });
  });
});

test("the list over tRPC tells owner and activity; one contact all that is known; archiving takes it away", async () => {
  const { caller, workspace } = person;
  const { contacts } = await caller.contacts.list({ workspace: workspace.slug, q: "chloé" });
  expect(contacts).toMatchObject([
    { name: "Chloé 100%", owner: { id: person.id, name: person.name }, lastActivityAt: expect.any(Date) },
  ]);
  const contactId = ids.get("Ada") ?? "";
  const one = () => caller.contacts.get({ workspace: workspace.slug, contactId });
  expect(await one()).toMatchObject({
    name: "Ada Byron",
    consents: { sms: { state: "granted", source: "form" }, call: { state: "unknown" } },
    openRuns: [],
    otherKeys: [],
    archivedAt: null,
  });
  await caller.contacts.archive({ workspace: workspace.slug, contactIds: [contactId] });
  expect(await found({ q: "byron" })).toEqual([]);
  expect(await found({ q: "byron", archived: true })).toEqual(["Ada"]);
  expect((await one()).archivedAt).toEqual(expect.any(Date));
  await caller.contacts.restore({ workspace: workspace.slug, contactIds: [contactId] });
  expect(await found({ q: "byron" })).toEqual(["Ada"]);
});

test("what people change is in the audit log with their names", async () => {
  const { caller, workspace } = person;
  const contactId = ids.get("Bob") ?? "";
  await caller.contacts.change({ workspace: workspace.slug, contactId, patch: { name: "Robert", score: 5 } });
  await caller.contacts.tag({ workspace: workspace.slug, contactIds: [contactId], remove: "fair" });
  await caller.contacts.own({ workspace: workspace.slug, contactIds: [contactId], owner: person.id });
  await caller.contacts.setConsent({
    workspace: workspace.slug,
    contactId,
    channel: "email",
    state: "denied",
  });
  const { rows } = await pool().query(
    `select action, actor_name, details from audit_entries where workspace_id = $1 and target_type = 'contact' and target_id = $2
     order by created_at, id`,
    [workspace.id, contactId],
  );
  expect(rows).toEqual([
    { action: "contact.changed", actor_name: person.name, details: { fields: ["name", "score"] } },
    { action: "contact.changed", actor_name: person.name, details: { fields: ["tags"] } },
    { action: "contact.changed", actor_name: person.name, details: { fields: ["owner_id"] } },
    {
      action: "contact.consent_changed",
      actor_name: person.name,
      details: { channels: ["email"], state: "denied" },
    },
  ]);
});
