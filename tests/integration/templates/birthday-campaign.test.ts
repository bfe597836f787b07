import { expect, test } from "vitest";
import { type TemplateWorld, templateWorld } from "./support/template-world";

async function contact(
  world: TemplateWorld,
  name: string,
  birthday: string,
  more: Record<string, unknown> = {},
) {
  const email = `${name.toLowerCase()}@example.com`;
  await world.happens("contact.seen", { email, name, phone: `+1415555${1000 + name.length}` });
  await world.agrees(email);
  await world.knows(email, { birthday, ...more });
}

/** Every morning from one day to another. */
async function mornings(world: TemplateWorld, from: string, days: number): Promise<void> {
  for (let day = 0; day < days; day++) {
    await world.until(new Date(Date.parse(from) + day * 86_400_000).toISOString());
    await world.fire();
  }
}

test("born on 29 February: one message in 2027, on the 28th, and one in 2028, on the 29th", async () => {
  const world = await templateWorld("birthday-campaign", "2027-02-25T00:00:00.000Z");
  await contact(world, "Lea", "1992-02-29");
  await mornings(world, "2027-02-25T17:30:00.000Z", 7);
  expect((await world.sent()).map(({ at }) => at.slice(0, 10))).toEqual(["2027-02-28"]);
  await world.until("2028-02-25T00:00:00.000Z");
  await world.fire();
  await mornings(world, "2028-02-26T17:30:00.000Z", 6);
  expect((await world.sent()).map(({ at }) => at.slice(0, 10))).toEqual(["2027-02-28", "2028-02-29"]);
});

test("a code for each, by email where there is no number; nobody without consent, with a complaint, or twice", async () => {
  const world = await templateWorld("birthday-campaign", "2026-03-09T18:00:00.000Z");
  await contact(world, "Ann", "--03-10");
  await contact(world, "Bruno", "1980-03-10", { phone: null });
  await contact(world, "Charly", "1980-03-10", { tags: ["open complaint"] });
  await world.happens("contact.seen", { email: "dorothea@example.com", name: "Dorothea" });
  await world.knows("dorothea@example.com", { birthday: "1980-03-10" });
  await contact(world, "Edeltraud", "1980-03-11");
  await world.until("2026-03-10T16:30:00.000Z");
  await world.fire();
  const sent = await world.sent();
  expect(sent.map(({ channel }) => channel).sort()).toEqual(["email", "sms"]);
  const codes = sent.map(({ body }) => /BDAY-[A-Z0-9]{8}/.exec(body)?.[0]);
  expect(new Set(codes).size).toBe(2);
  expect(sent.find(({ channel }) => channel === "sms")?.body).toMatch(
    /^Happy birthday, Ann! A present from Acme: 15 %/,
  );
  // The date is corrected the day after: this year's greeting has been sent.
  await world.knows("ann@example.com", { birthday: "--03-12" });
  await world.until("2026-03-12T16:30:00.000Z");
  await world.fire();
  expect((await world.sent()).filter(({ body }) => body.includes("Ann"))).toHaveLength(1);
});
