/** Products, orders, payments, quotes and appointments as they are posted, read and changed. */
import { beforeAll, describe, expect, test } from "vitest";
import * as appointmentRoute from "@/app/api/appointments/[id]/route";
import * as appointmentsRoute from "@/app/api/appointments/route";
import * as orderRoute from "@/app/api/orders/[id]/route";
import * as statusRoute from "@/app/api/orders/[id]/status/route";
import * as ordersRoute from "@/app/api/orders/route";
import * as paymentRoute from "@/app/api/payments/[id]/route";
import * as paymentsRoute from "@/app/api/payments/route";
import * as productRoute from "@/app/api/products/[id]/route";
import * as productsRoute from "@/app/api/products/route";
import * as quoteRoute from "@/app/api/quotes/[id]/route";
import * as quotesRoute from "@/app/api/quotes/route";
import { pool } from "@/server/db/pool";
import { call, fieldsOf, type Handlers, type KeyHolder, newKeyHolder, type Sent } from "./support/rest";

let holder: KeyHolder;
beforeAll(async () => {
  holder = await newKeyHolder(["crm:write"]);
});

const send = (route: Handlers, sent: Sent) =>
  call(route, { ...sent, headers: { ...holder.bearer, ...sent.headers } });
const post = (route: Handlers, body: object, headers: Sent["headers"] = {}) => send(route, { body, headers });
const read = (route: Handlers, id: unknown) => send(route, { method: "GET", params: { id: String(id) } });
const change = (route: Handlers, id: unknown, body: object, method = "PATCH") =>
  send(route, { method, params: { id: String(id) }, body });

async function eventsOf(type: string): Promise<{ source: string; payload: Record<string, unknown> }[]> {
  const { rows } = await pool().query(
    "select source, payload from events where workspace_id = $1 and type = $2 order by id",
    [holder.person.workspace.id, type],
  );
  return rows;
}

describe("products", () => {
  test("are posted as documents say it, and answered with a price in major units", async () => {
    const { status, headers, body } = await post(productsRoute, {
      name: "New Product",
      price: 29.99,
      description: "Auto-created product",
    });
    expect(status).toBe(201);
    expect(headers.get("location")).toBe(`/api/products/${body.id}`);
    expect(body).toMatchObject({
      ...{ external_id: null, name: "New Product", price: 29.99, currency: "usd", sku: null, stock: null },
      ...{ description: "Auto-created product", status: "active" },
    });
    expect((await read(productRoute, body.id)).body).toEqual(body);
  });

  test("are found by their own id, and posted with it once", async () => {
    const { body } = await post(productsRoute, { id: "prod_1", name: "Tee", price: "12.50" });
    expect((await read(productRoute, "prod_1")).body).toEqual(body);
    const again = await post(productsRoute, { external_id: "prod_1", name: "Other", price: 1 });
    expect(again).toMatchObject({ status: 409, body: { existing_id: body.id } });
  });

  test("the same Idempotency-Key is the same request", async () => {
    const headers = { "idempotency-key": "make-a-cap" };
    const first = await post(productsRoute, { name: "Cap", price: 3 }, headers);
    const second = await post(productsRoute, { name: "Cap", price: 3 }, headers);
    expect([first.status, second.status]).toEqual([201, 201]);
    expect(second.body).toEqual(first.body);
  });

  test.each(["PUT", "PATCH"])("%s keeps what it leaves out", async (method) => {
    const { body } = await post(productsRoute, { name: "Mug", price: 8, sku: `MUG-${method}`, stock: 4 });
    const payload = { id: body.id, price: 9.5 };
    const changed = await change(productRoute, body.id, payload, method);
    expect(changed).toMatchObject({
      status: 200,
      body: { name: "Mug", price: 9.5, stock: 4, sku: `MUG-${method}` },
    });
    expect(await change(productRoute, body.id, {}, method)).toMatchObject({ status: 422 });
  });

  test("DELETE archives, and a status brings it back", async () => {
    const { body } = await post(productsRoute, { name: "Old lamp", price: 8 });
    expect((await send(productRoute, { method: "DELETE", params: { id: String(body.id) } })).status).toBe(
      204,
    );
    expect((await read(productRoute, body.id)).body.status).toBe("archived");
    const list = async (query: string) =>
      (await send(productsRoute, { method: "GET", path: `/api/products?q=lamp${query}` })).body.products;
    expect(await list("")).toEqual([]);
    expect(await list("&status=archived")).toHaveLength(1);
    await change(productRoute, body.id, { status: "active" });
    expect(await list("")).toHaveLength(1);
  });

  test("a list has pages, whose cursor is its own", async () => {
    for (const name of ["Page one", "Page two", "Page three"]) await post(productsRoute, { name, price: 1 });
    const page = (query: string) =>
      send(productsRoute, { method: "GET", path: `/api/products?q=page&limit=2${query}` });
    const first = await page("");
    expect(first.body.products).toMatchObject([{ name: "Page three" }, { name: "Page two" }]);
    const second = await page(`&cursor=${first.body.next_cursor}`);
    expect(second.body).toMatchObject({ products: [{ name: "Page one" }], next_cursor: null });
    expect((await page("&cursor=nonsense")).status).toBe(422);
  });

  test("say what is wrong with them, all at once", async () => {
    const refused = await post(productsRoute, { price: -1, currency: "gold", stock: 1.5 });
    expect(refused.status).toBe(422);
    expect(fieldsOf(refused).sort()).toEqual(["currency", "name", "price", "stock"]);
  });
});

