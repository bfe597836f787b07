import { expect, test } from "vitest";
import { templateWorld } from "./support/template-world";

const ann = { email: "ann@example.com", name: "Ann Lee" };
const failed = {
  ...ann,
  payment_id: "pay_1",
  order_id: "order_1",
  status: "failed",
  amount: 49,
  currency: "usd",
};
const paid = { ...failed, payment_id: "pay_2", status: "received" };
const TUESDAY = "2026-03-10T17:00:00.000Z";

test("three emails in the mornings, from friendly to firm, then a person decides", async () => {
  const world = await templateWorld("payment-dunning", "2026-03-10T06:00:00.000Z");
  await world.happens("payment.failed", failed);
  await world.until("2026-04-10T17:00:00.000Z");
  expect((await world.sent()).map(({ stepId, at }) => [stepId, at])).toEqual([
    ["friendly", "2026-03-10T16:00"],
    ["plain", "2026-03-13T16:00"],
    ["firm", "2026-03-16T16:00"],
  ]);
  expect(await world.tasks()).toMatchObject([{ title: "Ann Lee has not paid 49 USD", priority: "high" }]);
});

test("“paid” comes out of order, and twice: no message any more", async () => {
  const world = await templateWorld("payment-dunning", TUESDAY);
  // It was paid on the second try, and that was heard of first.
  await world.happens("payment.received", paid);
  await world.happens("payment.failed", failed);
  await world.hours(1);
  await world.happens("payment.received", paid);
  await world.until("2026-04-10T17:00:00.000Z");
  expect(await world.sent()).toEqual([]);
  expect(await world.tasks()).toEqual([]);
});

test("paid one millisecond before an email: it is not sent; another order that is paid does not count", async () => {
  const world = await templateWorld("payment-dunning", TUESDAY);
  await world.happens("payment.failed", failed);
  await world.happens("payment.received", { ...paid, order_id: "order_2", payment_id: "pay_9" });
  await world.until("2026-03-12T17:00:00.000Z");
  expect(await world.sent()).toHaveLength(1);
  world.clock("2026-03-14T15:59:59.999Z");
  await world.happens("payment.received", paid);
  await world.until("2026-04-10T17:00:00.000Z");
  expect(await world.sent()).toHaveLength(1);
  expect(await world.runs()).toMatchObject([{ reason: "exited: payment.received" }]);
});

test("whoever writes back gets a person, and no further email", async () => {
  const world = await templateWorld("payment-dunning", TUESDAY);
  await world.happens("payment.failed", failed);
  await world.until("2026-03-12T17:00:00.000Z");
  await world.replies(ann.email, "My card was stolen, a new one is on its way.");
  await world.until("2026-04-10T17:00:00.000Z");
  expect(await world.sent()).toHaveLength(1);
  expect(await world.tasks()).toMatchObject([{ title: "Answer Ann Lee about the open payment" }]);
});
