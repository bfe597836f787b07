import type Stripe from "stripe";
import { periodOf } from "../../domain/period";
import type { CustomPricing } from "../../domain/plan-of";
import { type PaidPlan, planOfPrice } from "../stripe-price";

/** What Stripe says of a customer's subscription, in our words. */
export type SubscriptionState = {
  id: string;
  /** active, past_due, unpaid, … */
  status: string;
  /** Null: its prices are none of ours. */
  plan: PaidPlan | null;
  /** What was agreed with this workspace alone; null: the price list. */
  terms: CustomPricing | null;
  flatItemId: string | null;
  overageItemId: string | null;
  periodStart: Date;
  periodEnd: Date;
  /** The day on which its months turn. */
  anchor: Date;
  cancelAt: Date | null;
  /** The smaller plan its schedule turns to. */
  pendingPlan: PaidPlan | null;
  /** An invoice with this plan on it was paid. */
  isPaid: boolean;
  /** Since when an invoice has been waiting for its payment although it should not. */
  unpaidSince: Date | null;
};

/** `incomplete` was never paid; the others are over. Nothing comes from them. */
const WITHOUT_EFFECT = new Set(["incomplete", "incomplete_expired", "canceled"]);

export const isLive = ({ status }: { status: string }): boolean => !WITHOUT_EFFECT.has(status);

/** The one that counts: the live one we know already, else the newest live one, else the newest. */
export function chooseSubscription(
  all: Stripe.Subscription[],
  knownId: string | null,
): Stripe.Subscription | undefined {
  const newestFirst = [...all].sort((a, b) => b.created - a.created);
  return (
    newestFirst.find((one) => one.id === knownId && isLive(one)) ?? newestFirst.find(isLive) ?? newestFirst[0]
  );
}

/** Its two items: the monthly fee and the metered one. */
export function itemsOf({ items }: Stripe.Subscription) {
  const isMetered = ({ price }: Stripe.SubscriptionItem) => price.recurring?.usage_type === "metered";
  return {
    flat: items.data.find((item) => !isMetered(item)),
    overage: items.data.find((item) => isMetered(item)),
  };
}

/** Stripe counts months from the anchor's day, as we do; after a change of cycle they count from the item's own start. */
export function anchorOf(subscription: Stripe.Subscription, start: Date, at: Date): Date {
  const anchor = instant(subscription.billing_cycle_anchor);
  const turned = periodOf("starter", anchor, new Date(Math.max(at.getTime(), start.getTime())));
  return turned.startsAt.getTime() === start.getTime() ? anchor : start;
}

/** The last plan of the phases that are still to come. */
export function pendingPhase(schedule: Stripe.SubscriptionSchedule, at: Date) {
  if (schedule.status !== "active" && schedule.status !== "not_started") return undefined;
  return schedule.phases.filter(({ start_date }) => instant(start_date) > at).at(-1);
}

export const instant = (seconds: number): Date => new Date(seconds * 1_000);

export const planOfItem = (item: Stripe.SubscriptionItem | undefined): PaidPlan | null =>
  item ? planOfPrice(item.price) : null;
