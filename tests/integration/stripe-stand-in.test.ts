import Stripe from "stripe";
import { beforeEach, describe, expect, test } from "vitest";
import { type StripeStandIn, startStripe } from "../stripe/stand-in/start-stripe";

const START = new Date("2026-11-01T10:00:00Z");

let standIn: StripeStandIn;
let stripe: Stripe;

beforeEach(async () => {
  standIn = await startStripe({ now: START });
  stripe = new Stripe(standIn.apiKey, {
    host: standIn.host,
    port: standIn.port,
    protocol: "http",
    maxNetworkRetries: 0,
    telemetry: false,
  });
  return () => standIn.stop();
});

describe("what is said on the wire", () => {
  test("conforms when it is right, in both directions", async () => {
    const { customer, subscription } = await subscribed();
    expect((await stripe.customers.retrieve(customer)).id).toBe(customer);
    expect(subscription.status).toBe("active");
    expect(standIn.violations).toEqual([]);
  });

  test("is refused with an unknown parameter, a wrong value or an unknown path", async () => {
    const { subscription } = await subscribed();
    const raw = (path: string, body: string) =>
      fetch(`${standIn.url}${path}`, {
        method: "POST",
        body,
        headers: { authorization: `Bearer ${standIn.apiKey}`, "stripe-version": Stripe.API_VERSION },
      });
    const typo = await raw("/v1/billing/meter_events", "event_nam=x&payload[value]=1");
    expect(typo.status).toBe(400);
    expect(await typo.json()).toMatchObject({ error: { code: "parameter_unknown" } });
    await raw(`/v1/subscriptions/${subscription.id}`, "proration_behaviour=none");
    await raw(`/v1/subscriptions/${subscription.id}`, "proration_behavior=never");
    expect((await raw("/v1/subscription_items/si_1/usage_records", "quantity=1")).status).toBe(404);
    expect(standIn.violations.join("\n")).toMatch(
      /event_nam\b[\s\S]*proration_behaviour[\s\S]*proration_behavior[\s\S]*usage_records/,
    );
  });
});

/** A customer with a flat and a metered price, paid through the checkout page. */
async function subscribed() {
  const product = await stripe.products.create({ name: "Starter" });
  const meter = await stripe.billing.meters.create({
    display_name: "Overage",
    event_name: "baton_overage_tokens",
    default_aggregation: { formula: "sum" },
  });
  const flat = await stripe.prices.create({
    product: product.id,
    currency: "usd",
    unit_amount: 9900,
    lookup_key: "starter_monthly_v1",
    recurring: { interval: "month" },
  });
  const overage = await stripe.prices.create({
    product: product.id,
    currency: "usd",
    unit_amount_decimal: Stripe.Decimal.from("0.0015"),
    lookup_key: "starter_overage_v1",
    recurring: { interval: "month", usage_type: "metered", meter: meter.id },
  });
  const customer = await stripe.customers.create({ name: "Acme", metadata: { workspace: "acme" } });
  const session = await stripe.checkout.sessions.create({
    mode: "subscription",
    customer: customer.id,
    client_reference_id: "acme",
    success_url: "http://localhost:3000/back",
    cancel_url: "http://localhost:3000/billing",
    line_items: [{ price: flat.id, quantity: 1 }, { price: overage.id }],
    subscription_data: { billing_mode: { type: "flexible" }, metadata: { workspace: "acme" } },
  });
  await standIn.pay(session.id);
  const [subscription] = (await stripe.subscriptions.list({ customer: customer.id })).data;
  if (!subscription) throw new Error("There is no subscription.");
  return {
    customer: customer.id,
    meter: meter.id,
    flat: flat.id,
    overage: overage.id,
    subscription,
    session,
  };
}
