import type Stripe from "stripe";
import { expect } from "vitest";
import { POST as postThin } from "@/app/api/stripe/thin/route";
import { POST as postSnapshot } from "@/app/api/stripe/webhook/route";
import { ensureStripeCatalogue } from "@/server/billing/stripe-catalogue";
import { stripe } from "@/server/billing/stripe-client";
import { customerOf } from "@/server/billing/stripe-customer";
import type { PaidPlan } from "@/server/billing/stripe-price";
import { pool } from "@/server/db/pool";
import type { WorkspaceId } from "@/server/domain/workspace";
import { completeEnvironment } from "@/server/env";
import { type StripeStandIn, startStripe } from "../../stripe/stand-in/start-stripe";

export type StripeAccount = {
  standIn: StripeStandIn;
  client: Stripe;
  /** What a customer does: to the checkout, and pays there. Returns the customer. */
  buy(workspaceId: WorkspaceId, plan: PaidPlan, card?: "good" | "declined"): Promise<string>;
  subscriptionOf(customer: string): Promise<Stripe.Subscription>;
  close(): Promise<void>;
};

const OFF = {
  STRIPE_SECRET_KEY: "",
  STRIPE_API_URL: "",
  STRIPE_WEBHOOK_SECRET: "",
  STRIPE_THIN_WEBHOOK_SECRET: "",
};

/**
 * An account at the stand-in for Stripe with our prices, whose clock is that of this process, and whose webhooks come to
 * the routes. Each is handled before the next one comes, unless `hasty`.
 */
export async function openStripe(start: Date, { hasty = false } = {}): Promise<StripeAccount> {
  const before = globalThis.batonClock;
  const standIn = await startStripe({ now: start });
  globalThis.batonClock = { now: () => standIn.clock.now() };
  completeEnvironment({
    STRIPE_SECRET_KEY: standIn.apiKey,
    STRIPE_API_URL: standIn.url,
    STRIPE_WEBHOOK_SECRET: standIn.webhookSecret,
    STRIPE_THIN_WEBHOOK_SECRET: standIn.thinSecret,
  });
  const settling = (post: (request: Request) => Promise<Response>) => async (request: Request) => {
    const response = await post(request);
    if (!hasty) await untilHandled();
    return response;
  };
  standIn.deliverTo(settling(postSnapshot), settling(postThin));
  const client = stripe();
  if (!client) throw new Error("There is no client");
  await ensureStripeCatalogue();
  return {
    standIn,
    client,
    buy: (workspaceId, plan, card) => buy(standIn, client, { workspaceId, plan, card }),
    subscriptionOf: async (customer) => {
      const [subscription] = (await client.subscriptions.list({ customer, status: "all" })).data;
      if (!subscription) throw new Error(`${customer} has no subscription`);
      return subscription;
    },
    close: async () => {
      await standIn.deliveries.settled();
      await standIn.stop();
      globalThis.batonClock = before;
      completeEnvironment(OFF);
      expect(standIn.violations).toEqual([]);
    },
  };
}

/** Every event that came was handled, or failed. */
export const untilHandled = () =>
  expect
    .poll(
      async () => {
        const { rows } = await pool().query<{ open: number }>(
          "select count(*)::int as open from stripe_events where handled_at is null and note = ''",
        );
        return rows[0]?.open;
      },
      { interval: 10 },
    )
    .toBe(0);

type Purchase = { workspaceId: WorkspaceId; plan: PaidPlan; card?: "good" | "declined" | undefined };

async function buy(standIn: StripeStandIn, client: Stripe, { workspaceId, plan, card }: Purchase) {
  const customer = await customerOf(workspaceId);
  const { prices } = await ensureStripeCatalogue();
  const session = await client.checkout.sessions.create({
    mode: "subscription",
    customer,
    client_reference_id: workspaceId,
    line_items: [{ price: prices[plan].flat, quantity: 1 }, { price: prices[plan].overage }],
    subscription_data: { billing_mode: { type: "flexible" }, metadata: { workspace_id: workspaceId, plan } },
    success_url: "http://localhost:3000/back",
  });
  await standIn.pay(session.id, card);
  return customer;
}
