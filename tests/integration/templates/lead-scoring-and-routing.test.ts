import { beforeAll, expect, test } from "vitest";
import { newId } from "@/server/db/id";
import { pool } from "@/server/db/pool";
import { type TemplateWorld, templateWorld } from "./support/template-world";

const TUESDAY = "2026-03-10T17:00:00.000Z";
const people: { id: string; email: string }[] = [];
beforeAll(async () => {
  for (const name of ["ana", "bo", "cy", "dee", "eli"]) {
    const one = { id: newId(), email: `${name}-${newId()}@example.com` };
    await pool().query("insert into users (id, email, name, password_hash) values ($1, $2, $3, '')", [
      ...[one.id, one.email, name],
    ]);
    people.push(one);
  }
});

/** Five in the team, of whom the last is off duty; the first is the senior one. */
async function team(world: TemplateWorld): Promise<void> {
  for (const { id } of people)
    await pool().query("insert into memberships (workspace_id, user_id, role) values ($1, $2, 'editor')", [
      ...[world.workspaceId, id],
    ]);
  for (const [name, members] of [
    ["Senior", people.slice(0, 1)],
    ["Sales", people],
  ] as const) {
    const poolId = newId();
    await pool().query("insert into owner_pools (id, workspace_id, name) values ($1, $2, $3)", [
      ...[poolId, world.workspaceId, name],
    ]);
    for (const [place, { id }] of members.entries())
      await pool().query(
        "insert into owner_pool_members (workspace_id, pool_id, user_id, place, off_duty) values ($1, $2, $3, $4, $5)",
        [world.workspaceId, poolId, id, place + 1, place === 4],
      );
  }
}

const lead = (number: number) => ({
  email: `lead${number}@example.com`,
  phone: `+1415555${1000 + number}`,
  name: `Lead ${String(number).padStart(3, "0")}`,
});
const owners = async (world: TemplateWorld): Promise<(string | null)[]> =>
  (
    await pool().query<{ email: string | null }>(
      "select u.email from contacts c left join users u on u.id = c.owner_id where c.workspace_id = $1 order by c.name",
      [world.workspaceId],
    )
  ).rows.map(({ email }) => email);

/** Email and phone alone are 45 points: with a company it is worth a person's time. */
async function qualifies(world: TemplateWorld, who: ReturnType<typeof lead>, fields = { company: "Acme" }) {
  await world.happens("contact.seen", who);
  await world.knows(who.email, { fields });
  await world.happens("lead.qualified", who);
}

/** Many that are known already, with a company. */
async function known(world: TemplateWorld, leads: readonly ReturnType<typeof lead>[]): Promise<void> {
  await pool().query(
    `with made as (
       insert into contacts (id, workspace_id, email, phone, name, fields, updated_at)
       select gen_random_uuid(), $1, email, phone, name, '{"company":"Acme"}', now() from unnest($2::text[], $3::text[], $4::text[]) as l(email, phone, name)
       returning id, email, phone)
     insert into contact_keys (workspace_id, key, contact_id)
     select $1, 'email:' || email, id from made union all select $1, 'phone:' || phone, id from made`,
    [
      world.workspaceId,
      ...(["email", "phone", "name"] as const).map((field) => leads.map((one) => one[field])),
    ],
  );
}

test("a hundred leads, five people, one off duty: twenty-five each, and the same again", async () => {
  const given: (string | null)[][] = [];
  for (const many of [100, 12]) {
    const world = await templateWorld("lead-scoring-and-routing", TUESDAY);
    await team(world);
    const leads = Array.from({ length: many }, (_, number) => lead(number));
    await known(world, leads);
    for (const one of leads) await world.happens("lead.qualified", one);
    given.push(await owners(world));
  }
  const [hundred = [], again = []] = given;
  expect(people.map(({ email }) => hundred.filter((one) => one === email).length)).toEqual([
    ...[25, 25, 25, 25, 0],
  ]);
  expect(again).toEqual(hundred.slice(0, 12));
});

test("the best go to the senior people, cold ones into nurturing, and an owner stays", async () => {
  const world = await templateWorld("lead-scoring-and-routing", TUESDAY);
  await team(world);
  const nurture = await world.use("lead-nurture-sequence");
  await world.happens("contact.seen", lead(1));
  await world.knows(lead(1).email, { fields: { company: "Acme", budget: 9_000 }, priority: "high" });
  await world.happens("lead.qualified", lead(1));
  await world.happens("lead.qualified", lead(2));
  await world.happens("contact.seen", lead(3));
  await world.knows(lead(3).email, { owner_id: people[3]?.id, fields: { company: "Acme" } });
  await world.happens("lead.qualified", lead(3));
  expect(await owners(world)).toEqual([people[0]?.email, null, people[3]?.email]);
  const { rows } = await pool().query("select 1 from flow_executions where flow_id = $1", [nurture]);
  expect(rows).toHaveLength(1);
});

test("a lead that lies untouched for fifteen minutes goes to the next, with its task; a touched one stays", async () => {
  const world = await templateWorld("lead-scoring-and-routing", TUESDAY);
  await team(world);
  await qualifies(world, lead(1));
  await qualifies(world, lead(2));
  const [before] = await owners(world);
  const [mine] = await world.tasks();
  expect(mine).toMatchObject({ assignee: before, priority: "high" });
  await world.completes((await world.tasks())[1]);
  await world.hours(1);
  const [after, touched] = await owners(world);
  expect(after).not.toBe(before);
  expect(touched).toBe((await world.tasks())[1]?.assignee);
  expect((await world.tasks())[0]).toMatchObject({ id: mine?.id, assignee: after });
  expect(await world.notifications()).toEqual(["A lead is waiting for you"]);
});

test("without anybody on duty, and without a nurturing flow, a person is asked", async () => {
  const world = await templateWorld("lead-scoring-and-routing", TUESDAY);
  await qualifies(world, lead(1));
  await world.happens("lead.qualified", lead(2));
  expect((await world.tasks()).map(({ title }) => title)).toEqual([
    "Nobody is free for Lead 001",
    "Keep in touch with Lead 002",
  ]);
});
