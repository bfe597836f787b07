/** What records of the shop do in the database: events with their cause, statuses, stock, and requests that come twice. */
import { beforeEach, describe, expect, test } from "vitest";
import { newId } from "@/server/db/id";
import { inTransaction, pool } from "@/server/db/pool";
import { newAppointmentSchema } from "@/server/domain/appointment";
import { newOrderSchema } from "@/server/domain/order";
import { newPaymentSchema } from "@/server/domain/payment";
import { newProductSchema } from "@/server/domain/product";
import { newQuoteSchema } from "@/server/domain/quote";
import type { WorkspaceId } from "@/server/domain/workspace";
import { changeAppointment, createAppointment } from "@/server/records/appointment";
import { changeOrderStatus, createOrder } from "@/server/records/order";
import { createPayment } from "@/server/records/payment";
import { createProduct } from "@/server/records/product";
import { changeQuote, createQuote } from "@/server/records/quote";
import { adjustStock } from "@/server/records/stock";
import { refusalOf } from "../fixtures/refusal";
import { newWorkspace } from "./support/new-workspace";

const cause = { source: "api" };
let workspaceId: WorkspaceId;
beforeEach(async () => {
  workspaceId = await newWorkspace();
});

const product = (data: object, requestKey?: string) =>
  inTransaction((tx) => createProduct(tx, workspaceId, newProductSchema.parse(data), { requestKey }));
const order = (data: object, requestKey?: string) =>
  inTransaction((tx) => createOrder(tx, workspaceId, newOrderSchema.parse(data), cause, { requestKey }));
const move = (id: string, status: "paid" | "shipped" | "completed" | "cancelled" | "refunded" | "pending") =>
  inTransaction((tx) => changeOrderStatus(tx, workspaceId, id, status, cause));
const pay = (data: object) =>
  inTransaction((tx) => createPayment(tx, workspaceId, newPaymentSchema.parse(data), cause));
const book = (data: object) =>
  inTransaction((tx) => createAppointment(tx, workspaceId, newAppointmentSchema.parse(data), cause));
const adjust = (id: string, change: Parameters<typeof adjustStock>[3]) =>
  inTransaction((tx) => adjustStock(tx, workspaceId, id, change));

type EventRow = {
  type: string;
  subject: string | null;
  contact_id: string | null;
  payload: Record<string, unknown>;
};
async function events(): Promise<EventRow[]> {
  const { rows } = await pool().query<EventRow>(
    "select type, subject, contact_id, payload from events where workspace_id = $1 order by id",
    [workspaceId],
  );
  return rows;
}
const types = async () => (await events()).map(({ type }) => type);

describe("products", () => {
  test("are kept in the smallest unit of their currency", async () => {
    const { record: shirt } = await product({
      name: "New Product",
      price: 29.99,
      description: "Auto-created product",
    });
    expect(shirt).toMatchObject({ price: 2999, currency: "usd", stock: null, status: "active" });
    expect((await product({ name: "Sake", price: "1500", currency: "JPY" })).record).toMatchObject({
      price: 1500,
      currency: "jpy",
    });
  });

  test("are made once for an id, and once for a request", async () => {
    const first = await product({ id: "prod_1", name: "Tee", price: 1 });
    expect(await product({ external_id: "prod_1", name: "Other", price: 2 })).toEqual({
      made: "existing",
      record: first.record,
    });
    const key = newId();
    const [one, two] = await Promise.all([
      product({ name: "Cap", price: 3 }, key),
      product({ name: "Cap", price: 3 }, key),
    ]);
    expect(one.record.id).toBe(two.record.id);
    expect([one.made, two.made].sort()).toEqual(["created", "repeated"]);
  });

  test("have a SKU of their own for as long as they are sold", async () => {
    await product({ name: "Tee", price: 1, sku: "TEE-M" });
    expect(await refusalOf(product({ name: "Tea", price: 1, sku: "tee-m" }))).toMatchObject({
      code: "conflict",
    });
    expect((await product({ name: "Old", price: 1, sku: "tee-m", status: "archived" })).made).toBe("created");
  });
});

