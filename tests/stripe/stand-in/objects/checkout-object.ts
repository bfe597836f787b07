import { centsFor } from "../decimal";
import type { JsonObject } from "../json";
import type { CheckoutSession, PortalSession } from "../state";
import type { World } from "../world";
import { priceObject } from "./catalogue-objects";
import { listObject } from "./list-object";

export function checkoutSessionObject(world: World, session: CheckoutSession): JsonObject {
  const total = totalDueNow(world, session);
  const [first] = session.lineItems;
  const customer = session.customer ? world.customer(session.customer) : null;
  return {
    id: session.id,
    object: "checkout.session",
    adaptive_pricing: null,
    after_expiration: null,
    allow_promotion_codes: session.allowPromotionCodes,
    allowed_payment_method_types: null,
    amount_subtotal: total,
    amount_total: total,
    automatic_tax: { enabled: session.automaticTax, liability: null, provider: null, status: null },
    billing_address_collection: null,
    cancel_url: session.cancelUrl,
    client_reference_id: session.clientReferenceId,
    client_secret: null,
    collected_information: null,
    consent: null,
    consent_collection: null,
    created: session.created,
    currency: first ? world.price(first.price).currency : null,
    currency_conversion: null,
    custom_fields: [],
    custom_text: {
      after_submit: null,
      shipping_address: null,
      submit: null,
      terms_of_service_acceptance: null,
    },
    customer: session.customer,
    customer_account: null,
    customer_creation: null,
    customer_details: customer && {
      address: customer.address,
      business_name: null,
      email: customer.email,
      individual_name: null,
      name: customer.name,
      phone: customer.phone,
      tax_exempt: "none",
      tax_ids: [],
    },
    customer_email: null,
    discounts: [],
    expires_at: session.expiresAt,
    integration_identifier: null,
    invoice: session.invoice,
    invoice_creation: null,
    livemode: false,
    locale: null,
    managed_payments: null,
    metadata: session.metadata,
    mode: "subscription",
    origin_context: null,
    payment_intent: null,
    payment_link: null,
    payment_method_collection: "always",
    payment_method_configuration_details: null,
    payment_method_options: null,
    payment_method_types: ["card"],
    payment_status: session.paymentStatus,
    permissions: null,
    recovered_from: null,
    saved_payment_method_options: null,
    setup_intent: null,
    shipping_address_collection: null,
    shipping_cost: null,
    shipping_options: [],
    status: session.status,
    submit_type: null,
    subscription: session.subscription,
    success_url: session.successUrl,
    tax_id_collection: { enabled: session.collectsTaxId, required: "never" },
    total_details: { amount_discount: 0, amount_shipping: 0, amount_tax: 0 },
    ui_mode: "hosted_page",
    url: session.status === "open" ? `${world.url}/checkout/${session.id}` : null,
    wallet_options: null,
  };
}

/** What is charged at once: a metered price costs nothing before it is used. */
export function totalDueNow(world: World, session: CheckoutSession): number {
  return session.lineItems.reduce((sum, item) => sum + amountOf(world, item), 0);
}

function amountOf(world: World, item: CheckoutSession["lineItems"][number]): number {
  return centsFor(world.price(item.price).unitAmountDecimal, item.quantity ?? 0);
}

export function checkoutLineItemsObject(world: World, session: CheckoutSession): JsonObject {
  const items = session.lineItems.map((item) => {
    const price = world.price(item.price);
    const amount = amountOf(world, item);
    return {
      id: item.id,
      object: "item",
      adjustable_quantity: null,
      amount_discount: 0,
      amount_subtotal: amount,
      amount_tax: 0,
      amount_total: amount,
      currency: price.currency,
      description: world.product(price.product).name,
      metadata: {},
      price: priceObject(price),
      quantity: item.quantity ?? null,
    };
  });
  return listObject(items, `/v1/checkout/sessions/${session.id}/line_items`);
}

export function portalSessionObject(world: World, session: PortalSession): JsonObject {
  return {
    id: session.id,
    object: "billing_portal.session",
    configuration: session.configuration,
    created: session.created,
    customer: session.customer,
    customer_account: null,
    flow: null,
    livemode: false,
    locale: null,
    on_behalf_of: null,
    return_url: session.returnUrl,
    url: `${world.url}/portal/${session.id}`,
  };
}
