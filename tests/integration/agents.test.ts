import { beforeEach, expect, test } from "vitest";
import { pool } from "@/server/db/pool";
import { findAgent } from "@/server/records/agent";
import { newPerson, type Person } from "../fixtures/people";
import { refusalOf } from "../fixtures/refusal";

let owner: Person;
beforeEach(async () => {
  owner = await newPerson("Olga");
});
const here = () => ({ workspace: owner.workspace.slug });
const create = (name: string, more: object = {}) =>
  owner.caller.agents.create({ ...here(), agent: { name, ...more } });
const duty = (agentId: string, onDuty: boolean) =>
  owner.caller.agents.setDuty({ ...here(), agentId, onDuty });
const names = async () =>
  (await owner.caller.agents.list(here())).agents.map(({ name, onDuty }) => [name, onDuty]);

test("a plan has so many on duty at a time, and says the ways out", async () => {
  const first = await create("Nina", { fromNumber: "+1 415 555 0100", greeting: "Hello" });
  const second = await create("Otto");
  expect([first.onDuty, second.onDuty]).toEqual([true, false]);
  expect(await refusalOf(duty(second.id, true))).toMatchObject({
    code: "payment_required",
    message:
      "“Otto” was not put on duty: the Trial plan has one voice agent on duty at a time. Take “Nina” off duty first, or upgrade to Professional for 5 under Settings → Billing.",
  });
  await duty(first.id, false);
  await duty(second.id, true);
  expect(await names()).toEqual([
    ["Nina", false],
    ["Otto", true],
  ]);
});

test("two put on duty at the same moment take turns", async () => {
  const first = await create("Nina");
  await duty(first.id, false);
  const second = await create("Otto");
  await duty(second.id, false);
  const done = await Promise.allSettled([duty(first.id, true), duty(second.id, true)]);
  expect(done.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
});

test("calls find an agent by id, posted id or name; without one, who is on duty longest", async () => {
  await pool().query("update workspaces set plan = 'professional' where id = $1", [owner.workspace.id]);
  const nina = await create("Nina", { fromNumber: "+1 415 555 0100", script: "Ask about the order" });
  const otto = await create("Otto", { external_id: "agent_1" });
  const find = (which?: string) => findAgent(pool(), owner.workspace.id, which);
  expect(await find()).toEqual({
    id: nina.id,
    name: "Nina",
    fromNumber: "+14155550100",
    voice: "",
    greeting: "",
    script: "Ask about the order",
    onDuty: true,
  });
  for (const which of [otto.id, "agent_1", " OTTO "]) expect((await find(which))?.id).toBe(otto.id);
  await duty(nina.id, false);
  expect((await find())?.id).toBe(otto.id);
  expect((await find("Nina"))?.onDuty).toBe(false);
  await owner.caller.agents.remove({ ...here(), agentId: otto.id });
  expect(await find()).toBeNull();
  expect(await find("agent_1")).toBeNull();
  const other = await newPerson();
  expect(await findAgent(pool(), other.workspace.id, nina.id)).toBeNull();
});

test("a name is there once, and free again when its agent is gone", async () => {
  const nina = await create("Nina");
  const twice = await refusalOf(create("nina"));
  expect(twice).toMatchObject({ code: "conflict", problems: [{ field: "name" }] });
  const wrong = await refusalOf(create("Otto", { fromNumber: "555" }));
  expect(wrong.problems.map(({ field }) => field)).toEqual(["agent.fromNumber"]);
  await owner.caller.agents.change({ ...here(), agentId: nina.id, agent: { name: "NINA", voice: "warm" } });
  await owner.caller.agents.remove({ ...here(), agentId: nina.id });
  await create("Nina");
  expect(await names()).toEqual([["Nina", true]]);
});
