import type Stripe from "stripe";

/** In its metadata: which of the account's configurations is ours. */
const VERSION = "v1";

/** A plan is a pair of prices, which only our own page changes together; the rest of it is Stripe's to show. */
const FEATURES: Stripe.BillingPortal.ConfigurationCreateParams.Features = {
  customer_update: { enabled: true, allowed_updates: ["name", "email", "address", "phone", "tax_id"] },
  invoice_history: { enabled: true },
  payment_method_update: { enabled: true },
  subscription_cancel: { enabled: true, mode: "at_period_end" },
  subscription_update: { enabled: false },
};

/** The id of what the customer portal offers our customers: made when it is not there, set right when somebody changed it. */
export async function portalConfiguration(
  client: Stripe,
  say: (line: string) => void = () => {},
): Promise<string> {
  const { data } = await client.billingPortal.configurations.list({ active: true, limit: 100 });
  const known = data.find(({ metadata }) => metadata?.baton === VERSION);
  if (!known) {
    const made = await client.billingPortal.configurations.create({
      features: FEATURES,
      metadata: { baton: VERSION },
    });
    say("customer portal: made");
    return made.id;
  }
  if (!isWanted(known.features)) {
    await client.billingPortal.configurations.update(known.id, { features: FEATURES });
    say("customer portal: set right");
  }
  return known.id;
}

const isWanted = (features: Stripe.BillingPortal.Configuration.Features): boolean =>
  features.invoice_history.enabled &&
  features.payment_method_update.enabled &&
  features.customer_update.enabled &&
  features.customer_update.allowed_updates.includes("tax_id") &&
  features.subscription_cancel.enabled &&
  features.subscription_cancel.mode === "at_period_end" &&
  !features.subscription_update.enabled;
