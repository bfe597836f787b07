import Stripe from "stripe";
import { onTestFinished } from "vitest";
import { type StripeStandIn, startStripe } from "./stand-in/start-stripe";

export type TestAccount = { standIn: StripeStandIn; stripe: Stripe };

/** A stand-in with a frozen clock for the length of a test, and the official library pointed at it. */
export async function openAccount(now: Date | (() => Date) = new Date("2026-11-01T10:00:00Z")) {
  const standIn = await startStripe({ now });
  onTestFinished(() => standIn.stop());
  return { standIn, stripe: stripeClient(standIn) };
}

export const stripeClient = ({ apiKey, host, port }: StripeStandIn, maxNetworkRetries = 0): Stripe =>
  new Stripe(apiKey, { host, port, protocol: "http", maxNetworkRetries, telemetry: false });

/** Two plans with a flat and a metered price each, in cents and cents per unit. */
export async function sellPlans({ stripe }: TestAccount) {
  const meter = await stripe.billing.meters.create({
    display_name: "Tokens beyond the plan",
    event_name: "overage",
    default_aggregation: { formula: "sum" },
  });
  const plan = async (name: string, cents: number, perUnit: string) => {
    const product = await stripe.products.create({ name });
    const sold = { product: product.id, currency: "usd" };
    const flat = await stripe.prices.create({
      ...sold,
      unit_amount: cents,
      recurring: { interval: "month" },
    });
    const overage = await stripe.prices.create({
      ...sold,
      unit_amount_decimal: Stripe.Decimal.from(perUnit),
      recurring: { interval: "month", usage_type: "metered", meter: meter.id },
    });
    return { flat: flat.id, overage: overage.id };
  };
  return {
    meter,
    starter: await plan("Starter", 9900, "0.0015"),
    professional: await plan("Professional", 29900, "0.0012"),
  };
}

export type Plans = Awaited<ReturnType<typeof sellPlans>>;
type Plan = Plans["starter"];

export async function startCheckout({ stripe }: TestAccount, { flat, overage }: Plan) {
  const customer = await stripe.customers.create({ name: "Acme", metadata: { workspace: "acme" } });
  return stripe.checkout.sessions.create({
    mode: "subscription",
    customer: customer.id,
    client_reference_id: "acme",
    success_url: "http://localhost:3000/billing?checkout=done",
    cancel_url: "http://localhost:3000/billing",
    line_items: [{ price: flat, quantity: 1 }, { price: overage }],
    subscription_data: { billing_mode: { type: "flexible" }, metadata: { workspace: "acme" } },
  });
}

/** A customer who has paid for a plan on the checkout page. */
export async function buyPlan(account: TestAccount, plan: Plan) {
  const session = await startCheckout(account, plan);
  await account.standIn.pay(session.id);
  const { subscription, customer } = await account.stripe.checkout.sessions.retrieve(session.id);
  if (typeof subscription !== "string" || typeof customer !== "string")
    throw new Error("Nothing was bought.");
  const { items } = await account.stripe.subscriptions.retrieve(subscription);
  const [flatItem, overageItem] = items.data;
  if (!flatItem || !overageItem) throw new Error("The subscription lacks an item.");
  return { session: session.id, subscription, customer, flatItem: flatItem.id, overageItem: overageItem.id };
}

/** Reports usage at the stand-in's present, or some time before. */
export function reportUsage(
  { standIn, stripe }: TestAccount,
  customer: string,
  value: number,
  { identifier, secondsAgo = 0 }: { identifier?: string; secondsAgo?: number } = {},
) {
  return stripe.billing.meterEvents.create({
    event_name: "overage",
    payload: { stripe_customer_id: customer, value: String(value) },
    timestamp: Math.floor(standIn.clock.now().getTime() / 1000) - secondsAgo,
    ...(identifier && { identifier }),
  });
}
