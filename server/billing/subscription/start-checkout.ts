import type Stripe from "stripe";
import { newId } from "../../db/id";
import { inTransaction } from "../../db/pool";
import { AppError } from "../../domain/errors";
import { PLANS } from "../../domain/plans";
import type { WorkspaceId } from "../../domain/workspace";
import { ensureCustomPrices } from "../custom-price";
import { type PaidPlan, stripeCatalogue } from "../stripe-catalogue";
import { customerOf } from "../stripe-customer";
import type { PricePart } from "../stripe-price";
import { forgetCustomer } from "../sync/forget-customer";
import { askStripe } from "./ask-stripe";
import { decideMove } from "./decide-move";
import { freshSubscription } from "./live-subscription";
import { oneAtATime } from "./one-at-a-time";
import { planFits } from "./plan-fits";
import { readStanding } from "./read-standing";

export type Checkout = {
  plan: PaidPlan;
  /** Of one click: when its answer was lost, the same click finds the same page. */
  click?: string | undefined;
  /** Our page to come back to. Coming back there grants nothing. */
  returnUrl: string;
};

type Sale = Checkout & { prices: Record<PricePart, string>; customer: string };

/** The address of Stripe's page on which the plan is paid for. A workspace has one such page open at a time. */
export function startCheckout(workspaceId: WorkspaceId, checkout: Checkout): Promise<{ url: string }> {
  return askStripe((client) =>
    oneAtATime(workspaceId, async () => {
      const live = await freshSubscription(workspaceId);
      if (live)
        throw new AppError(
          "conflict",
          `This workspace has the ${PLANS[live.plan].name} plan already. Change that plan instead of buying another.`,
        );
      const { facts, ...standing } = await readStanding(workspaceId);
      // Who has terms of their own buys at those, and nothing else.
      decideMove(standing, checkout.plan);
      await inTransaction((tx) =>
        planFits(tx, workspaceId, facts.customPricing ? facts.terms : PLANS[checkout.plan]),
      );
      const prices = facts.customPricing
        ? await ensureCustomPrices(client, workspaceId, facts.customPricing)
        : (await stripeCatalogue()).prices[checkout.plan];
      const sale = { ...checkout, prices, customer: await buyer(client, workspaceId) };
      const open = await reuse(client, sale);
      if (open) return { url: open };
      const { url } = await client.checkout.sessions.create(page(workspaceId, sale), {
        idempotencyKey: `baton-checkout-${workspaceId}-${checkout.plan}-${checkout.click ?? newId()}`,
      });
      if (!url) throw new Error("Stripe made a checkout without an address");
      return { url };
    }),
  );
}

/** A customer that was deleted at Stripe buys nothing any more: another one takes its place. */
async function buyer(client: Stripe, workspaceId: WorkspaceId): Promise<string> {
  const known = await customerOf(workspaceId);
  const { deleted } = await client.customers.retrieve(known);
  if (!deleted) return known;
  await forgetCustomer(workspaceId, known);
  return customerOf(workspaceId);
}

/** What is still open is gone on with, or closed: who has two of them open could pay for both. */
async function reuse(client: Stripe, { plan, prices, customer, returnUrl }: Sale): Promise<string | null> {
  const { data } = await client.checkout.sessions.list({ customer, status: "open", limit: 100 });
  const same = data.find(
    ({ metadata, success_url }) =>
      metadata?.plan === plan && metadata.price === prices.flat && success_url === done(returnUrl, plan),
  );
  for (const other of data) if (other !== same) await client.checkout.sessions.expire(other.id);
  return same?.url ?? null;
}

function page(
  workspaceId: WorkspaceId,
  { plan, prices: { flat, overage }, customer, returnUrl }: Sale,
): Stripe.Checkout.SessionCreateParams {
  return {
    mode: "subscription",
    ...{ customer, client_reference_id: workspaceId },
    metadata: { workspace_id: workspaceId, plan, price: flat },
    // What is metered has no quantity.
    line_items: [{ price: flat, quantity: 1 }, { price: overage }],
    subscription_data: { billing_mode: { type: "flexible" }, metadata: { workspace_id: workspaceId } },
    allow_promotion_codes: true,
    tax_id_collection: { enabled: true },
    // Without it the name that belongs to a tax number is refused for a customer that exists.
    customer_update: { name: "auto", address: "auto" },
    ...{ success_url: done(returnUrl, plan), cancel_url: `${returnUrl}?checkout=cancelled` },
  };
}

/** The page waits there for the plan. */
const done = (returnUrl: string, plan: PaidPlan) => `${returnUrl}?checkout=done&plan=${plan}`;
