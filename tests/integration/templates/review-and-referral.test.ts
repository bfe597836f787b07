import { expect, test } from "vitest";
import { templateWorld } from "./support/template-world";

const TUESDAY = "2026-03-10T17:00:00.000Z";
const ann = { email: "ann@example.com", phone: "+14155550142", name: "Ann Lee" };
const bob = { email: "bob@example.com", phone: "+14155550143", name: "Bob" };
const done = (who: typeof ann) => ({ ...who, appointment_id: `appt_${who.name}`, service: "Installation" });

test("everybody is asked on the same page; a review brings the referral link, a poor one a person", async () => {
  const world = await templateWorld("review-and-referral", TUESDAY);
  for (const who of [ann, bob]) {
    await world.happens("service.completed", done(who));
    await world.agrees(who.email);
  }
  await world.hours(25);
  const asked = await world.sent();
  expect(asked.map(({ body }) => /https:\/\/\S+/.exec(body)?.[0])).toEqual([
    "https://acme.example/review_link",
    "https://acme.example/review_link",
  ]);
  await world.happens("review.received", { ...ann, review_id: "rev_1", rating: 5, text: "Great" });
  await world.happens("review.received", { ...bob, review_id: "rev_2", rating: 1, text: "Late" });
  await world.hours(20);
  const [, , offer, ...others] = await world.sent();
  expect(offer).toMatchObject({ to: ann.email, body: expect.stringMatching(/\/r\/[\w-]+\/ANN-/) });
  expect(others).toEqual([]);
  expect(await world.tasks()).toMatchObject([{ title: "Answer the review of Bob: 1 of 5" }]);
});

test("reminded once, and not asked again for three months", async () => {
  const world = await templateWorld("review-and-referral", TUESDAY);
  await world.happens("service.completed", done(ann));
  await world.until("2026-04-01T17:00:00.000Z");
  await world.happens("order.completed", { ...ann, order_id: "order_2" });
  await world.until("2026-05-01T17:00:00.000Z");
  expect((await world.sent()).map(({ stepId }) => stepId)).toEqual(["ask_by_email", "remind"]);
});
