import { subscriptionObject } from "../objects/subscription-object";
import type { Invoice, Subscription, SubscriptionStatus } from "../state";
import type { World } from "../world";

/** What a paid invoice does to its subscription: it is (again) active, and a change that waited for it is made. */
export function afterPayment(world: World, invoice: Invoice): void {
  const subscription = invoice.subscription ? world.subscriptions.get(invoice.subscription) : undefined;
  if (!subscription || subscription.status === "canceled") return;
  if (subscription.pendingUpdate?.invoice === invoice.id) {
    const before = subscriptionObject(world, subscription);
    const [current] = subscription.items;
    subscription.items = subscription.pendingUpdate.items.map((item) => ({
      ...item,
      periodStart: current?.periodStart ?? item.periodStart,
      periodEnd: current?.periodEnd ?? item.periodEnd,
    }));
    subscription.pendingUpdate = null;
    const after = subscriptionObject(world, subscription);
    world.emit("customer.subscription.updated", after, {
      items: before.items,
      pending_update: before.pending_update,
    });
    world.emit("customer.subscription.pending_update_applied", after);
  }
  if (!owesAnother(world, subscription)) setStatus(world, subscription, "active");
}

/**
 * A first invoice leaves the subscription incomplete; a renewal makes it past_due, and unpaid once no further
 * attempt is planned. A change that waits for its payment leaves the subscription as it is.
 */
export function afterFailedPayment(world: World, invoice: Invoice): void {
  const subscription = invoice.subscription ? world.subscriptions.get(invoice.subscription) : undefined;
  if (!subscription || subscription.status === "canceled" || subscription.status === "incomplete") return;
  if (subscription.pendingUpdate?.invoice === invoice.id) return;
  const givenUp = invoice.billingReason === "subscription_cycle" && invoice.nextAttempt === null;
  setStatus(world, subscription, givenUp ? "unpaid" : "past_due");
}

/** A change whose invoice is void will not be paid for any more, and is dropped. */
export function afterVoiding(world: World, invoice: Invoice): void {
  const subscription = invoice.subscription ? world.subscriptions.get(invoice.subscription) : undefined;
  if (subscription?.pendingUpdate?.invoice !== invoice.id) return;
  subscription.pendingUpdate = null;
  world.emit("customer.subscription.pending_update_expired", subscriptionObject(world, subscription));
}

export function setStatus(world: World, subscription: Subscription, status: SubscriptionStatus): void {
  if (subscription.status === status) return;
  const previous = { status: subscription.status };
  subscription.status = status;
  world.emit("customer.subscription.updated", subscriptionObject(world, subscription), previous);
}

function owesAnother(world: World, subscription: Subscription): boolean {
  return [...world.invoices.values()].some(
    (invoice) =>
      invoice.subscription === subscription.id &&
      invoice.status === "open" &&
      invoice.id !== subscription.pendingUpdate?.invoice,
  );
}
