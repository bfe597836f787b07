import { expect, test } from "vitest";
import { type TemplateWorld, templateWorld } from "./support/template-world";

const MONDAY = "2026-03-09T16:00:30.000Z";

async function reader(world: TemplateWorld, name: string, agreed: boolean) {
  const email = `${name.toLowerCase()}@example.com`;
  await world.happens("contact.seen", { email, name });
  if (agreed) await world.agrees(email, ["email"]);
  await world.knows(email, { tags: ["newsletter"] });
}

async function monday(iso: string) {
  const world = await templateWorld("weekly-content", "2026-03-06T18:00:00.000Z");
  await reader(world, "Ann", true);
  await reader(world, "Bob", false);
  await world.until(iso);
  await world.fire();
  return world;
}

test("approved: whoever agreed gets it, once", async () => {
  const world = await monday(MONDAY);
  const [task] = await world.tasks();
  expect(task?.title).toMatch(/^Approve this week's email: /);
  expect((await world.sent()).map(({ channel }) => channel)).toEqual(["slack"]);
  await world.completes(task);
  const [, email, ...others] = await world.sent();
  expect(email).toMatchObject({ to: "ann@example.com", body: expect.stringMatching(/^Hi Ann,[\s\S]+Acme/) });
  expect(others).toEqual([]);
});

test("not approved: nothing goes out, and that is told", async () => {
  const world = await monday(MONDAY);
  await world.hours(60);
  expect((await world.sent()).map(({ channel }) => channel)).toEqual(["slack"]);
  expect(await world.runs()).toMatchObject([{ status: "completed" }]);
});

test("another text every week", async () => {
  const world = await monday(MONDAY);
  for (const next of ["2026-03-16", "2026-03-23", "2026-03-30"]) {
    await world.until(`${next}T16:00:30.000Z`);
    await world.fire();
  }
  const titles = (await world.tasks()).map(({ title }) => title);
  expect(new Set(titles).size).toBe(4);
});
