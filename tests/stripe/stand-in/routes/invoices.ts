import * as z from "zod";
import { listRoute, type Route, route } from "../http/route";
import {
  cardDeclined,
  collectInvoice,
  finalizeInvoice,
  markPaid,
  openInvoice,
  voidInvoice,
} from "../life/invoice-life";
import { linesOf } from "../life/invoice-lines";
import { invoiceLineObject, invoiceObject } from "../objects/invoice-object";
import { refused } from "../stripe-failure";
import {
  created,
  emptyAsNull,
  isWithin,
  mergedMetadata,
  metadata,
  metadataChange,
  newestFirst,
  nothing,
} from "./inputs";

const listInput = z.strictObject({
  customer: z.string().optional(),
  subscription: z.string().optional(),
  status: z.string().optional(),
  created: created.optional(),
  collection_method: z.literal("charge_automatically").optional(),
});
const createInput = z.strictObject({
  customer: z.string(),
  auto_advance: z.boolean().optional(),
  description: z.string().optional(),
  metadata: metadata.optional(),
  currency: z.string().optional(),
  pending_invoice_items_behavior: z.literal("include").optional(),
});
const updateInput = z.strictObject({
  auto_advance: z.boolean().optional(),
  description: emptyAsNull(z.string()).optional(),
  metadata: metadataChange.optional(),
});
const payInput = z.strictObject({
  payment_method: z.string().optional(),
  off_session: z.boolean().optional(),
  paid_out_of_band: z.boolean().optional(),
});

export const invoiceRoutes: Route[] = [
  listRoute("/v1/invoices", listInput, (world, input) =>
    newestFirst(world.invoices)
      .filter((invoice) => isWithin(invoice.created, input.created))
      .filter(({ customer }) => !input.customer || customer === input.customer)
      .filter(({ subscription }) => !input.subscription || subscription === input.subscription)
      .filter(({ status }) => !input.status || status === input.status)
      .map((invoice) => invoiceObject(world, invoice)),
  ),
  route("GET", "/v1/invoices/{id}", nothing, (world, _, id) => invoiceObject(world, world.invoice(id))),
  listRoute("/v1/invoices/{id}/lines", nothing, (world, _, id) => {
    const invoice = world.invoice(id);
    return linesOf(world, invoice).map((line) => invoiceLineObject(world, invoice, line));
  }),
  route("POST", "/v1/invoices", createInput, (world, input) => {
    const now = world.now();
    const invoice = openInvoice(world, {
      customer: world.customer(input.customer).id,
      subscription: null,
      billingReason: "manual",
      periodStart: now,
      periodEnd: now,
      lines: [],
      currency: input.currency ?? "usd",
      finalizesAt: input.auto_advance ? now + 3600 : null,
      autoAdvance: input.auto_advance ?? false,
      description: input.description ?? null,
      metadata: input.metadata ?? {},
    });
    return invoiceObject(world, invoice);
  }),
  route("POST", "/v1/invoices/{id}", updateInput, (world, input, id) => {
    const invoice = world.invoice(id);
    if (input.auto_advance !== undefined) invoice.autoAdvance = input.auto_advance;
    if (input.description !== undefined) invoice.description = input.description;
    invoice.metadata = mergedMetadata(invoice.metadata, input.metadata);
    world.emit("invoice.updated", invoiceObject(world, invoice), {});
    return invoiceObject(world, invoice);
  }),
  route(
    "POST",
    "/v1/invoices/{id}/finalize",
    z.strictObject({ auto_advance: z.boolean().optional() }),
    (world, input, id) => {
      const invoice = world.invoice(id);
      if (input.auto_advance !== undefined) invoice.autoAdvance = input.auto_advance;
      finalizeInvoice(world, invoice);
      return invoiceObject(world, invoice);
    },
  ),
  route("POST", "/v1/invoices/{id}/pay", payInput, (world, input, id) => {
    const invoice = world.invoice(id);
    if (invoice.status === "paid")
      throw refused("Invoice is already paid", undefined, "invoice_already_paid");
    if (invoice.status === "draft") finalizeInvoice(world, invoice);
    if (invoice.status !== "open") throw refused(`This invoice is ${invoice.status} and cannot be paid.`);
    const card = input.payment_method ? world.paymentMethod(input.payment_method).card : undefined;
    if (input.paid_out_of_band) markPaid(world, invoice);
    else if (!collectInvoice(world, invoice, card)) throw cardDeclined();
    return invoiceObject(world, invoice);
  }),
  route("POST", "/v1/invoices/{id}/void", nothing, (world, _, id) => {
    const invoice = world.invoice(id);
    voidInvoice(world, invoice);
    return invoiceObject(world, invoice);
  }),
];
