import { centsFor, shareOf } from "../decimal";
import { moneyOf } from "../money";
import type { InvoiceLine, Price, Subscription, SubscriptionItem } from "../state";
import type { World } from "../world";

type Period = { start: number; end: number };

/** A flat price for a whole period, in advance. */
export function flatLine(world: World, item: SubscriptionItem, period: Period): InvoiceLine {
  const price = world.price(item.price);
  const quantity = item.quantity ?? 1;
  return {
    ...blankLine(world, item, price),
    description: `${quantity} × ${productName(world, price)} (at ${moneyOf(price.unitAmountDecimal, price.currency)} / ${price.recurring?.interval ?? "month"})`,
    quantity,
    amount: centsFor(price.unitAmountDecimal, quantity),
    period,
  };
}

/** Usage of a metered price in [from, to), which is counted until the invoice is final. */
export function usageLine(world: World, item: SubscriptionItem, to: number): InvoiceLine | null {
  const price = world.price(item.price);
  const meter = price.recurring?.meter;
  if (!meter || to <= item.usageSince) return null;
  return {
    ...blankLine(world, item, price),
    description: `${productName(world, price)} (at ${moneyOf(price.unitAmountDecimal, price.currency)} per unit)`,
    period: { start: item.usageSince, end: to },
    usage: { meter, from: item.usageSince, to },
  };
}

/**
 * What a change in the middle of a period bills. Flat prices are prorated to the second: the unused time of
 * the old price is credited and the rest of the period charged at the new one. Usage is not prorated: in the
 * flexible billing mode what was used up to now is billed at the old price, whatever moment `at` is prorated for.
 * https://docs.stripe.com/billing/subscriptions/billing-mode
 */
export function changeLines(
  world: World,
  subscription: Subscription,
  next: SubscriptionItem[],
  at: number,
): InvoiceLine[] {
  const now = world.now();
  const before = new Map(subscription.items.map((item) => [item.id, item]));
  const after = new Map(next.map((item) => [item.id, item]));
  const gone = subscription.items.filter((item) => differs(item, after.get(item.id)));
  const come = next.filter((item) => differs(item, before.get(item.id)));
  return [
    ...gone.flatMap((item) =>
      isMetered(world, item) ? (usageLine(world, item, now) ?? []) : unusedLine(world, item, at),
    ),
    ...come.flatMap((item) => (isMetered(world, item) ? [] : restLine(world, item, at))),
  ];
}

/** The credit for what is left of a period at a flat price. */
export function unusedLine(world: World, item: SubscriptionItem, at: number): InvoiceLine {
  const line = partOfPeriod(world, item, at);
  return { ...line, description: `Unused time on ${line.description}`, amount: -line.amount };
}

function restLine(world: World, item: SubscriptionItem, at: number): InvoiceLine {
  const line = partOfPeriod(world, item, at);
  return { ...line, description: `Remaining time on ${line.description}` };
}

function partOfPeriod(world: World, item: SubscriptionItem, at: number): InvoiceLine {
  const price = world.price(item.price);
  const quantity = item.quantity ?? 1;
  const whole = centsFor(price.unitAmountDecimal, quantity);
  return {
    ...blankLine(world, item, price),
    description: `${productName(world, price)} after ${new Date(at * 1000).toISOString().slice(0, 10)}`,
    quantity,
    amount: shareOf(whole, item.periodEnd - at, item.periodEnd - item.periodStart),
    period: { start: at, end: item.periodEnd },
    proration: true,
  };
}

function blankLine(world: World, item: SubscriptionItem, price: Price): InvoiceLine {
  return {
    id: world.id("il"),
    description: "",
    price: price.id,
    quantity: 0,
    unitAmountDecimal: price.unitAmountDecimal,
    amount: 0,
    period: { start: item.periodStart, end: item.periodEnd },
    proration: false,
    subscriptionItem: item.id,
    invoiceItem: null,
    metadata: {},
    usage: null,
  };
}

export const isMetered = (world: World, item: { price: string }) =>
  Boolean(world.price(item.price).recurring?.meter);

const differs = (item: SubscriptionItem, other: SubscriptionItem | undefined) =>
  !other || other.price !== item.price || other.quantity !== item.quantity;

const productName = (world: World, price: Price) => world.product(price.product).name;
