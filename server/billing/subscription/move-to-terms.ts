import type Stripe from "stripe";
import { AppError } from "../../domain/errors";
import type { CustomPricing } from "../../domain/plan-of";
import { PLANS } from "../../domain/plans";
import type { WorkspaceId } from "../../domain/workspace";
import { ensureCustomPrices } from "../custom-price";
import { flushUsage } from "../export/flush-usage";
import { isBillingConfigured } from "../stripe-client";
import { knownCustomer } from "../stripe-customer";
import { syncCustomer } from "../sync-customer";
import { askStripe } from "./ask-stripe";
import { freshSubscription, type LiveSubscription } from "./live-subscription";
import { type Upgrade, upgradeSubscription } from "./upgrade-subscription";

/**
 * What a workspace pays at Stripe goes over to terms that were agreed with it, higher or lower, at once: as an upgrade, in
 * one call, with the old overage billed at its old rate, the rest of the period prorated, and nothing changed while that is
 * not paid. At once and not with the next period, because that is what was agreed, and because no moment may have the fee of
 * one and the rate of the other. The workspace gets the terms from the prices it then pays, whoever hears of it first.
 *
 * Null: it pays nothing there. A checkout that was opened at other prices is closed, so that nobody pays those any more.
 */
export async function moveToTerms(workspaceId: WorkspaceId, terms: CustomPricing): Promise<Upgrade | null> {
  if (!isBillingConfigured() || !(await knownCustomer(workspaceId))) return null;
  return askStripe(async (client) => {
    const live = await freshSubscription(workspaceId);
    if (!live) {
      await closeCheckouts(client, await knownCustomer(workspaceId));
      return null;
    }
    refuse(live);
    const prices = await ensureCustomPrices(client, workspaceId, terms);
    const { items } = await client.subscriptions.retrieve(live.id);
    // An answer that was lost, or the same said twice.
    const paying = items.data.map(({ price }) => price.id);
    if (paying.includes(prices.flat) && paying.includes(prices.overage))
      return { outcome: "changed", payUrl: null };
    // What was used until now goes to the price it was used at.
    await flushUsage(workspaceId);
    const moved = await upgradeSubscription(client, live, { plan: "enterprise", prices });
    await syncCustomer(live.customerId);
    return moved;
  });
}

async function closeCheckouts(client: Stripe, customer: string | null): Promise<void> {
  if (!customer) return;
  const { data } = await client.checkout.sessions.list({ customer, status: "open", limit: 100 });
  for (const { id } of data) await client.checkout.sessions.expire(id);
}

function refuse({ plan, cancelAt, status }: LiveSubscription): void {
  if (cancelAt)
    throw new AppError(
      "conflict",
      `This workspace has canceled the ${PLANS[plan].name} plan. Let its owner resume it first, or agree when it is over.`,
    );
  if (status !== "active" && status !== "trialing")
    throw new AppError(
      "conflict",
      "The last invoice of this workspace is not paid. Terms can be agreed once it is.",
    );
}
