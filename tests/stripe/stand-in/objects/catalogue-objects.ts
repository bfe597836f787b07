import { wholeCents } from "../decimal";
import type { JsonObject } from "../json";
import type { Meter, Price, Product } from "../state";

export function productObject(product: Product): JsonObject {
  if (product.deleted) return { id: product.id, object: "product", deleted: true };
  return {
    id: product.id,
    object: "product",
    active: product.active,
    created: product.created,
    default_price: null,
    description: product.description,
    images: [],
    livemode: false,
    marketing_features: [],
    metadata: product.metadata,
    name: product.name,
    package_dimensions: null,
    shippable: null,
    statement_descriptor: null,
    tax_code: null,
    tax_details: null,
    type: "service",
    unit_label: product.unitLabel,
    updated: product.updated,
    url: null,
  };
}

export function priceObject(price: Price): JsonObject {
  return {
    id: price.id,
    object: "price",
    active: price.active,
    billing_scheme: "per_unit",
    created: price.created,
    currency: price.currency,
    custom_unit_amount: null,
    livemode: false,
    lookup_key: price.lookupKey,
    metadata: price.metadata,
    nickname: price.nickname,
    product: price.product,
    recurring: price.recurring && {
      interval: price.recurring.interval,
      interval_count: price.recurring.intervalCount,
      meter: price.recurring.meter,
      trial_period_days: null,
      usage_type: price.recurring.meter ? "metered" : "licensed",
    },
    tax_behavior: price.taxBehavior,
    tiers_mode: null,
    transform_quantity: null,
    type: price.recurring ? "recurring" : "one_time",
    unit_amount: wholeCents(price.unitAmountDecimal),
    unit_amount_decimal: price.unitAmountDecimal,
  };
}

/** The older form of a recurring price, which subscription items still carry. */
export function planObject(price: Price): JsonObject {
  return {
    id: price.id,
    object: "plan",
    active: price.active,
    amount: wholeCents(price.unitAmountDecimal),
    amount_decimal: price.unitAmountDecimal,
    billing_scheme: "per_unit",
    created: price.created,
    currency: price.currency,
    interval: price.recurring?.interval ?? "month",
    interval_count: price.recurring?.intervalCount ?? 1,
    livemode: false,
    metadata: price.metadata,
    meter: price.recurring?.meter ?? null,
    nickname: price.nickname,
    product: price.product,
    tiers_mode: null,
    transform_usage: null,
    trial_period_days: null,
    usage_type: price.recurring?.meter ? "metered" : "licensed",
  };
}

export function meterObject(meter: Meter): JsonObject {
  return {
    id: meter.id,
    object: "billing.meter",
    created: meter.created,
    customer_mapping: { event_payload_key: meter.customerKey, type: "by_id" },
    default_aggregation: { formula: meter.formula },
    display_name: meter.displayName,
    event_name: meter.eventName,
    event_time_window: null,
    livemode: false,
    status: meter.active ? "active" : "inactive",
    status_transitions: { deactivated_at: meter.deactivatedAt },
    updated: meter.updated,
    value_settings: { event_payload_key: meter.valueKey },
  };
}
