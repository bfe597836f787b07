import { createHash } from "node:crypto";
import type { JsonObject } from "../json";
import { amountDue, linesOf, totalOf } from "../life/invoice-lines";
import type { Invoice, InvoiceLine } from "../state";
import type { World } from "../world";
import { taxIdObject } from "./customer-object";
import { listObject } from "./list-object";

export function invoiceObject(world: World, invoice: Invoice): JsonObject {
  const customer = world.customer(invoice.customer);
  const lines = linesOf(world, invoice);
  const total = totalOf(lines);
  const due = amountDue(invoice, lines);
  const paid = invoice.status === "paid" ? due : 0;
  const page = `${world.url}/invoice/${invoice.id}`;
  return {
    id: invoice.id,
    object: "invoice",
    account_country: "US",
    account_name: "Baton",
    account_tax_ids: null,
    amount_due: due,
    amount_overpaid: 0,
    amount_paid: paid,
    amount_remaining: due - paid,
    amount_shipping: 0,
    application: null,
    attempt_count: invoice.attempts,
    attempted: invoice.attempts > 0,
    auto_advance: invoice.autoAdvance,
    automatic_tax: { disabled_reason: null, enabled: false, liability: null, provider: null, status: null },
    automatically_finalizes_at: invoice.status === "draft" ? invoice.finalizesAt : null,
    billing_reason: invoice.billingReason,
    collection_method: "charge_automatically",
    created: invoice.created,
    currency: invoice.currency,
    custom_fields: null,
    customer: invoice.customer,
    customer_account: null,
    customer_address: customer.address,
    customer_email: customer.email,
    customer_name: customer.name,
    customer_phone: customer.phone,
    customer_shipping: null,
    customer_tax_exempt: "none",
    customer_tax_ids: [...world.taxIds.values()]
      .filter((taxId) => taxId.customer === customer.id)
      .map(taxIdObject)
      .map(({ type, value }) => ({ type, value })),
    default_payment_method: null,
    default_source: null,
    default_tax_rates: [],
    description: invoice.description,
    discounts: [],
    due_date: null,
    effective_at: invoice.finalizedAt,
    ending_balance: invoice.status === "draft" ? null : Math.min(0, invoice.balanceUsed),
    footer: null,
    from_invoice: null,
    hosted_invoice_url: invoice.finalizedAt === null ? null : page,
    invoice_pdf: invoice.finalizedAt === null ? null : `${page}/pdf`,
    issuer: { type: "self" },
    last_finalization_error: null,
    latest_revision: null,
    lines: listObject(
      lines.map((line) => invoiceLineObject(world, invoice, line)),
      `/v1/invoices/${invoice.id}/lines`,
    ),
    livemode: false,
    metadata: invoice.metadata,
    next_payment_attempt: invoice.nextAttempt,
    number: invoice.number,
    on_behalf_of: null,
    parent: invoice.subscription
      ? {
          quote_details: null,
          subscription_details: {
            metadata: world.subscriptions.get(invoice.subscription)?.metadata ?? {},
            subscription: invoice.subscription,
            subscription_proration_date: invoice.prorationDate ?? undefined,
          },
          type: "subscription_details",
        }
      : null,
    payment_settings: { default_mandate: null, payment_method_options: null, payment_method_types: null },
    period_end: invoice.periodEnd,
    period_start: invoice.periodStart,
    post_payment_credit_notes_amount: 0,
    pre_payment_credit_notes_amount: 0,
    receipt_number: null,
    rendering: null,
    shipping_cost: null,
    shipping_details: null,
    starting_balance: -Math.max(0, invoice.balanceUsed),
    statement_descriptor: null,
    status: invoice.status,
    status_transitions: {
      finalized_at: invoice.finalizedAt,
      marked_uncollectible_at: invoice.uncollectibleAt,
      paid_at: invoice.paidAt,
      voided_at: invoice.voidedAt,
    },
    subtotal: total,
    subtotal_excluding_tax: total,
    test_clock: null,
    total,
    total_discount_amounts: [],
    total_excluding_tax: total,
    total_pretax_credit_amounts: [],
    total_taxes: [],
    webhooks_delivered_at: invoice.created,
  };
}

export function invoiceLineObject(world: World, invoice: Invoice, line: InvoiceLine): JsonObject {
  const proration = { proration: line.proration, proration_details: { credited_items: null } };
  return {
    id: line.id,
    object: "line_item",
    amount: line.amount,
    currency: invoice.currency,
    description: line.description,
    discount_amounts: [],
    discountable: !line.proration,
    discounts: [],
    invoice: invoice.id,
    livemode: false,
    metadata: line.metadata,
    parent:
      line.subscriptionItem && invoice.subscription
        ? {
            invoice_item_details: null,
            subscription_item_details: {
              invoice_item: line.invoiceItem,
              ...proration,
              subscription: invoice.subscription,
              subscription_item: line.subscriptionItem,
            },
            type: "subscription_item_details",
          }
        : {
            invoice_item_details: {
              invoice_item: line.invoiceItem ?? line.id,
              ...proration,
              subscription: invoice.subscription,
            },
            subscription_item_details: null,
            type: "invoice_item_details",
          },
    period: line.period,
    pretax_credit_amounts: [],
    pricing: line.price
      ? {
          price_details: { price: line.price, product: world.price(line.price).product },
          type: "price_details",
          unit_amount_decimal: line.unitAmountDecimal,
        }
      : null,
    quantity: line.quantity,
    quantity_decimal: String(line.quantity),
    subscription: invoice.subscription,
    subtotal: line.amount,
    taxes: [],
  };
}

/** How an invoice was or will be paid; asked for by expanding `payments`. */
export function invoicePaymentsObject(world: World, invoice: Invoice): JsonObject {
  const amount = amountDue(invoice, linesOf(world, invoice));
  const charged = invoice.finalizedAt !== null && amount > 0;
  const payment: JsonObject = {
    id: `inpay_${suffix(invoice)}`,
    object: "invoice_payment",
    amount_paid: invoice.paidAt === null ? null : amount,
    amount_requested: amount,
    created: invoice.finalizedAt ?? invoice.created,
    currency: invoice.currency,
    invoice: invoice.id,
    is_default: true,
    livemode: false,
    payment: { type: "payment_intent", payment_intent: paymentIntentOf(invoice) },
    status: invoice.paidAt === null ? "open" : "paid",
    status_transitions: { canceled_at: null, paid_at: invoice.paidAt },
  };
  return listObject(charged ? [payment] : [], `/v1/invoice_payments?invoice=${invoice.id}`);
}

export const paymentIntentOf = (invoice: Invoice) => `pi_${suffix(invoice)}`;

function suffix(invoice: Invoice): string {
  return createHash("sha256").update(invoice.id).digest("hex").slice(0, 24);
}
