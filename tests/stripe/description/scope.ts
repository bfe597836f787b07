/**
 * What of Stripe's API is described: the calls Baton may make and the objects they return. An object of
 * another kind may appear by its id alone, so that a description stays small and says what the stand-in can do.
 */
export const DESCRIBED_PATHS =
  /^\/v2\/core\/(?:events\/\{id\}$|event_destinations)|^\/v1\/(?:customers(?:\/\{\w+\}(?:\/(?:tax_ids|payment_methods).*)?)?$|(?:products|prices)(?:\/\{\w+\})?$|billing\/(?:meters|meter_events?|meter_event_adjustments)|billing_portal\/|checkout\/sessions|subscriptions|subscription_items|subscription_schedules|invoices|invoiceitems|events|test_helpers\/test_clocks|payment_methods|refunds|webhook_endpoints)/;

export const DESCRIBED_OBJECTS = new Set([
  "customer",
  "product",
  "price",
  "billing.meter",
  "billing.meter_event",
  "billing.meter_event_adjustment",
  "billing.meter_event_summary",
  "billing_portal.session",
  "billing_portal.configuration",
  "checkout.session",
  "subscription",
  "subscription_item",
  "subscription_schedule",
  "plan",
  "invoice",
  "line_item",
  "item",
  "invoiceitem",
  "invoice_payment",
  "event",
  "v2.core.event",
  "test_helpers.test_clock",
  "payment_method",
  "refund",
  "webhook_endpoint",
  "v2.core.event_destination",
  "tax_id",
]);

/** Webhook events that the stand-in sends. */
export const DESCRIBED_EVENTS = new Set([
  "checkout.session.completed",
  "checkout.session.expired",
  "customer.created",
  "customer.updated",
  "customer.deleted",
  "customer.subscription.created",
  "customer.subscription.updated",
  "customer.subscription.deleted",
  "customer.subscription.pending_update_applied",
  "customer.subscription.pending_update_expired",
  "customer.tax_id.created",
  "customer.tax_id.deleted",
  "invoice.created",
  "invoice.finalized",
  "invoice.paid",
  "invoice.payment_failed",
  "invoice.payment_succeeded",
  "invoice.updated",
  "invoice.voided",
  "payment_method.attached",
  "payment_method.detached",
  "subscription_schedule.created",
  "subscription_schedule.updated",
  "subscription_schedule.released",
  "subscription_schedule.completed",
  "subscription_schedule.canceled",
  "v1.billing.meter.error_report_triggered",
  "v1.billing.meter.no_meter_found",
]);
