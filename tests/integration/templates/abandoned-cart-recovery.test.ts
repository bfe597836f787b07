import { expect, test } from "vitest";
import { templateWorld } from "./support/template-world";

const ann = { email: "ann@example.com", phone: "+14155550142", name: "Ann Lee" };
const quote = {
  ...ann,
  ...{ quote_id: "quote_1", title: "Kitchen", status: "sent", amount: 4500, currency: "usd" },
  ...{ url: "https://acme.example/q/1", valid_until: null },
};
const TUESDAY = "2026-03-10T17:00:00.000Z";

async function sent() {
  const world = await templateWorld("abandoned-cart-recovery", TUESDAY);
  await world.happens("contact.seen", ann);
  await world.agrees(ann.email);
  await world.happens("quote.sent", quote);
  return world;
}

test("a reminder after a day, a call after two more, then a code of their own", async () => {
  const world = await sent();
  await world.until("2026-03-13T17:05:00.000Z");
  await world.callEnds({ status: "no-answer", seconds: 0 });
  await world.until("2026-03-20T17:00:00.000Z");
  const messages = await world.sent();
  expect(messages.map(({ channel, at }) => [channel, at])).toEqual([
    ["email", "2026-03-11T17:00"],
    ["call", "2026-03-13T17:00"],
    ["email", "2026-03-14T17:05"],
  ]);
  expect(messages[2]?.body).toMatch(/10 % off with the code QUOTE-[A-Z0-9]{8}/);
});

test("bought between the first step and the second: the second is skipped, and says why", async () => {
  const world = await sent();
  await world.hours(30);
  await world.happens("payment.received", { ...ann, amount: 4500 });
  await world.until("2026-03-20T17:00:00.000Z");
  expect(await world.sent()).toHaveLength(1);
  expect(await world.runs()).toMatchObject([{ status: "completed", reason: "paid: nothing more is sent" }]);
});

test("bought on another device, one millisecond before the reminder: it is not sent", async () => {
  const world = await sent();
  world.clock("2026-03-11T16:59:59.999Z");
  await world.happens("order.created", { phone: ann.phone, order_id: "order_1" });
  await world.until("2026-03-20T17:00:00.000Z");
  expect(await world.sent()).toEqual([]);
});

test("paid before the quote was heard of: nothing is sent", async () => {
  const world = await templateWorld("abandoned-cart-recovery", TUESDAY);
  await world.happens("payment.received", { ...ann, amount: 4500 });
  await world.hours(1);
  await world.happens("quote.sent", quote);
  await world.until("2026-03-20T17:00:00.000Z");
  expect(await world.sent()).toEqual([]);
  expect(await world.runs()).toMatchObject([{ reason: "paid: nothing more is sent" }]);
});

test("another quote that is declined does not end it; this one does. Without consent there is no discount", async () => {
  const world = await templateWorld("abandoned-cart-recovery", TUESDAY);
  await world.happens("quote.sent", quote);
  await world.happens("quote.declined", { ...quote, quote_id: "quote_2", status: "declined" });
  await world.until("2026-03-13T17:05:00.000Z");
  await world.callEnds({ status: "busy", seconds: 0 });
  await world.until("2026-03-20T17:00:00.000Z");
  expect((await world.sent()).map(({ channel }) => channel)).toEqual(["email", "call"]);
  const bob = { ...quote, email: "bob@example.com", phone: "+14155550143", name: "Bob", quote_id: "quote_3" };
  await world.happens("quote.sent", bob);
  await world.happens("quote.declined", { ...bob, status: "declined" });
  await world.until("2026-03-30T17:00:00.000Z");
  expect(await world.sent()).toHaveLength(2);
});
