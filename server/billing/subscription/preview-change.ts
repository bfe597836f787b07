import type Stripe from "stripe";
import { now } from "../../db/clock";
import { PLANS, type Plan } from "../../domain/plans";
import { type PaidPlan, stripeCatalogue } from "../stripe-catalogue";
import { askStripe } from "./ask-stripe";
import type { Move } from "./decide-move";
import type { LiveSubscription } from "./live-subscription";
import { itemsFor } from "./upgrade-subscription";

export type PlanChange = {
  when: "now" | "at period end";
  at: Date;
  /** Null: nothing is charged, because no payment is configured. */
  dueNowCents: number | null;
  lines: { text: string; cents: number }[];
};

/** What a move would cost and when it would happen. */
export async function previewChange(move: Move, terms: Plan): Promise<PlanChange> {
  const at = now();
  const price = { text: `${terms.name} plan, a month`, cents: centsOf(terms) };
  switch (move.kind) {
    case "switch":
      return {
        ...{ when: "now", at, dueNowCents: null },
        lines: [{ ...price, text: `${price.text} (no payment configured: nothing is charged)` }],
      };
    case "buy":
      return { when: "now", at, dueNowCents: price.cents, lines: [price] };
    case "keep":
      return { when: "now", at, dueNowCents: 0, lines: [] };
    case "down":
      return { when: "at period end", at: move.subscription.periodEndsAt, dueNowCents: 0, lines: [price] };
    case "up":
      return askStripe((client) => previewUpgrade(client, move.subscription, move.plan, at));
  }
}

/** As Stripe would invoice it at this moment. The same moment is charged for when it is done soon after. */
async function previewUpgrade(
  client: Stripe,
  subscription: LiveSubscription,
  plan: PaidPlan,
  at: Date,
): Promise<PlanChange> {
  const seconds = Math.floor(at.getTime() / 1000);
  const invoice = await client.invoices.createPreview({
    customer: subscription.customerId,
    subscription: subscription.id,
    subscription_details: {
      items: itemsFor(subscription, (await stripeCatalogue()).prices[plan]),
      proration_behavior: "always_invoice",
      proration_date: seconds,
    },
  });
  return {
    when: "now",
    at: new Date(seconds * 1000),
    dueNowCents: invoice.amount_due,
    lines: invoice.lines.data
      .filter(({ amount }) => amount !== 0)
      .map(({ amount, description }) => ({ text: description ?? `${PLANS[plan].name} plan`, cents: amount })),
  };
}

const centsOf = ({ priceMicroDollars }: Plan) => Math.round(priceMicroDollars / 10_000);
