import { beforeEach, describe, expect, test } from "vitest";
import { newId } from "@/server/db/id";
import { inTransaction, pool } from "@/server/db/pool";
import { contactFromPayload } from "@/server/domain/contact-key";
import { findAction } from "@/server/integrations/registry";
import { assignOwner } from "@/server/records/assign-owner";
import { upsertContact } from "@/server/records/contact";
import { newMember, newPerson, type Person } from "../fixtures/people";
import { refusalOf } from "../fixtures/refusal";
import { actionError, runAction } from "./support/action";
import { drive, publish, readRun, send } from "./support/engine";

let owner: Person;
let team: Person[];
let poolId: string;
beforeEach(async () => {
  owner = await newPerson("Olga");
  team = [];
  for (const name of ["Ana", "Bo", "Cy"]) team.push(await newMember(owner, "editor", name));
  ({ id: poolId } = await owner.caller.pools.create({ ...here(), pool: poolOf() }));
});

const here = () => ({ workspace: owner.workspace.slug });
type Member = { userId: string; weight?: number; offDuty?: boolean; maxOpen?: number | null };
const poolOf = (more: (member: Member) => Partial<Member> = () => ({})) => ({
  name: "Sales",
  members: team.map(({ id }) => ({ userId: id, ...more({ userId: id }) })),
});
const lead = async () => {
  const identity = contactFromPayload({ email: `${newId()}@example.com` });
  return (await inTransaction((tx) => upsertContact(tx, owner.workspace.id, { identity }))).id;
};
const give = (contactId: string, options?: { keepOwner?: boolean }) =>
  inTransaction((tx) =>
    assignOwner(
      tx,
      owner.workspace.id,
      contactId,
      { id: poolId, name: "Sales" },
      { source: "platform" },
      options,
    ),
  );
const ownerOf = async (contactId: string) =>
  (await pool().query("select owner_id from contacts where id = $1", [contactId])).rows[0].owner_id;
const log = async () => (await owner.caller.pools.assignments({ ...here(), poolId })).assignments;

test("many at the same moment are spread evenly, each choice with its reason", async () => {
  const contacts = await Promise.all(Array.from({ length: 24 }, lead));
  await Promise.all(contacts.map((id) => give(id)));
  const owners = await Promise.all(contacts.map(ownerOf));
  for (const { id } of team) expect(owners.filter((one) => one === id)).toHaveLength(8);
  const entries = await log();
  expect(entries).toHaveLength(24);
  for (const { reason, kept } of entries)
    expect([reason, kept]).toEqual([expect.stringMatching(/ was next in turn of 3 available$/), false]);
});

test("the owner that a contact has stays, unless told otherwise; one who left is replaced", async () => {
  const contactId = await lead();
  const first = await give(contactId);
  const again = await give(contactId);
  expect(again).toMatchObject({ owner: first.owner, kept: true });
  const other = await give(contactId, { keepOwner: false });
  expect(other.owner?.id).not.toBe(first.owner?.id);
  await owner.caller.members.remove({ ...here(), userId: other.owner?.id ?? "" });
  const last = await give(contactId);
  expect(last).toMatchObject({ kept: false });
  expect(await ownerOf(contactId)).toBe(last.owner?.id);
  expect((await log()).map(({ kept }) => kept)).toEqual([false, false, true, false]);
});

test("whoever is off duty or has enough open leads is passed over", async () => {
  const [ana, bo, cy] = team.map(({ id }) => id);
  await owner.caller.pools.change({
    ...here(),
    poolId,
    pool: poolOf(({ userId }) => (userId === ana ? { offDuty: true } : userId === bo ? { maxOpen: 1 } : {})),
  });
  const given: unknown[] = [];
  for (let i = 0; i < 4; i++) given.push((await give(await lead())).owner?.id);
  expect(given.filter((id) => id === bo)).toHaveLength(1);
  expect(given.filter((id) => id === cy)).toHaveLength(3);
  // A lead that became a customer takes nobody's time.
  await pool().query("update contacts set kind = 'customer', status = 'customer' where owner_id = $1", [bo]);
  expect((await give(await lead())).owner?.id).toBe(bo);
});

