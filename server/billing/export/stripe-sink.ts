import Stripe from "stripe";
import { now } from "../../db/clock";
import { stripeCatalogue } from "../stripe-catalogue";
import { stripe } from "../stripe-client";
import type { Delivery, LateItem, SumsQuery, UsageEvent, UsageSink } from "./usage-sink";

/** The outbox repeats what fails, in its own time: a call is made once and not waited for long. */
const ONCE = { maxNetworkRetries: 0, timeout: 15_000 };
/** Between the turn of a period and the invoice that is made of it. */
const INVOICE_WITHIN_MS = 86_400_000;
/** How long such an invoice stays open at Stripe, if nothing else is set there. */
const GRACE_MS = 3_600_000;

/** Billing Meters; null without a key: then nothing is reported, and nothing pretends to be. */
export function stripeSink(): UsageSink | null {
  const client = stripe();
  if (!client) return null;
  return {
    send: (event) => attempt(() => sendEvent(client, event)),
    sums: (query) => sums(client, query),
    takesPeriod: (customer, endsAt) => takesPeriod(client, customer, endsAt),
    addToNextInvoice: (item) => attempt(() => addItem(client, item)),
  };
}

async function sendEvent(client: Stripe, event: UsageEvent): Promise<string | null> {
  const { meters } = await stripeCatalogue();
  const { lastResponse } = await client.billing.meterEvents.create(
    {
      event_name: meters[event.meter].eventName,
      identifier: event.identifier,
      timestamp: seconds(event.at),
      payload: { stripe_customer_id: event.customer, value: String(event.milliTokens) },
    },
    { ...ONCE, idempotencyKey: event.identifier },
  );
  return lastResponse.requestId;
}

async function sums(client: Stripe, { customer, meter, from, to }: SumsQuery): Promise<Map<string, number>> {
  const { meters } = await stripeCatalogue();
  const days = new Map<string, number>();
  const found = client.billing.meters.listEventSummaries(meters[meter].id, {
    customer,
    start_time: seconds(dayOf(from)),
    end_time: seconds(dayOf(new Date(to.getTime() + 86_400_000 - 1))),
    value_grouping_window: "day",
    limit: 100,
  });
  for await (const { start_time, aggregated_value } of found) {
    const day = new Date(start_time * 1000).toISOString().slice(0, 10);
    days.set(day, (days.get(day) ?? 0) + Math.round(aggregated_value));
  }
  return days;
}

/** The invoice of a period is a draft for a while after it; before it is there, the period has only just ended. */
async function takesPeriod(client: Stripe, customer: string, endsAt: Date): Promise<boolean> {
  const { data } = await client.invoices.list({
    customer,
    created: { gte: seconds(endsAt), lte: seconds(new Date(endsAt.getTime() + INVOICE_WITHIN_MS)) },
    limit: 100,
  });
  const own = data.filter(
    ({ billing_reason, period_end }) =>
      billing_reason === "subscription_cycle" && Math.abs(period_end - seconds(endsAt)) < 60,
  );
  if (own.length > 0) return own.some(({ status }) => status === "draft");
  return now().getTime() < endsAt.getTime() + GRACE_MS;
}

async function addItem(client: Stripe, item: LateItem): Promise<string | null> {
  if (item.triedAt) {
    const known = client.invoiceItems.list({
      customer: item.customer,
      created: { gte: seconds(item.triedAt) - 3_600 },
      limit: 100,
    });
    for await (const { metadata } of known) if (metadata?.export === item.identifier) return null;
  }
  // Micro-dollars are hundredths of hundredths of a cent.
  const cents = (Math.sign(item.milliTokens) * item.rateMicroDollars) / 10_000;
  const { lastResponse } = await client.invoiceItems.create(
    {
      customer: item.customer,
      currency: "usd",
      description: item.text,
      quantity: Math.abs(item.milliTokens),
      unit_amount_decimal: Stripe.Decimal.from(cents.toFixed(4)),
      metadata: { export: item.identifier },
    },
    { ...ONCE, idempotencyKey: `${item.identifier}:late` },
  );
  return lastResponse.requestId;
}

async function attempt(call: () => Promise<string | null>): Promise<Delivery> {
  try {
    return { outcome: "delivered", duplicate: false, requestId: await call() };
  } catch (error) {
    if (!(error instanceof Stripe.errors.StripeError)) throw error;
    return deliveryOf(error);
  }
}

function deliveryOf(error: Stripe.errors.StripeError): Delivery {
  const { errors } = Stripe;
  const requestId = error.requestId ?? null;
  const cause = error.code ? `${error.message} (${error.code})` : error.message;
  if (error instanceof errors.StripeInvalidRequestError) {
    if (/already exists with identifier/i.test(error.message))
      return { outcome: "delivered", duplicate: true, requestId };
    return { outcome: "refused", cause, requestId };
  }
  const busy =
    error instanceof errors.StripeRateLimitError ||
    error instanceof errors.StripeAuthenticationError ||
    error instanceof errors.StripePermissionError;
  if (busy) return { outcome: "busy", cause, retryAfterMs: retryAfter(error.headers) };
  return { outcome: "unknown", cause };
}

function retryAfter(headers: Record<string, string> | undefined): number | null {
  const wait = Number(headers?.["retry-after"]);
  return Number.isFinite(wait) && wait > 0 ? wait * 1000 : null;
}

const seconds = (at: Date) => Math.floor(at.getTime() / 1000);
const dayOf = (at: Date) => new Date(Math.floor(at.getTime() / 86_400_000) * 86_400_000);
