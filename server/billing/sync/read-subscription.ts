import type Stripe from "stripe";
import { termsOfPrice } from "../custom-price";
import { type PaidPlan, planOfPrice } from "../stripe-price";
import { invoicesOf, isPlanPaid, unpaidSince } from "./invoice-state";
import {
  anchorOf,
  chooseSubscription,
  instant,
  isLive,
  itemsOf,
  pendingPhase,
  planOfItem,
  type SubscriptionState,
} from "./subscription-state";

type Known = { subscriptionId: string | null; pastDueSince: Date | null; at: Date };

/** Newest invoices that are looked at: those of a year and more, with room for changes of plan. */
const INVOICES = 50;

/** What Stripe says at this moment of a customer's subscription; null: there never was one. */
export async function readSubscription(
  client: Stripe,
  customer: string,
  { subscriptionId, pastDueSince, at }: Known,
): Promise<{ state: SubscriptionState | null; several: boolean }> {
  const { data } = await client.subscriptions.list({ customer, status: "all", limit: 100 });
  const subscription = chooseSubscription(data, subscriptionId);
  const several = data.filter(isLive).length > 1;
  if (!subscription) return { state: null, several };
  const { flat, overage } = itemsOf(subscription);
  const first = flat ?? overage;
  if (!first) throw new Error(`Stripe's subscription ${subscription.id} has no items`);
  const invoices = isLive(subscription) ? await readInvoices(client, customer, subscription.id) : [];
  const periodStart = instant(first.current_period_start);
  const periodEnd = instant(first.current_period_end);
  const state: SubscriptionState = {
    id: subscription.id,
    status: subscription.status,
    plan: planOfItem(flat),
    terms: flat ? termsOfPrice(flat.price) : null,
    flatItemId: flat?.id ?? null,
    overageItemId: overage?.id ?? null,
    ...{ periodStart, periodEnd },
    anchor: anchorOf(subscription, periodStart, at),
    cancelAt: cancelAt(subscription, periodEnd),
    pendingPlan: await readPending(client, subscription, at),
    isPaid: flat !== undefined && isPlanPaid(invoices, flat.price.id),
    unpaidSince: isLive(subscription)
      ? unpaidSince(subscription, invoices, { at, known: pastDueSince })
      : null,
  };
  return { state, several };
}

/** With all their lines: a list brings only the first of each. */
async function readInvoices(client: Stripe, customer: string, subscriptionId: string) {
  const { data } = await client.invoices.list({ customer, limit: INVOICES });
  const invoices = invoicesOf(data, subscriptionId);
  for (const { id, lines } of invoices) {
    if (!lines.has_more) continue;
    lines.data = [];
    for await (const line of client.invoices.listLineItems(id, { limit: 100 })) lines.data.push(line);
  }
  return invoices;
}

function cancelAt({ cancel_at, cancel_at_period_end, status }: Stripe.Subscription, periodEnd: Date) {
  if (status === "canceled") return null;
  if (cancel_at !== null) return instant(cancel_at);
  return cancel_at_period_end ? periodEnd : null;
}

async function readPending(
  client: Stripe,
  subscription: Stripe.Subscription,
  at: Date,
): Promise<PaidPlan | null> {
  const { schedule } = subscription;
  if (!schedule || !isLive(subscription)) return null;
  const read =
    typeof schedule === "string" ? await client.subscriptionSchedules.retrieve(schedule) : schedule;
  for (const { price } of pendingPhase(read, at)?.items ?? []) {
    const found = typeof price === "string" ? await client.prices.retrieve(price) : price;
    if (!("deleted" in found) && found.recurring?.usage_type === "licensed") return planOfPrice(found);
  }
  return null;
}
