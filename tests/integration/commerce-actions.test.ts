/** Steps that act on the shop: what they take and give, what they refuse in words, and whose run causes what. */
import { beforeEach, describe, expect, test } from "vitest";
import { pool } from "@/server/db/pool";
import type { WorkspaceId } from "@/server/domain/workspace";
import { findAction } from "@/server/integrations/registry";
import { actionError, runAction } from "./support/action";
import { driveAll, makeWorkspace, publish, readRun, runsOf, send } from "./support/engine";
import { newWorkspace } from "./support/new-workspace";

let workspaceId: WorkspaceId;
beforeEach(async () => {
  workspaceId = await newWorkspace();
});
const run = (key: string, input: object) => runAction(findAction(key), workspaceId, input);

describe("products", () => {
  test("create_product takes what documents send", async () => {
    const payload = { name: "New Product", price: 29.99, description: "Auto-created product" };
    const output = await run("create_product", payload);
    expect(output).toMatchObject({ ...payload, currency: "usd", status: "active", created: true });
    expect(output).toMatchObject({ product_id: expect.any(String) });
  });

  test("create_product with the same id of its own answers the first", async () => {
    const first = await run("create_product", { id: "p1", name: "Tee", price: "12.50" });
    const { product_id } = { product_id: "", ...Object(first) };
    expect(await run("create_product", { id: "p1", name: "Other", price: 1 })).toMatchObject({
      ...{ product_id, name: "Tee", price: 12.5, created: false },
    });
    expect(await run("update_product", { id: "p1", price: 14 })).toMatchObject({ product_id, price: 14 });
    expect(await run("delete_product", { product_id: "p1" })).toMatchObject({ status: "archived" });
  });

  test("adjust_inventory says in words what cannot be taken", async () => {
    await run("create_product", { id: "p1", name: "Tee", price: 1, stock: 3, sku: "TEE" });
    expect(await run("adjust_inventory", { sku: "TEE", change: "-2" })).toMatchObject({
      previous_stock: 3,
      stock: 1,
    });
    expect(await actionError(run("adjust_inventory", { product_id: "p1", change: -2 }))).toMatchObject({
      code: "not_enough_stock",
      message:
        "Stock not changed: “Tee” has 1 in stock, which is not enough to take 2. Take less, or let it go below zero.",
      retryable: false,
    });
    expect(
      await run("adjust_inventory", { product_id: "p1", change: -2, allow_negative: true }),
    ).toMatchObject({ stock: -1 });
    expect(await run("adjust_inventory", { product_id: "p1", stock: 8 })).toMatchObject({ stock: 8 });
    expect(await actionError(run("adjust_inventory", { product_id: "p1" }))).toMatchObject({
      code: "invalid_input",
    });
    expect(await actionError(run("adjust_inventory", { product_id: "p2", change: 1 }))).toMatchObject({
      code: "product_not_found",
    });
  });
});

describe("orders and appointments", () => {
  test("an order is placed once and moved on", async () => {
    const order = {
      id: "o1",
      customer_email: "a@b.co",
      customer_name: "Ann",
      items: '[{"name":"Tee","price":5}]',
    };
    expect(await run("create_order", order)).toMatchObject({ total: 5, customer_name: "Ann", created: true });
    expect(await run("create_order", order)).toMatchObject({ created: false });
    expect(await run("update_order_status", { id: "o1", status: "paid" })).toMatchObject({
      ...{ status: "paid", previous_status: "pending", changed: true },
    });
    expect(
      await actionError(run("update_order_status", { order_id: "o1", status: "pending" })),
    ).toMatchObject({
      code: "status_not_possible",
    });
    expect(await actionError(run("update_order_status", { order_id: "o2", status: "paid" }))).toMatchObject({
      code: "order_not_found",
    });
  });

  test("an appointment is booked, moved and cancelled", async () => {
    const booked = await run("create_appointment", {
      id: "a1",
      starts_at: "2026-07-12T15:00",
      timezone: "Europe/Berlin",
    });
    expect(booked).toMatchObject({
      title: "Appointment",
      starts_at: "2026-07-12T13:00:00.000Z",
      created: true,
    });
    expect(await run("update_appointment", { id: "a1", starts_at: "2026-07-13T15:00" })).toMatchObject({
      ends_at: "2026-07-13T13:30:00.000Z",
    });
    expect(await run("cancel_appointment", { appointment_id: "a1", reason: "ill" })).toMatchObject({
      ...{ status: "cancelled", reason: "ill" },
    });
  });
});

test("a flow orders for the contact of its run, and its order starts another flow, one deeper", async () => {
  const workspace = await makeWorkspace();
  await publish(workspace, {
    name: "Order a gift",
    trigger: { type: "event", event_types: ["customer.created"] },
    steps: [
      {
        id: "order",
        type: "action",
        action_type: "create_order",
        config: { items: [{ name: "Gift", price: 0 }], note: "For {{trigger.name}}" },
      },
    ],
  });
  await publish(workspace, {
    name: "Ship it",
    trigger: { type: "event", event_types: ["order.created"] },
    steps: [
      {
        id: "ship",
        type: "action",
        action_type: "update_order_status",
        config: { order_id: "{{trigger.order_id}}", status: "shipped" },
      },
    ],
  });
  await send(workspace, "customer.created", { customer_id: "c1", email: "ann@example.com", name: "Ann" });
  await driveAll(workspace);
  const runs = await runsOf(workspace);
  expect(runs.map(({ status, depth }) => [status, depth])).toEqual([
    ["completed", 0],
    ["completed", 1],
  ]);
  expect(runs[1]?.contact_id).toBe(runs[0]?.contact_id);
  expect((await readRun(runs[1]?.id ?? "")).steps.ship?.result).toMatchObject({ status: "shipped" });
  const { rows } = await pool().query("select status, note, contact_id from orders where workspace_id = $1", [
    workspace,
  ]);
  expect(rows).toEqual([{ status: "shipped", note: "For Ann", contact_id: runs[0]?.contact_id }]);
});
