import * as z from "zod";
import { centsFor, parseDecimal } from "../decimal";
import { listRoute, type Route, route } from "../http/route";
import type { JsonObject } from "../json";
import type { InvoiceItem, InvoiceLine } from "../state";
import { missing, refused } from "../stripe-failure";
import type { World } from "../world";
import { created, isWithin, mergedMetadata, metadataChange, newestFirst, nothing } from "./inputs";

const createInput = z.strictObject({
  customer: z.string(),
  currency: z.string().optional(),
  amount: z.number().int().optional(),
  quantity: z.number().int().min(0).optional(),
  unit_amount_decimal: z.string().optional(),
  description: z.string().optional(),
  invoice: z.string().optional(),
  subscription: z.string().optional(),
  period: z.strictObject({ start: z.number(), end: z.number() }).optional(),
  metadata: metadataChange.optional(),
});
const listInput = z.strictObject({
  customer: z.string().optional(),
  invoice: z.string().optional(),
  pending: z.boolean().optional(),
  created: created.optional(),
});

export const invoiceItemRoutes: Route[] = [
  route("POST", "/v1/invoiceitems", createInput, (world, input) => {
    const now = world.now();
    const id = world.id("ii");
    const invoice = input.invoice ? world.invoice(input.invoice) : null;
    if (invoice && invoice.status !== "draft")
      throw refused(
        "This invoice is no longer editable: it is finalized.",
        "invoice",
        "invoice_not_editable",
      );
    const line: InvoiceLine = {
      ...pricedLine(input),
      id: world.id("il"),
      description: input.description ?? "",
      price: null,
      period: input.period ?? { start: now, end: now },
      proration: false,
      subscriptionItem: null,
      invoiceItem: id,
      metadata: mergedMetadata({}, input.metadata),
      usage: null,
    };
    const item: InvoiceItem = {
      id,
      created: now,
      customer: world.customer(input.customer).id,
      subscription: input.subscription ? world.subscription(input.subscription).id : null,
      invoice: invoice?.id ?? null,
      line,
      currency: input.currency ?? "usd",
      deleted: false,
    };
    world.invoiceItems.set(id, item);
    invoice?.lines.push(line);
    return invoiceItemObject(item);
  }),
  route("GET", "/v1/invoiceitems/{id}", nothing, (world, _, id) => invoiceItemObject(existing(world, id))),
  listRoute("/v1/invoiceitems", listInput, (world, input) =>
    newestFirst(world.invoiceItems)
      .filter((item) => !item.deleted && isWithin(item.created, input.created))
      .filter(({ customer }) => !input.customer || customer === input.customer)
      .filter(({ invoice }) => !input.invoice || invoice === input.invoice)
      .filter(({ invoice }) => input.pending === undefined || input.pending === (invoice === null))
      .map(invoiceItemObject),
  ),
  route("DELETE", "/v1/invoiceitems/{id}", nothing, (world, _, id) => {
    const item = existing(world, id);
    const invoice = item.invoice ? world.invoice(item.invoice) : null;
    if (invoice && invoice.status !== "draft")
      throw refused(
        "You cannot delete an invoice item that is attached to an invoice that is no longer editable.",
      );
    if (invoice) invoice.lines = invoice.lines.filter(({ invoiceItem }) => invoiceItem !== id);
    item.deleted = true;
    return { id, object: "invoiceitem", deleted: true };
  }),
];

function existing(world: World, id: string): InvoiceItem {
  const item = world.invoiceItems.get(id);
  if (!item || item.deleted) throw missing("invoiceitem", id, "invoiceitem");
  return item;
}

/** An amount, or a quantity of something with a price of its own. */
function pricedLine({ amount, quantity, unit_amount_decimal: unit }: z.output<typeof createInput>) {
  if (amount !== undefined && unit !== undefined)
    throw refused(
      "You may only specify one of these parameters: amount, unit_amount_decimal.",
      "amount",
      "parameters_exclusive",
    );
  if (unit === undefined) {
    if (amount === undefined)
      throw refused("You must specify an `amount` or a price.", "amount", "parameter_missing");
    return { quantity: 1, unitAmountDecimal: String(amount), amount };
  }
  try {
    parseDecimal(unit);
  } catch {
    throw refused("Invalid decimal; must have at most 12 decimal places.", "unit_amount_decimal");
  }
  return { quantity: quantity ?? 1, unitAmountDecimal: unit, amount: centsFor(unit, quantity ?? 1) };
}

function invoiceItemObject(item: InvoiceItem): JsonObject {
  const { line } = item;
  return {
    id: item.id,
    object: "invoiceitem",
    amount: line.amount,
    currency: item.currency,
    customer: item.customer,
    customer_account: null,
    date: item.created,
    description: line.description || null,
    discountable: !line.proration,
    discounts: [],
    invoice: item.invoice,
    livemode: false,
    metadata: line.metadata,
    net_amount: line.amount,
    parent: item.subscription
      ? {
          subscription_details: {
            subscription: item.subscription,
            subscription_item: line.subscriptionItem ?? undefined,
          },
          type: "subscription_details",
        }
      : null,
    period: line.period,
    // Only what has a price names one: an item by hand has an amount of its own.
    pricing: line.price ? { type: "price_details", unit_amount_decimal: line.unitAmountDecimal } : null,
    proration: line.proration,
    quantity: line.quantity,
    quantity_decimal: String(line.quantity),
    tax_rates: [],
    test_clock: null,
  };
}