describe("orders", () => {
  test("are placed for somebody new, paid, and moved on under both verbs", async () => {
    const { status, body } = await post(ordersRoute, {
      id: "order_1001",
      customer: { id: "cust_9", email: "mia@example.com", name: "Mia" },
      items: [{ name: "T-shirt", quantity: 2, price: 64.95 }],
    });
    expect(status).toBe(201);
    expect(body).toMatchObject({
      status: "pending",
      total: 129.9,
      customer_id: "cust_9",
      customer_name: "Mia",
    });
    const paid = await post(paymentsRoute, {
      order_id: "order_1001",
      amount: 129.9,
      id: "pay_1",
      method: "card",
    });
    expect(paid).toMatchObject({
      status: 201,
      body: { status: "received", order_id: body.id, customer_id: "cust_9" },
    });
    expect((await read(paymentRoute, "pay_1")).body).toEqual(paid.body);
    expect((await read(orderRoute, "order_1001")).body.status).toBe("paid");
    expect((await change(statusRoute, "order_1001", { status: "fulfilled" }, "PUT")).body.status).toBe(
      "shipped",
    );
    expect((await change(statusRoute, body.id, { status: "completed" })).body.status).toBe("completed");
    expect(await change(statusRoute, body.id, { status: "pending" })).toMatchObject({ status: 409 });
    expect(await change(statusRoute, body.id, { status: "lost" })).toMatchObject({ status: 422 });
    expect(await eventsOf("order.completed")).toMatchObject([
      { source: "api", payload: { order_id: "order_1001", email: "mia@example.com", total: 129.9 } },
    ]);
    const list = await send(ordersRoute, { method: "GET", path: "/api/orders?status=completed&q=mia" });
    expect(list.body).toMatchObject({ orders: [{ external_id: "order_1001" }], next_cursor: null });
    const payments = await send(paymentsRoute, { method: "GET", path: "/api/payments?order_id=order_1001" });
    expect(payments.body.payments).toHaveLength(1);
  });

  test("an order nobody made is a 404, and one that names nobody known a 422", async () => {
    expect((await read(orderRoute, "nobody")).status).toBe(404);
    expect((await change(statusRoute, "nobody", { status: "paid" })).status).toBe(404);
    expect(await post(ordersRoute, { total: 1, contact: "nobody" })).toMatchObject({ status: 422 });
    expect(await post(paymentsRoute, { amount: 1, order_id: "nobody" })).toMatchObject({ status: 422 });
  });
});

describe("quotes", () => {
  test("are sent and accepted", async () => {
    const { status, body } = await post(quotesRoute, {
      id: "quote_12",
      amount: 450,
      email: "mia@example.com",
    });
    expect([status, body.status, body.sent_at]).toEqual([201, "sent", body.created_at]);
    expect((await change(quoteRoute, "quote_12", { status: "accepted" })).body.status).toBe("accepted");
    expect((await read(quoteRoute, body.id)).body.decided_at).toEqual(expect.any(String));
    expect(await eventsOf("quote.sent")).toMatchObject([{ payload: { quote_id: "quote_12", amount: 450 } }]);
    const list = await send(quotesRoute, { method: "GET", path: "/api/quotes?status=accepted" });
    expect(list.body.quotes).toHaveLength(1);
  });
});

describe("appointments", () => {
  test("are booked, moved and cancelled", async () => {
    const { status, body } = await post(appointmentsRoute, {
      ...{ id: "appt_7", title: "Consultation", starts_at: "2026-07-12T15:00", timezone: "Europe/Berlin" },
      ...{ phone: "+14155550100", location: "Video call" },
    });
    expect(status).toBe(201);
    expect(body).toMatchObject({
      starts_at: "2026-07-12T13:00:00.000Z",
      ends_at: "2026-07-12T13:30:00.000Z",
    });
    const moved = await change(appointmentRoute, "appt_7", { starts_at: "2026-07-13T15:00" });
    expect(moved.body).toMatchObject({ starts_at: "2026-07-13T13:00:00.000Z", status: "booked" });
    const cancelled = await change(appointmentRoute, body.id, { status: "cancelled", reason: "ill" }, "PUT");
    expect(cancelled.body).toMatchObject({ status: "cancelled", reason: "ill" });
    expect((await read(appointmentRoute, "appt_7")).body).toEqual(cancelled.body);
    expect(await eventsOf("appointment.rescheduled")).toHaveLength(1);
    const path = "/api/appointments?from=2026-07-13T00:00:00Z&until=2026-07-14T00:00:00Z&status=cancelled";
    expect((await send(appointmentsRoute, { method: "GET", path })).body.appointments).toHaveLength(1);
    expect(await post(appointmentsRoute, { starts_at: "2026-07-12" })).toMatchObject({ status: 422 });
  });
});
