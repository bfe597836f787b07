import { invoiceObject } from "../objects/invoice-object";
import type { Card, Invoice, InvoiceLine } from "../state";
import { refused, StripeFailure } from "../stripe-failure";
import type { World } from "../world";
import { afterFailedPayment, afterPayment, afterVoiding } from "./after-payment";
import { amountDue, linesOf, totalOf } from "./invoice-lines";

export const HOUR = 3600;
export const DAY = 24 * HOUR;

/** Days between the attempts to collect a failed renewal; after the last the subscription is unpaid. */
const RETRY_DAYS = [3, 5, 7];

type NewInvoice = Pick<Invoice, "customer" | "subscription" | "billingReason" | "periodStart" | "periodEnd"> &
  Partial<Pick<Invoice, "prorationDate" | "autoAdvance" | "metadata" | "description">> & {
    lines: InvoiceLine[];
    currency: string;
    /** Draft until then: Stripe leaves a renewal an hour in which late usage still counts. */
    finalizesAt: number | null;
  };

/** A draft as it would be; stored or only shown. */
export function draftInvoice(world: World, given: NewInvoice): Invoice {
  return {
    id: world.id("in"),
    created: world.now(),
    prorationDate: null,
    metadata: {},
    description: null,
    autoAdvance: true,
    ...given,
    status: "draft",
    number: null,
    attempts: 0,
    nextAttempt: null,
    finalizedAt: null,
    paidAt: null,
    voidedAt: null,
    uncollectibleAt: null,
    balanceUsed: 0,
    amountRefunded: 0,
  };
}

/** Opens a draft and puts on it what was waiting for the customer's next invoice. */
export function openInvoice(world: World, given: NewInvoice): Invoice {
  const invoice = draftInvoice(world, given);
  for (const item of world.invoiceItems.values()) {
    const waits = item.customer === invoice.customer && !item.invoice && !item.deleted;
    if (!waits || (item.subscription && item.subscription !== invoice.subscription)) continue;
    item.invoice = invoice.id;
    invoice.lines.push(item.line);
  }
  world.invoices.set(invoice.id, invoice);
  const subscription = invoice.subscription && world.subscription(invoice.subscription);
  if (subscription) subscription.latestInvoice = invoice.id;
  world.emit("invoice.created", invoiceObject(world, invoice));
  return invoice;
}

/** Fixes the lines, gives the number and takes the customer's credit. */
export function finalizeInvoice(world: World, invoice: Invoice): void {
  if (invoice.status !== "draft")
    throw refused("This invoice is already finalized, you can't re-finalize a non-draft invoice.");
  const customer = world.customer(invoice.customer);
  invoice.lines = linesOf(world, invoice);
  const total = totalOf(invoice.lines);
  invoice.balanceUsed = creditUsed(world, invoice.customer, total);
  customer.balance += invoice.balanceUsed;
  invoice.status = "open";
  invoice.finalizedAt = world.now();
  invoice.number = `${customer.id.slice(-8).toUpperCase()}-${String(customer.nextInvoiceNumber++).padStart(4, "0")}`;
  world.emit("invoice.finalized", invoiceObject(world, invoice));
}

/** What an invoice takes of the customer's credit; one below zero adds to it. */
export function creditUsed(world: World, customer: string, total: number): number {
  return total < 0 ? total : Math.min(total, Math.max(0, -world.customer(customer).balance));
}

/** Charges what is due; the answer is whether it is paid now. */
export function collectInvoice(world: World, invoice: Invoice, card = cardFor(world, invoice)): boolean {
  const due = amountDue(invoice, invoice.lines);
  if (due > 0) invoice.attempts++;
  if (due > 0 && card !== "good") {
    const days = RETRY_DAYS[invoice.attempts - 1];
    const retries = invoice.autoAdvance && invoice.billingReason === "subscription_cycle" && days;
    invoice.nextAttempt = retries ? world.now() + days * DAY : null;
    world.emit("invoice.payment_failed", invoiceObject(world, invoice));
    afterFailedPayment(world, invoice);
    return false;
  }
  markPaid(world, invoice);
  return true;
}

export function markPaid(world: World, invoice: Invoice): void {
  invoice.status = "paid";
  invoice.paidAt = world.now();
  invoice.nextAttempt = null;
  invoice.autoAdvance = false;
  const object = invoiceObject(world, invoice);
  world.emit("invoice.paid", object);
  world.emit("invoice.payment_succeeded", object);
  afterPayment(world, invoice);
}

export function voidInvoice(world: World, invoice: Invoice): void {
  if (invoice.status !== "open" && invoice.status !== "uncollectible")
    throw refused(`You can only void an open or uncollectible invoice. This invoice is ${invoice.status}.`);
  invoice.status = "void";
  invoice.voidedAt = world.now();
  invoice.nextAttempt = null;
  world.emit("invoice.voided", invoiceObject(world, invoice));
  afterVoiding(world, invoice);
}

/** The card that an invoice is charged to: the subscription's, else the customer's; null when there is none. */
export function cardFor(world: World, invoice: Invoice): Card | null {
  const subscription = invoice.subscription ? world.subscriptions.get(invoice.subscription) : undefined;
  const method = subscription?.defaultPaymentMethod ?? world.customer(invoice.customer).defaultPaymentMethod;
  return method ? world.paymentMethod(method).card : null;
}

export const cardDeclined = () =>
  new StripeFailure(402, "Your card was declined.", {
    type: "card_error",
    code: "card_declined",
    declineCode: "generic_decline",
  });
