import type { Json, JsonObject } from "../json";
import { priceObject, productObject } from "../objects/catalogue-objects";
import { checkoutLineItemsObject, checkoutSessionObject } from "../objects/checkout-object";
import { customerObject, paymentMethodObject, taxIdObject } from "../objects/customer-object";
import { invoiceObject, invoicePaymentsObject } from "../objects/invoice-object";
import { listObject } from "../objects/list-object";
import { scheduleObject, subscriptionObject } from "../objects/subscription-object";
import { refused } from "../stripe-failure";
import type { World } from "../world";

const MAX_DEPTH = 4;

/** Replaces ids by the objects they name, along paths such as "latest_invoice.payments" or "data.customer". */
export function expand(world: World, body: JsonObject, paths: string[]): void {
  for (const path of paths) {
    const fields = path.split(".");
    if (fields.length > MAX_DEPTH)
      throw refused(`You cannot expand more than ${MAX_DEPTH} levels of a property.`);
    walk(world, body, fields, path);
  }
}

function walk(world: World, at: JsonObject, [field, ...rest]: string[], path: string): void {
  if (field === undefined) return;
  const value = at[field] ?? included(world, at, field);
  if (value === null) return;
  if (value === undefined)
    throw refused(
      `This property cannot be expanded (${field}). You may want to try expanding '${path}' differently.`,
      "expand[0]",
    );
  const whole = typeof value === "string" ? named(world, value) : value;
  if (!whole) throw refused(`This property cannot be expanded (${field}).`, "expand[0]");
  at[field] = whole;
  for (const each of Array.isArray(whole) ? whole : [whole])
    if (isObject(each)) walk(world, each, rest, path);
}

/** Fields that are there only when they are asked for. */
function included(world: World, at: JsonObject, field: string): Json | undefined {
  const id = String(at.id);
  switch (`${at.object}.${field}`) {
    case "invoice.payments":
      return invoicePaymentsObject(world, world.invoice(id));
    case "checkout.session.line_items":
      return checkoutLineItemsObject(world, world.checkoutSession(id));
    case "customer.subscriptions":
      return listObject(
        [...world.subscriptions.values()]
          .filter(({ customer, status }) => customer === id && status !== "canceled")
          .map((subscription) => subscriptionObject(world, subscription)),
        `/v1/customers/${id}/subscriptions`,
      );
    case "customer.tax_ids":
      return listObject(
        [...world.taxIds.values()].filter(({ customer }) => customer === id).map(taxIdObject),
        `/v1/customers/${id}/tax_ids`,
      );
  }
  return undefined;
}

function named(world: World, id: string): JsonObject | undefined {
  const [, prefix = ""] = /^(sub_sched|[a-z]+)_/.exec(id) ?? [];
  switch (prefix) {
    case "cus":
      return customerObject(world, world.customer(id));
    case "pm":
      return paymentMethodObject(world.paymentMethod(id));
    case "prod":
      return productObject(world.product(id));
    case "price":
      return priceObject(world.price(id));
    case "sub":
      return subscriptionObject(world, world.subscription(id));
    case "sub_sched":
      return scheduleObject(world, world.schedule(id));
    case "in":
      return invoiceObject(world, world.invoice(id));
    case "cs":
      return checkoutSessionObject(world, world.checkoutSession(id));
  }
  return undefined;
}

const isObject = (value: Json): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);
