import { periodEndAfter } from "../billing-period";
import { subscriptionObject } from "../objects/subscription-object";
import type { Card, Invoice, Metadata, Subscription, SubscriptionItem } from "../state";
import { refused } from "../stripe-failure";
import type { World } from "../world";
import { setStatus } from "./after-payment";
import { collectInvoice, finalizeInvoice, HOUR, openInvoice } from "./invoice-life";
import { flatLine, isMetered, usageLine } from "./subscription-lines";

export type NewItem = { price: string; quantity?: number; metadata?: Metadata };

type NewSubscription = {
  customer: string;
  items: NewItem[];
  metadata: Metadata;
  description: string | null;
  defaultPaymentMethod: string | null;
};

/** Stored but not billed: the first invoice is opened by `billFirst`. */
export function newSubscription(world: World, given: NewSubscription): Subscription {
  const now = world.now();
  const [first] = given.items;
  if (!first) throw refused("Missing required param: items.", "items");
  const end = periodEndAfter(now, now, world.price(first.price).recurring);
  const subscription: Subscription = {
    ...given,
    id: world.id("sub"),
    created: now,
    status: "incomplete",
    items: given.items.map((item) => newItem(world, item, { periodStart: now, periodEnd: end })),
    anchor: now,
    cancelAt: null,
    cancelAtPeriodEnd: false,
    canceledAt: null,
    endedAt: null,
    cancelReason: null,
    latestInvoice: null,
    schedule: null,
    pendingUpdate: null,
  };
  world.subscriptions.set(subscription.id, subscription);
  world.emit("customer.subscription.created", subscriptionObject(world, subscription));
  return subscription;
}

/** An item of a subscription; a quantity and a metered price exclude one another. */
export function newItem(
  world: World,
  { price: id, quantity, metadata = {} }: NewItem,
  period: { periodStart: number; periodEnd: number },
): SubscriptionItem {
  const price = world.price(id, "items[0][price]");
  if (!price.recurring)
    throw refused(
      "The price specified is set to `type=one_time` but this field only accepts prices with `type=recurring`.",
      "items[0][price]",
    );
  const metered = Boolean(price.recurring.meter);
  if (metered && quantity !== undefined)
    throw refused(
      `Quantity should not be specified where usage_type is \`metered\`. Remove quantity from \`${id}\`.`,
      "items[0][quantity]",
    );
  return {
    id: world.id("si"),
    created: world.now(),
    price: id,
    metadata,
    ...period,
    usageSince: world.now(),
    ...(metered ? {} : { quantity: quantity ?? 1 }),
  };
}

/** The first invoice: the flat prices in advance, final at once. Paid, the subscription is active. */
export function billFirst(world: World, subscription: Subscription, card: Card | null): Invoice {
  const now = world.now();
  const lines = subscription.items
    .filter((item) => !isMetered(world, item))
    .map((item) => flatLine(world, item, { start: item.periodStart, end: item.periodEnd }));
  const invoice = openInvoice(world, {
    customer: subscription.customer,
    subscription: subscription.id,
    billingReason: "subscription_create",
    periodStart: now,
    periodEnd: now,
    lines,
    currency: currencyOf(world, subscription),
    finalizesAt: null,
  });
  finalizeInvoice(world, invoice);
  collectInvoice(world, invoice, card);
  return invoice;
}

/**
 * The turn of a period: usage of the past one and the flat prices of the next are put on a draft, which is
 * final an hour later. `next` are the items from here on, when a schedule changes them at this instant.
 */
export function renew(world: World, subscription: Subscription, next = subscription.items): void {
  const [first] = subscription.items;
  if (!first) return;
  const { periodStart: start, periodEnd: end } = first;
  const before = subscriptionObject(world, subscription);
  const usage = subscription.items.flatMap((item) => usageLine(world, item, end) ?? []);
  const newEnd = periodEndAfter(subscription.anchor, end, world.price(first.price).recurring);
  subscription.items = next.map((item) => ({
    ...item,
    periodStart: end,
    periodEnd: newEnd,
    usageSince: end,
  }));
  const flat = subscription.items
    .filter((item) => !isMetered(world, item))
    .map((item) => flatLine(world, item, { start: end, end: newEnd }));
  openInvoice(world, {
    customer: subscription.customer,
    subscription: subscription.id,
    billingReason: "subscription_cycle",
    periodStart: start,
    periodEnd: end,
    lines: [...usage, ...flat],
    currency: currencyOf(world, subscription),
    finalizesAt: subscription.status === "unpaid" ? null : world.now() + HOUR,
    // Nothing more is asked of a customer whose subscription is unpaid.
    autoAdvance: subscription.status !== "unpaid",
  });
  world.emit("customer.subscription.updated", subscriptionObject(world, subscription), {
    items: before.items,
    latest_invoice: before.latest_invoice,
  });
}

/** The end: canceled for good. What was used is billed by whoever ends it. */
export function endSubscription(
  world: World,
  subscription: Subscription,
  reason: Subscription["cancelReason"],
): void {
  subscription.status = "canceled";
  subscription.canceledAt ??= world.now();
  subscription.endedAt = world.now();
  subscription.cancelReason ??= reason;
  subscription.pendingUpdate = null;
  world.emit("customer.subscription.deleted", subscriptionObject(world, subscription));
}

/** The end of the last period: its usage is billed, and nothing in advance. */
export function endAtPeriodEnd(world: World, subscription: Subscription, at: number): void {
  const usage = subscription.items.flatMap((item) => usageLine(world, item, at) ?? []);
  if (usage.length)
    openInvoice(world, {
      customer: subscription.customer,
      subscription: subscription.id,
      billingReason: "subscription_cycle",
      periodStart: subscription.items[0]?.periodStart ?? at,
      periodEnd: at,
      lines: usage,
      currency: currencyOf(world, subscription),
      finalizesAt: world.now() + HOUR,
    });
  endSubscription(world, subscription, "cancellation_requested");
}

export function expireIncomplete(world: World, subscription: Subscription): void {
  setStatus(world, subscription, "incomplete_expired");
}

export function currencyOf(world: World, subscription: Subscription): string {
  const [first] = subscription.items;
  return first ? world.price(first.price).currency : "usd";
}