describe("assign_owner", () => {
  const run = (input: object, contactId: string | null) =>
    runAction(findAction("assign_owner"), owner.workspace.id, input, { contactId });

  test("finds the pool by name or id and says who it is and why", async () => {
    const contactId = await lead();
    expect(await run({ pool: "sales" }, contactId)).toEqual({
      owner_id: team[0]?.id,
      owner_name: "Ana",
      owner_email: team[0]?.email,
      pool: "Sales",
      kept: false,
      reason: "Ana was next in turn of 3 available",
    });
    expect(await run({ pool: poolId, keep_owner: false }, contactId)).toMatchObject({ owner_name: "Bo" });
  });

  test("refuses what is not there, and pools of others", async () => {
    const contactId = await lead();
    const other = await newPerson();
    const foreign = await other.caller.pools.create({
      workspace: other.workspace.slug,
      pool: { name: "Theirs", members: [{ userId: other.id }] },
    });
    for (const name of ["Nobody", foreign.id, "Theirs"]) {
      expect(await actionError(run({ pool: name }, contactId))).toMatchObject({
        code: "pool_not_found",
        message: `Owner not assigned: there is no owner pool “${name}”. Choose one of: Sales.`,
      });
    }
    expect(await actionError(run({ pool: "Sales" }, null))).toMatchObject({ code: "contact_not_found" });
  });

  test("nobody available goes into the error branch, and the contact stays without owner", async () => {
    await owner.caller.pools.change({ ...here(), poolId, pool: poolOf(() => ({ offDuty: true })) });
    await publish(owner.workspace.id, {
      id: "f",
      trigger: { type: "event", event_types: ["lead.created"] },
      steps: [
        {
          id: "give",
          type: "action",
          action_id: "assign_owner",
          config: { pool: "Sales" },
          on_error: "tell",
        },
        { id: "tell", type: "action", action_id: "create_task", config: { title: "Nobody is there" } },
      ],
    });
    const { runs } = await send(owner.workspace.id, "lead.created", { email: `${newId()}@example.com` });
    await drive(runs[0]?.id ?? "");
    const read = await readRun(runs[0]?.id ?? "");
    expect(read.steps.give).toMatchObject({
      status: "failed",
      error: {
        code: "no_owner_available",
        message:
          "Owner not assigned: nobody in “Sales” is available: Ana is off duty, Bo is off duty, Cy is off duty. Add members under Settings, Owner pools, or put somebody on duty.",
      },
    });
    const { tasks } = await owner.caller.tasks.list({ ...here() });
    expect(tasks.map(({ title }) => title)).toEqual(["Nobody is there"]);
    expect(await ownerOf(tasks[0]?.contactId ?? "")).toBeNull();
    expect(await log()).toEqual([]);
  });
});

describe("managing", () => {
  test("everybody puts themselves off duty, nobody else but owners and admins", async () => {
    const [ana, bo] = team;
    await ana?.caller.pools.setDuty({ ...here(), poolId, userId: ana.id, offDuty: true });
    const refused = await refusalOf(
      ana?.caller.pools.setDuty({ ...here(), poolId, userId: bo?.id ?? "", offDuty: true }) ??
        Promise.resolve(),
    );
    expect(refused.code).toBe("forbidden");
    await owner.caller.pools.setDuty({ ...here(), poolId, userId: bo?.id ?? "", offDuty: true });
    const [sales] = await owner.caller.pools.list(here());
    expect(sales?.members.map(({ name, offDuty }) => [name, offDuty])).toEqual([
      ["Ana", true],
      ["Bo", true],
      ["Cy", false],
    ]);
  });

  test("members keep their turn when the pool is changed; a name is there once", async () => {
    await give(await lead());
    await owner.caller.pools.change({ ...here(), poolId, pool: { ...poolOf(), name: "Field" } });
    expect((await give(await lead())).owner?.name).toBe("Bo");
    const twice = owner.caller.pools.create({ ...here(), pool: { name: " field ", members: [] } });
    expect(await refusalOf(twice)).toMatchObject({ code: "conflict", problems: [{ field: "name" }] });
    await owner.caller.pools.remove({ ...here(), poolId });
    expect(await owner.caller.pools.list(here())).toEqual([]);
    await owner.caller.pools.create({ ...here(), pool: { name: "Field", members: [] } });
  });

  test("who leaves the workspace leaves its pools", async () => {
    await owner.caller.members.remove({ ...here(), userId: team[1]?.id ?? "" });
    const [sales] = await owner.caller.pools.list(here());
    expect(sales?.members.map(({ name }) => name)).toEqual(["Ana", "Cy"]);
  });
});
