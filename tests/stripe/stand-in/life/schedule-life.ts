import { scheduleObject, subscriptionObject } from "../objects/subscription-object";
import type { Phase, Schedule, Subscription, SubscriptionItem } from "../state";
import type { World } from "../world";
import { changeSubscription } from "./subscription-change";
import { endAtPeriodEnd, newItem } from "./subscription-life";

export const nextPhase = (schedule: Schedule, at: number): Phase | undefined =>
  schedule.status === "active" ? schedule.phases.find(({ startDate }) => startDate === at) : undefined;

/** A phase's items; an item keeps its id as far as its kind of price (metered or not) goes on. */
export function phaseItems(world: World, subscription: Subscription, phase: Phase): SubscriptionItem[] {
  const [first] = subscription.items;
  const period = { periodStart: first?.periodStart ?? 0, periodEnd: first?.periodEnd ?? 0 };
  return phase.items.map((wanted) => {
    const kept = subscription.items.find(({ price }) => price === wanted.price);
    const item = newItem(world, { ...wanted, metadata: kept?.metadata }, period);
    return kept ? { ...item, id: kept.id, created: kept.created, usageSince: kept.usageSince } : item;
  });
}

/** One phase gives way to the next, or the schedule ends and lets its subscription go on or cancels it. */
export function startPhase(world: World, schedule: Schedule, at: number): void {
  schedule.phaseSince = at;
  const subscription = schedule.subscription ? world.subscription(schedule.subscription) : null;
  const phase = nextPhase(schedule, at);
  if (subscription && phase) {
    subscription.metadata = { ...subscription.metadata, ...phase.metadata };
    const items = phaseItems(world, subscription, phase);
    if (differ(items, subscription.items))
      changeSubscription(world, subscription, items, {
        proration: phase.prorationBehavior,
        payment: "allow_incomplete",
        at,
      });
    world.emit("subscription_schedule.updated", scheduleObject(world, schedule), {});
  } else if (schedule.endBehavior === "release") {
    releaseSchedule(world, schedule);
  } else {
    schedule.status = "completed";
    schedule.completedAt = at;
    world.emit("subscription_schedule.completed", scheduleObject(world, schedule));
    if (subscription) endAtPeriodEnd(world, subscription, at);
  }
}

/** The subscription goes on without its schedule, as it is. */
export function releaseSchedule(world: World, schedule: Schedule): void {
  schedule.status = "released";
  schedule.releasedAt = world.now();
  schedule.releasedSubscription = schedule.subscription;
  detach(world, schedule);
  world.emit("subscription_schedule.released", scheduleObject(world, schedule));
}

export function detach(world: World, schedule: Schedule): void {
  const subscription = schedule.subscription ? world.subscription(schedule.subscription) : null;
  schedule.subscription = null;
  if (!subscription) return;
  subscription.schedule = null;
  world.emit("customer.subscription.updated", subscriptionObject(world, subscription), {
    schedule: schedule.id,
  });
}

function differ(a: SubscriptionItem[], b: SubscriptionItem[]): boolean {
  const words = (items: SubscriptionItem[]) =>
    items.map(({ price, quantity }) => `${price} ${quantity}`).sort();
  return words(a).join() !== words(b).join();
}