describe("stock", () => {
  test("never goes below zero however many take from it at once", async () => {
    const { record } = await product({ name: "Tee", price: 1, stock: 5 });
    const taken = await Promise.allSettled(Array.from({ length: 12 }, () => adjust(record.id, { by: -1 })));
    expect(taken.filter(({ status }) => status === "fulfilled")).toHaveLength(5);
    expect((await adjust(record.id, { by: 0 })).product.stock).toBe(0);
  });

  test("goes below when that is allowed, is set when it was counted, and begins at nothing", async () => {
    const { record } = await product({ name: "Tee", price: 1, sku: "TEE" });
    expect(await refusalOf(adjust("TEE", { by: -1 }))).toMatchObject({
      message: expect.stringContaining("not counted"),
    });
    expect(await adjust("TEE", { by: 4 })).toMatchObject({ before: null, product: { stock: 4 } });
    expect(await adjust(record.id, { by: -6, mayGoBelowZero: true })).toMatchObject({
      before: 4,
      product: { stock: -2 },
    });
    expect((await adjust(record.id, { to: 9 })).product.stock).toBe(9);
  });
});

describe("orders", () => {
  test("take name and price of products, add up, and tell of whose they are", async () => {
    const { record: tee } = await product({ id: "tee", name: "T-shirt", price: 64.95, sku: "TEE-M" });
    const { record } = await order({
      ...{ id: "order_1001", customer_id: "cust_123", email: "John@Example.com", name: "John Doe" },
      items: [
        { product_id: "tee", quantity: 2 },
        { name: "Gift wrap", price: 5 },
      ],
      ...{ shipping: 4.9, discount: 10 },
    });
    expect(record).toMatchObject({
      ...{ status: "pending", subtotal: 13490, shipping: 490, discount: 1000, total: 12980 },
      contact: { externalId: "cust_123", email: "john@example.com", name: "John Doe" },
      items: [
        { productId: tee.id, sku: "TEE-M", name: "T-shirt", quantity: 2, price: 6495 },
        { productId: null, sku: null, name: "Gift wrap", quantity: 1, price: 500 },
      ],
    });
    expect(await events()).toMatchObject([
      {
        type: "order.created",
        subject: "email:john@example.com",
        contact_id: record.contact?.id,
        payload: {
          ...{ order_id: "order_1001", customer_id: "cust_123", email: "john@example.com", name: "John Doe" },
          ...{ total: 129.8, currency: "usd", status: "pending" },
        },
      },
    ]);
  });

  test("go only where their status leads, and tell of each step once", async () => {
    const { record } = await order({ total: 20, email: "a@b.co" });
    expect((await move(record.id, "paid")).order.paidAt).toEqual(expect.any(Date));
    expect((await move(record.id, "paid")).changed).toBe(false);
    await move(record.id, "shipped");
    await move(record.id, "completed");
    expect(await refusalOf(move(record.id, "pending"))).toMatchObject({
      code: "conflict",
      message: "The order is completed and cannot become pending. From here it can become refunded.",
    });
    expect(await types()).toEqual([
      "order.created",
      ...["order.status_changed", "order.status_changed", "order.status_changed"],
      "order.completed",
    ]);
    expect((await events())[1]?.payload).toMatchObject({ status: "paid", previous_status: "pending" });
  });

  test("of two changes at once the second sees the first", async () => {
    const { record } = await order({ total: 20 });
    const both = await Promise.allSettled([move(record.id, "cancelled"), move(record.id, "completed")]);
    expect(both.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect((await types()).filter((type) => type === "order.status_changed")).toHaveLength(1);
  });

  test("need items that can be priced, in one currency", async () => {
    await product({ id: "euro", name: "Euro tee", price: 5, currency: "eur" });
    expect(await refusalOf(order({}))).toMatchObject({ code: "invalid" });
    expect(await refusalOf(order({ items: [{ product_id: "nobody" }] }))).toMatchObject({ code: "invalid" });
    expect(await refusalOf(order({ items: [{ name: "Thing" }] }))).toMatchObject({ code: "invalid" });
    expect(await refusalOf(order({ currency: "usd", items: [{ product_id: "euro" }] }))).toMatchObject({
      message: expect.stringContaining("Send a price"),
    });
    expect(
      (await order({ items: [{ name: "Wrap", price: 1 }, { product_id: "euro" }] })).record,
    ).toMatchObject({
      currency: "eur",
      total: 600,
    });
    expect(await types()).toEqual(["order.created"]);
  });

  test("the same order posted at once by two is placed once", async () => {
    const made = await Promise.all([1, 2, 3].map(() => order({ id: "order_9", total: 5, email: "a@b.co" })));
    expect(new Set(made.map(({ record }) => record.id)).size).toBe(1);
    expect(await types()).toEqual(["order.created"]);
  });
});

describe("payments", () => {
  test("that reach an order's total make it paid", async () => {
    const { record } = await order({ id: "order_1", total: 50, email: "a@b.co" });
    await pay({ order_id: "order_1", amount: 20, id: "pay_1" });
    await pay({ order_id: record.id, amount: 30, status: "failed", reason: "card_declined" });
    expect(await types()).toEqual(["order.created", "payment.received", "payment.failed"]);
    const { record: last } = await pay({ order_id: "order_1", amount: 30 });
    expect(last).toMatchObject({ currency: "usd", contact: { email: "a@b.co" } });
    const told = await events();
    expect(told.slice(3).map(({ type }) => type)).toEqual(["payment.received", "order.status_changed"]);
    expect(told[1]).toMatchObject({
      subject: "email:a@b.co",
      payload: { payment_id: "pay_1", order_id: "order_1", amount: 20, currency: "usd", email: "a@b.co" },
    });
  });

  test("two halves at once leave the order paid", async () => {
    await order({ id: "order_1", total: 50 });
    await Promise.all([pay({ order_id: "order_1", amount: 25 }), pay({ order_id: "order_1", amount: 25 })]);
    expect((await types()).filter((type) => type === "order.status_changed")).toHaveLength(1);
  });
});

describe("quotes", () => {
  test("tell when they are sent and what became of them", async () => {
    const quote = newQuoteSchema.parse({ id: "quote_12", amount: 450, email: "a@b.co", status: "draft" });
    const change = (status: "sent" | "accepted" | "declined") =>
      inTransaction((tx) => changeQuote(tx, workspaceId, "quote_12", { status }, cause));
    await inTransaction((tx) => createQuote(tx, workspaceId, quote, cause));
    expect(await types()).toEqual([]);
    await change("sent");
    expect(await change("accepted")).toMatchObject({ amount: 45000, decidedAt: expect.any(Date) });
    expect(await refusalOf(change("declined"))).toMatchObject({ code: "conflict" });
    expect(await types()).toEqual(["quote.sent", "quote.accepted"]);
  });
});

describe("appointments", () => {
  test("begin at the wall clock of their zone, on both sides of a change of the clock", async () => {
    const at = async (starts_at: string, timezone: string) =>
      (await book({ starts_at, timezone })).record.startsAt.toISOString();
    expect(await at("2026-03-28T09:00", "Europe/Berlin")).toBe("2026-03-28T08:00:00.000Z");
    expect(await at("2026-03-30T09:00", "Europe/Berlin")).toBe("2026-03-30T07:00:00.000Z");
    expect(await at("2026-03-30T09:00:00+02:00", "America/New_York")).toBe("2026-03-30T07:00:00.000Z");
  });

  test("tell of what becomes of them; a new start keeps the length", async () => {
    const { record } = await book({
      id: "appt_7",
      starts_at: "2026-03-12T15:00:00Z",
      duration_minutes: 45,
      phone: "+14155550100",
    });
    const change = (data: Parameters<typeof changeAppointment>[3]) =>
      inTransaction((tx) => changeAppointment(tx, workspaceId, "appt_7", data, cause));
    expect((await change({ starts_at: "2026-03-13T15:00:00Z" })).endsAt.toISOString()).toBe(
      "2026-03-13T15:45:00.000Z",
    );
    await change({ title: "Second look" });
    await change({ status: "cancelled", reason: "customer asked" });
    expect(await refusalOf(change({ status: "completed" }))).toMatchObject({ code: "conflict" });
    expect(await refusalOf(change({ starts_at: "2026-04-13T15:00:00Z" }))).toMatchObject({
      code: "conflict",
    });
    await change({ status: "booked", starts_at: "2026-04-13T15:00:00Z" });
    await change({ status: "no_show" });
    const told = await events();
    expect(told.map(({ type }) => type)).toEqual([
      ...["appointment.booked", "appointment.rescheduled", "appointment.cancelled", "appointment.booked"],
      "appointment.no_show",
    ]);
    expect(told[1]?.payload).toMatchObject({
      appointment_id: "appt_7",
      previous_starts_at: record.startsAt.toISOString(),
    });
    expect(told[2]?.payload).toMatchObject({ reason: "customer asked", phone: "+14155550100" });
    expect(new Set(told.map(({ contact_id }) => contact_id))).toEqual(new Set([record.contact?.id]));
  });

  test("end after they start", async () => {
    expect(
      await refusalOf(book({ starts_at: "2026-03-12T15:00:00Z", ends_at: "2026-03-12T14:00:00Z" })),
    ).toMatchObject({ code: "invalid" });
    expect(await types()).toEqual([]);
  });
});
