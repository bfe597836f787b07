import { expect, test } from "vitest";
import { pool } from "@/server/db/pool";
import { templateWorld } from "./support/template-world";

const ann = { email: "ann@example.com", phone: "+14155550142", name: "Ann Lee" };
const unhappy = {
  ...ann,
  ...{ call_id: "call_1", status: "completed", transcript: "This is terrible.", sentiment: "negative" },
};
const TUESDAY = "2026-03-10T17:00:00.000Z";
const tags = async (workspaceId: string) =>
  (await pool().query<{ tags: string[] }>("select tags from contacts where workspace_id = $1", [workspaceId]))
    .rows[0]?.tags;

test("the team hears of it, the owner has a task, the customer an apology: once, however often they call", async () => {
  const world = await templateWorld("negative-feedback-alert", TUESDAY);
  await world.happens("call.analyzed", unhappy);
  await world.hours(1);
  await world.happens("call.analyzed", { ...unhappy, call_id: "call_2" });
  expect(await world.sent()).toMatchObject([
    { channel: "slack", to: "#customer-care", body: expect.stringContaining("> This is terrible.") },
    { channel: "email", to: ann.email, subject: "I am sorry, Ann" },
  ]);
  const [task, ...others] = await world.tasks();
  expect(task).toMatchObject({ title: "Make it right with Ann Lee", priority: "urgent" });
  expect(others).toEqual([]);
  expect(await tags(world.workspaceId)).toEqual(["open complaint"]);
  await world.completes(task);
  expect(await tags(world.workspaceId)).toEqual([]);
  expect(await world.runs()).toMatchObject([{ status: "completed" }]);
});

test("what nobody deals with is told to everybody, and closed when somebody has", async () => {
  const world = await templateWorld("negative-feedback-alert", TUESDAY);
  await world.happens("call.analyzed", unhappy);
  await world.hours(5);
  expect((await world.sent()).at(-1)).toMatchObject({
    channel: "slack",
    body: expect.stringMatching(/^Still open/),
  });
  const [task] = await world.tasks();
  await world.completes(task);
  expect(await tags(world.workspaceId)).toEqual([]);
});

test("a happy call is no alert", async () => {
  const world = await templateWorld("negative-feedback-alert", TUESDAY);
  expect((await world.happens("call.analyzed", { ...unhappy, sentiment: "positive" })).runs).toEqual([]);
});
