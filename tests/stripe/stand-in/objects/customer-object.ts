import type { JsonObject } from "../json";
import type { Customer, PaymentMethod, TaxId } from "../state";
import type { World } from "../world";

/** A customer as the API gives it; a deleted one keeps its id alone. */
export function customerObject(world: World, customer: Customer): JsonObject {
  if (customer.deleted) return { id: customer.id, object: "customer", deleted: true };
  const owes = [...world.invoices.values()].some(
    (invoice) => invoice.customer === customer.id && invoice.status === "open" && invoice.attempts > 0,
  );
  return {
    id: customer.id,
    object: "customer",
    address: customer.address,
    balance: customer.balance,
    created: customer.created,
    currency: null,
    customer_account: null,
    default_source: null,
    delinquent: owes,
    description: customer.description,
    discount: null,
    email: customer.email,
    invoice_prefix: customer.id.slice(-8).toUpperCase(),
    invoice_settings: {
      custom_fields: null,
      default_payment_method: customer.defaultPaymentMethod,
      footer: null,
      rendering_options: null,
    },
    livemode: false,
    metadata: customer.metadata,
    name: customer.name,
    next_invoice_sequence: customer.nextInvoiceNumber,
    phone: customer.phone,
    preferred_locales: [],
    shipping: null,
    tax_exempt: "none",
    test_clock: null,
  };
}

export function taxIdObject(taxId: TaxId): JsonObject {
  return {
    id: taxId.id,
    object: "tax_id",
    country: taxId.value.slice(0, 2),
    created: taxId.created,
    customer: taxId.customer,
    customer_account: null,
    livemode: false,
    owner: { type: "customer", customer: taxId.customer, customer_account: null },
    type: taxId.type,
    value: taxId.value,
    verification: { status: "pending", verified_address: null, verified_name: null },
  };
}

/** Cards are Stripe's test cards: 4242 is charged, 0341 attaches and is declined when it is charged. */
export function paymentMethodObject(method: PaymentMethod): JsonObject {
  return {
    id: method.id,
    object: "payment_method",
    allow_redisplay: "always",
    billing_details: { address: null, email: null, name: null, phone: null, tax_id: null },
    card: {
      brand: "visa",
      checks: { address_line1_check: null, address_postal_code_check: null, cvc_check: "pass" },
      country: "US",
      display_brand: "visa",
      exp_month: 12,
      exp_year: 2034,
      fingerprint: null,
      funding: "credit",
      generated_from: null,
      last4: method.card === "good" ? "4242" : "0341",
      networks: { available: ["visa"], preferred: null },
      regulated_status: "unregulated",
      three_d_secure_usage: { supported: true },
      wallet: null,
    },
    created: method.created,
    customer: method.customer,
    customer_account: null,
    livemode: false,
    metadata: {},
    type: "card",
  };
}
