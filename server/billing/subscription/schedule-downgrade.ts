import type Stripe from "stripe";
import { AppError } from "../../domain/errors";
import { type PaidPlan, stripeCatalogue } from "../stripe-catalogue";
import type { LiveSubscription } from "./live-subscription";

/** A smaller plan, once the period that is paid for is over. What another choice had scheduled is written anew. */
export async function scheduleDowngrade(
  client: Stripe,
  subscription: LiveSubscription,
  plan: PaidPlan,
): Promise<void> {
  const { prices } = await stripeCatalogue();
  const schedule = await scheduleOf(client, subscription.id);
  const current = schedule.current_phase;
  if (!current)
    throw new AppError(
      "conflict",
      "The period turned a moment ago. Refresh this page, then choose the plan again.",
    );
  const phase = (of: PaidPlan) => ({
    items: [{ price: prices[of].flat, quantity: 1 }, { price: prices[of].overage }],
    proration_behavior: "none" as const,
    metadata: { plan: of },
  });
  await client.subscriptionSchedules.update(schedule.id, {
    end_behavior: "release",
    proration_behavior: "none",
    phases: [
      { ...phase(subscription.plan), start_date: current.start_date, end_date: current.end_date },
      { ...phase(plan), duration: { interval: "month", interval_count: 1 } },
    ],
  });
}

async function scheduleOf(client: Stripe, subscriptionId: string): Promise<Stripe.SubscriptionSchedule> {
  const { schedule } = await client.subscriptions.retrieve(subscriptionId);
  if (!schedule) return client.subscriptionSchedules.create({ from_subscription: subscriptionId });
  return typeof schedule === "string" ? client.subscriptionSchedules.retrieve(schedule) : schedule;
}
