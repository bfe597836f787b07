import { expect, test } from "vitest";
import { pool } from "@/server/db/pool";
import { templateWorld } from "./support/template-world";

const ann = { email: "ann@example.com", phone: "+14155550142", name: "Ann Lee" };
const paid = {
  ...ann,
  payment_id: "pay_1",
  order_id: "order_1",
  status: "received",
  amount: 90,
  currency: "usd",
};
const TUESDAY = "2026-03-10T17:00:00.000Z";

test("told twice: one thank-you, one customer, one task after thirty days", async () => {
  const world = await templateWorld("payment-follow-up", TUESDAY);
  await world.happens("lead.created", ann);
  await world.happens("payment.received", paid, { idempotencyKey: "pay_1" });
  await world.happens("payment_received", paid, { idempotencyKey: "pay_1" });
  expect(await world.sent()).toMatchObject([{ channel: "email", subject: "Thank you, Ann!" }]);
  const { rows } = await pool().query("select kind, status from contacts where workspace_id = $1", [
    world.workspaceId,
  ]);
  expect(rows).toEqual([{ kind: "customer", status: "customer" }]);
  await world.until("2026-04-09T16:59:00.000Z");
  expect(await world.tasks()).toEqual([]);
  await world.until("2026-04-09T17:01:00.000Z");
  expect(await world.tasks()).toMatchObject([{ title: "Offer Ann Lee what fits next" }]);
});

test("a second payment is thanked for, and brings no second task; a later one does", async () => {
  const world = await templateWorld("payment-follow-up", TUESDAY);
  await world.happens("payment.received", paid);
  await world.hours(48);
  await world.happens("payment.received", { ...paid, payment_id: "pay_2", order_id: "order_2" });
  await world.until("2026-06-01T17:00:00.000Z");
  expect(await world.sent()).toHaveLength(2);
  expect(await world.tasks()).toHaveLength(1);
  await world.happens("payment.received", { ...paid, payment_id: "pay_3", order_id: "order_3" });
  await world.until("2026-08-01T17:00:00.000Z");
  expect(await world.tasks()).toHaveLength(2);
});

test("after a refund, or with a complaint open, nobody is asked to buy more", async () => {
  const world = await templateWorld("payment-follow-up", TUESDAY);
  await world.happens("payment.received", paid);
  await world.hours(24);
  await world.happens("order.status_changed", { ...ann, order_id: "order_1", status: "refunded" });
  const bob = { email: "bob@example.com", name: "Bob" };
  await world.happens("payment.received", { ...paid, ...bob, phone: undefined, order_id: "order_9" });
  await world.knows(bob.email, { tags: ["upsell planned", "open complaint"] });
  await world.until("2026-06-01T17:00:00.000Z");
  expect(await world.tasks()).toEqual([]);
  expect((await world.runs()).map(({ reason }) => reason)).toEqual([
    "the order was refunded",
    "the customer is not content: no offer",
  ]);
});
