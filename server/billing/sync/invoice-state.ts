import type Stripe from "stripe";
import { graceEndsAt } from "./grace-ends-at";
import { instant } from "./subscription-state";

/** Invoices of this subscription, newest first. Others (one-off ones, of a subscription before) say nothing about it. */
export function invoicesOf(all: Stripe.Invoice[], subscriptionId: string): Stripe.Invoice[] {
  return all
    .filter(({ parent }) => idOf(parent?.subscription_details?.subscription) === subscriptionId)
    .sort((a, b) => b.created - a.created);
}

/**
 * Whether the plan was paid for: the newest invoice that asks for its fee is paid. Renewals count only once they are
 * paid: before that they say nothing about whether the plan was ever bought.
 */
export function isPlanPaid(invoices: Stripe.Invoice[], flatPriceId: string): boolean {
  const asking = invoices.find(
    ({ status, billing_reason, lines }) =>
      status !== "void" &&
      status !== "draft" &&
      (billing_reason !== "subscription_cycle" || status === "paid") &&
      lines.data.some((line) => priceOf(line) === flatPriceId && line.amount >= 0),
  );
  return asking?.status === "paid";
}

/**
 * Since when an invoice should have been paid, read from the invoice itself, so that it is the same whenever it is
 * looked at. While Stripe calls the subscription active its payment may be under way; a renewal's tokens are lent for
 * the grace and no longer, whatever holds up its payment.
 */
export function unpaidSince(
  { status, pause_collection }: Stripe.Subscription,
  invoices: Stripe.Invoice[],
  { at, known }: { at: Date; known: Date | null },
): Date | null {
  const overdue = status === "past_due" || status === "unpaid";
  const due = invoices.filter((invoice) =>
    overdue
      ? invoice.status === "open" || invoice.status === "uncollectible"
      : !pause_collection && isForgotten(invoice, at),
  );
  const since = due.map(dueSince).sort((a, b) => a.getTime() - b.getTime())[0];
  return since ?? (overdue ? (known ?? at) : null);
}

function isForgotten(invoice: Stripe.Invoice, at: Date): boolean {
  const waits = invoice.status === "open" || invoice.status === "draft";
  if (!waits || invoice.billing_reason !== "subscription_cycle") return false;
  if (invoice.collection_method === "send_invoice") return false;
  return graceEndsAt(dueSince(invoice)) <= at;
}

const dueSince = ({ collection_method, due_date, status_transitions, created }: Stripe.Invoice): Date =>
  collection_method === "send_invoice" && due_date !== null
    ? instant(due_date)
    : instant(status_transitions.finalized_at ?? created);

const priceOf = ({ pricing }: Stripe.InvoiceLineItem): string | undefined =>
  idOf(pricing?.price_details?.price);

const idOf = (reference: string | { id: string } | null | undefined): string | undefined =>
  typeof reference === "string" ? reference : reference?.id;
