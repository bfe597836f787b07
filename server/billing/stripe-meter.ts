import type Stripe from "stripe";

/** `tokens`: every token, no price. `overage`: those over the plan, which are charged. Both in milli-tokens. */
export type MeterKey = "tokens" | "overage";
export const meterKeys: MeterKey[] = ["tokens", "overage"];

/** What meter events are called. */
export const METER_EVENTS: Record<MeterKey, string> = {
  tokens: "baton_tokens",
  overage: "baton_overage_tokens",
};

/** The ids of our meters that are active. Stripe has at most one of a name. */
export async function findMeters(client: Stripe): Promise<Map<MeterKey, string>> {
  const found = new Map<MeterKey, string>();
  for await (const meter of client.billing.meters.list({ status: "active", limit: 100 })) {
    const key = meterKeys.find((known) => METER_EVENTS[known] === meter.event_name);
    if (!key) continue;
    if (!isOurs(meter))
      throw new Error(
        `Stripe's meter ${meter.id} (${meter.event_name}) adds up something else than Baton reports. Deactivate it in the dashboard of Stripe, then run \`npm run stripe:setup\` again.`,
      );
    found.set(key, meter.id);
  }
  return found;
}

export async function makeMeter(client: Stripe, key: MeterKey): Promise<string> {
  const { id } = await client.billing.meters.create({
    event_name: METER_EVENTS[key],
    display_name: DISPLAY_NAMES[key],
    default_aggregation: { formula: "sum" },
    customer_mapping: { type: "by_id", event_payload_key: "stripe_customer_id" },
    value_settings: { event_payload_key: "value" },
  });
  return id;
}

const DISPLAY_NAMES: Record<MeterKey, string> = {
  tokens: "Baton: all tokens (milli-tokens)",
  overage: "Baton: tokens over the plan (milli-tokens)",
};

const isOurs = ({ default_aggregation, customer_mapping, value_settings }: Stripe.Billing.Meter): boolean =>
  default_aggregation.formula === "sum" &&
  customer_mapping.event_payload_key === "stripe_customer_id" &&
  value_settings.event_payload_key === "value";
