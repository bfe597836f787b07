import { expireCheckout } from "../routes/checkout";
import type { Schedule, Subscription } from "../state";
import type { World } from "../world";
import { collectInvoice, finalizeInvoice } from "./invoice-life";
import { nextPhase, phaseItems, startPhase } from "./schedule-life";
import { expirePendingUpdate } from "./subscription-change";
import { endAtPeriodEnd, expireIncomplete, renew } from "./subscription-life";

type Due = { at: number; work: () => void };

/** A first invoice may be paid for this long: https://docs.stripe.com/billing/subscriptions/overview */
const INCOMPLETE_FOR = 23 * 3600;

/** The next thing that time brings about, or null. It is derived from the state, so that nothing is scheduled twice. */
export function nextDue(world: World): Due | null {
  const due = [
    ...[...world.subscriptions.values()].flatMap((each) => ofSubscription(world, each)),
    ...[...world.schedules.values()].flatMap((each) => ofSchedule(world, each)),
    ...ofInvoices(world),
    ...[...world.checkoutSessions.values()]
      .filter(({ status }) => status === "open")
      .map((session) => ({ at: session.expiresAt, work: () => expireCheckout(world, session) })),
  ];
  return due.reduce<Due | null>((first, each) => (first && first.at <= each.at ? first : each), null);
}

function ofSubscription(world: World, subscription: Subscription): Due[] {
  const { status, pendingUpdate } = subscription;
  const [first] = subscription.items;
  if (status === "canceled" || status === "incomplete_expired" || !first) return [];
  if (status === "incomplete")
    return [{ at: subscription.created + INCOMPLETE_FOR, work: () => expireIncomplete(world, subscription) }];
  const pending = pendingUpdate
    ? [{ at: pendingUpdate.expiresAt, work: () => expirePendingUpdate(world, subscription) }]
    : [];
  const ends =
    subscription.cancelAt !== null && subscription.cancelAt <= first.periodEnd ? subscription.cancelAt : null;
  if (ends !== null) return [...pending, { at: ends, work: () => endAtPeriodEnd(world, subscription, ends) }];
  return [...pending, { at: first.periodEnd, work: () => turnPeriod(world, subscription, first.periodEnd) }];
}

/** A schedule's next phase that begins with a period changes the items at its turn. */
function turnPeriod(world: World, subscription: Subscription, at: number): void {
  const schedule = subscription.schedule ? world.schedule(subscription.schedule) : null;
  const phase = schedule && nextPhase(schedule, at);
  renew(world, subscription, phase ? phaseItems(world, subscription, phase) : subscription.items);
  if (schedule && phase) startPhase(world, schedule, at);
}

/** Phases that begin or end between the turns of periods. */
function ofSchedule(world: World, schedule: Schedule): Due[] {
  if (schedule.status !== "active" || !schedule.subscription) return [];
  const subscription = world.subscription(schedule.subscription);
  const turn = subscription.items[0]?.periodEnd;
  const [at] = schedule.phases.map(({ endDate }) => endDate).filter((end) => end > schedule.phaseSince);
  if (at === undefined || (at === turn && nextPhase(schedule, at))) return [];
  return [{ at, work: () => startPhase(world, schedule, at) }];
}

function ofInvoices(world: World): Due[] {
  return [...world.invoices.values()].flatMap((invoice) => {
    const { status, finalizesAt, nextAttempt } = invoice;
    if (status === "draft" && finalizesAt !== null && invoice.autoAdvance)
      return [
        {
          at: finalizesAt,
          work: () => {
            finalizeInvoice(world, invoice);
            collectInvoice(world, invoice);
          },
        },
      ];
    if (status === "open" && nextAttempt !== null && invoice.autoAdvance)
      return [{ at: nextAttempt, work: () => void collectInvoice(world, invoice) }];
    return [];
  });
}
