import type Stripe from "stripe";
import { inTransaction } from "../../db/pool";
import { AppError } from "../../domain/errors";
import { PLANS } from "../../domain/plans";
import type { WorkspaceId } from "../../domain/workspace";
import { flushUsage } from "../export/flush-usage";
import { syncCustomer } from "../sync-customer";
import { askStripe } from "./ask-stripe";
import { auditBilling, type BillingActor } from "./audit-billing";
import { freshSubscription, type LiveSubscription } from "./live-subscription";
import { oneAtATime } from "./one-at-a-time";
import { releaseSchedule } from "./release-schedule";

/** The plan ends with the period that is paid for; what is used until then is on the last invoice. */
export const cancelSubscription = (by: BillingActor): Promise<void> =>
  change(by, "subscription.canceled", async (client, live) => {
    if (live.cancelAt)
      throw new AppError("conflict", `${named(live)} is canceled already. Refresh this page.`);
    await flushUsage(by.workspaceId);
    await releaseSchedule(client, await client.subscriptions.retrieve(live.id));
    await client.subscriptions.update(live.id, { cancel_at_period_end: true });
  });

/** A plan that was to end goes on. */
export const resumeSubscription = (by: BillingActor): Promise<void> =>
  change(by, "subscription.resumed", async (client, live) => {
    if (!live.cancelAt) throw new AppError("conflict", `${named(live)} goes on already. Refresh this page.`);
    await client.subscriptions.update(live.id, { cancel_at_period_end: false });
  });

function change(
  by: BillingActor,
  action: string,
  ask: (client: Stripe, live: LiveSubscription) => Promise<void>,
): Promise<void> {
  return askStripe((client) =>
    oneAtATime(by.workspaceId, async () => {
      const live = await subscriptionToChange(by.workspaceId);
      await ask(client, live);
      await inTransaction((tx) => auditBilling(tx, by, action, { plan: live.plan }));
      await syncCustomer(live.customerId);
    }),
  );
}

const named = ({ plan }: LiveSubscription) => `The ${PLANS[plan].name} plan`;

async function subscriptionToChange(workspaceId: WorkspaceId): Promise<LiveSubscription> {
  const live = await freshSubscription(workspaceId);
  if (live) return live;
  throw new AppError("conflict", "This workspace has no plan that is paid for. Choose one first.");
}
