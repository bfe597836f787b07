import type Stripe from "stripe";
import { type Meter, meters } from "./export/usage-sink";

/** What meter events are called. */
export const METER_EVENTS: Record<Meter, string> = {
  tokens: "baton_tokens",
  overage: "baton_overage_tokens",
};

/** Thin events: what Stripe posts when it could not count what it had taken. */
export const METER_REPORTS = ["v1.billing.meter.error_report_triggered", "v1.billing.meter.no_meter_found"];

/** The ids of our meters that are active. Stripe has at most one of a name. */
export async function findMeters(client: Stripe): Promise<Map<Meter, string>> {
  const found = new Map<Meter, string>();
  for await (const meter of client.billing.meters.list({ status: "active", limit: 100 })) {
    const key = meters.find((known) => METER_EVENTS[known] === meter.event_name);
    if (!key) continue;
    if (!isOurs(meter))
      throw new Error(
        `Stripe's meter ${meter.id} (${meter.event_name}) adds up something else than Baton reports. Deactivate it in the dashboard of Stripe, then run \`npm run stripe:setup\` again.`,
      );
    found.set(key, meter.id);
  }
  return found;
}

export async function makeMeter(client: Stripe, key: Meter): Promise<string> {
  const { id } = await client.billing.meters.create({
    event_name: METER_EVENTS[key],
    display_name: DISPLAY_NAMES[key],
    default_aggregation: { formula: "sum" },
    customer_mapping: { type: "by_id", event_payload_key: "stripe_customer_id" },
    value_settings: { event_payload_key: "value" },
  });
  return id;
}

const DISPLAY_NAMES: Record<Meter, string> = {
  tokens: "Baton: all tokens (milli-tokens)",
  overage: "Baton: tokens over the plan (milli-tokens)",
};

const isOurs = ({ default_aggregation, customer_mapping, value_settings }: Stripe.Billing.Meter): boolean =>
  default_aggregation.formula === "sum" &&
  customer_mapping.event_payload_key === "stripe_customer_id" &&
  value_settings.event_payload_key === "value";
