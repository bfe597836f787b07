import { subscriptionObject } from "../objects/subscription-object";
import type {
  Invoice,
  InvoiceLine,
  Metadata,
  ProrationBehavior,
  Subscription,
  SubscriptionItem,
} from "../state";
import { refused } from "../stripe-failure";
import type { World } from "../world";
import {
  cardDeclined,
  cardFor,
  collectInvoice,
  draftInvoice,
  finalizeInvoice,
  openInvoice,
  voidInvoice,
} from "./invoice-life";
import { currencyOf, newItem } from "./subscription-life";
import { changeLines, isMetered } from "./subscription-lines";

export type ItemChange = {
  id?: string;
  price?: string;
  quantity?: number;
  deleted?: boolean;
  metadata?: Metadata;
};
export type PaymentBehavior =
  | "allow_incomplete"
  | "default_incomplete"
  | "error_if_incomplete"
  | "pending_if_incomplete";

/** A change that waits for its payment waits this long: https://docs.stripe.com/billing/subscriptions/pending-updates */
const PENDING_FOR = 23 * 3600;

/** The items as they will be. An item that is not named stays; one without an id is added. */
export function changedItems(
  world: World,
  subscription: Subscription,
  changes: ItemChange[],
): SubscriptionItem[] {
  const [first] = subscription.items;
  if (!first) throw refused("The subscription has no items.", "items");
  for (const { id } of changes)
    if (id && !subscription.items.some((item) => item.id === id))
      throw refused(`No such subscription item: '${id}'`, "items[0][id]", "resource_missing");
  const kept = subscription.items.flatMap((item) => {
    const change = changes.find(({ id }) => id === item.id);
    if (!change) return item;
    return change.deleted ? [] : changedItem(world, item, change);
  });
  const added = changes
    .filter((change) => !change.id && !change.deleted)
    .map(({ price, quantity, metadata }) => {
      if (!price)
        throw refused("Missing required param: items[0][price].", "items[0][price]", "parameter_missing");
      const { periodStart, periodEnd } = first;
      return {
        ...newItem(world, { price, quantity, metadata }, { periodStart, periodEnd }),
        usageSince: world.now(),
      };
    });
  const next = [...kept, ...added];
  if (new Set(next.map(({ price }) => price)).size < next.length)
    throw refused("Subscription items must have unique prices.", "items");
  if (!next.length) throw refused("A subscription must have at least one item.", "items");
  return next;
}

function changedItem(world: World, item: SubscriptionItem, change: ItemChange): SubscriptionItem {
  const price = change.price ?? item.price;
  const { periodStart, periodEnd } = item;
  const quantity = change.quantity ?? (isMetered(world, { price }) ? undefined : item.quantity);
  const made = newItem(
    world,
    { price, quantity, metadata: change.metadata ?? item.metadata },
    { periodStart, periodEnd },
  );
  const usageSince = price === item.price ? item.usageSince : world.now();
  return { ...made, id: item.id, created: item.created, usageSince };
}

/** Makes the change now, and bills it as it was asked to. */
export function changeSubscription(
  world: World,
  subscription: Subscription,
  next: SubscriptionItem[],
  how: { proration: ProrationBehavior; payment: PaymentBehavior; at: number },
): void {
  const lines = how.proration === "none" ? [] : changeLines(world, subscription, next, how.at);
  if (!lines.length || how.proration === "create_prorations") {
    for (const line of lines) waitForNextInvoice(world, subscription, line);
    replaceItems(world, subscription, next);
    return;
  }
  if (how.payment === "error_if_incomplete" && !wouldBePaid(world, subscription, lines)) throw cardDeclined();
  if (how.payment === "pending_if_incomplete") invoiceThenChange(world, subscription, next, lines, how.at);
  else {
    replaceItems(world, subscription, next);
    const invoice = changeInvoice(world, subscription, lines, how.at);
    finalizeInvoice(world, invoice);
    collectInvoice(world, invoice);
  }
}

/** The change is made when its invoice is paid; until then the subscription stays as it was. */
function invoiceThenChange(
  world: World,
  subscription: Subscription,
  next: SubscriptionItem[],
  lines: InvoiceLine[],
  at: number,
): void {
  const invoice = changeInvoice(world, subscription, lines, at);
  subscription.pendingUpdate = { items: next, expiresAt: world.now() + PENDING_FOR, invoice: invoice.id };
  finalizeInvoice(world, invoice);
  if (collectInvoice(world, invoice)) return;
  world.emit("customer.subscription.updated", subscriptionObject(world, subscription), {
    pending_update: null,
  });
}

/** A change nobody paid for in time is dropped, and its invoice void. */
export function expirePendingUpdate(world: World, subscription: Subscription): void {
  if (subscription.pendingUpdate) voidInvoice(world, world.invoice(subscription.pendingUpdate.invoice));
}

function replaceItems(world: World, subscription: Subscription, next: SubscriptionItem[]): void {
  const { items } = subscriptionObject(world, subscription);
  subscription.items = next;
  world.emit("customer.subscription.updated", subscriptionObject(world, subscription), { items });
}

function changeInvoice(world: World, subscription: Subscription, lines: InvoiceLine[], at: number): Invoice {
  return openInvoice(world, changeInvoiceOf(world, subscription, lines, at));
}

export function changeInvoiceOf(world: World, subscription: Subscription, lines: InvoiceLine[], at: number) {
  const now = world.now();
  return {
    customer: subscription.customer,
    subscription: subscription.id,
    billingReason: "subscription_update",
    prorationDate: at,
    periodStart: now,
    periodEnd: now,
    lines,
    currency: currencyOf(world, subscription),
    finalizesAt: null,
  } as const;
}

function wouldBePaid(world: World, subscription: Subscription, lines: InvoiceLine[]): boolean {
  const draft = draftInvoice(world, changeInvoiceOf(world, subscription, lines, world.now()));
  return cardFor(world, draft) === "good" || draft.lines.every(({ amount, usage }) => amount <= 0 && !usage);
}

/** A line that the next invoice takes along. */
function waitForNextInvoice(world: World, subscription: Subscription, line: InvoiceLine): void {
  const id = world.id("ii");
  world.invoiceItems.set(id, {
    id,
    created: world.now(),
    customer: subscription.customer,
    subscription: subscription.id,
    invoice: null,
    line: { ...line, invoiceItem: id },
    currency: currencyOf(world, subscription),
    deleted: false,
  });
}
