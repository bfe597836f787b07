import type Stripe from "stripe";

/** What was to follow at the end of the period does not: a subscription with a schedule takes no other change. */
export async function releaseSchedule(client: Stripe, { schedule }: Stripe.Subscription): Promise<void> {
  if (!schedule) return;
  await client.subscriptionSchedules.release(typeof schedule === "string" ? schedule : schedule.id);
}
