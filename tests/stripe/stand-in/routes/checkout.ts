import * as z from "zod";
import { listRoute, type Route, route } from "../http/route";
import { DAY } from "../life/invoice-life";
import { newCustomer } from "../life/new-customer";
import { billFirst, newSubscription } from "../life/subscription-life";
import { checkoutLineItemsObject, checkoutSessionObject } from "../objects/checkout-object";
import type { Card, CheckoutSession } from "../state";
import { refused } from "../stripe-failure";
import type { World } from "../world";
import { metadata, newestFirst, nothing } from "./inputs";
import { addCard } from "./payment-methods";

const createInput = z.strictObject({
  mode: z.literal("subscription"),
  ui_mode: z.literal("hosted_page").optional(),
  customer: z.string().optional(),
  client_reference_id: z.string().max(200).optional(),
  success_url: z.string(),
  cancel_url: z.string().optional(),
  line_items: z.array(z.strictObject({ price: z.string(), quantity: z.number().int().optional() })),
  metadata: metadata.optional(),
  subscription_data: z
    .strictObject({
      billing_mode: z.strictObject({ type: z.literal("flexible") }).optional(),
      metadata: metadata.optional(),
      description: z.string().optional(),
    })
    .optional(),
  allow_promotion_codes: z.boolean().optional(),
  automatic_tax: z.strictObject({ enabled: z.boolean() }).optional(),
  tax_id_collection: z.strictObject({ enabled: z.boolean() }).optional(),
  billing_address_collection: z.enum(["auto", "required"]).optional(),
  customer_update: z.strictObject({ name: z.string().optional(), address: z.string().optional() }).optional(),
  payment_method_collection: z.literal("always").optional(),
  expires_at: z.number().int().optional(),
});
const listInput = z.strictObject({
  customer: z.string().optional(),
  subscription: z.string().optional(),
  status: z.enum(["open", "complete", "expired"]).optional(),
});

export const checkoutRoutes: Route[] = [
  route("POST", "/v1/checkout/sessions", createInput, (world, input) => {
    const session: CheckoutSession = {
      id: world.id("cs_test"),
      created: world.now(),
      expiresAt: input.expires_at ?? world.now() + DAY,
      customer: input.customer ? world.customer(input.customer).id : null,
      status: "open",
      paymentStatus: "unpaid",
      lineItems: input.line_items.map((item, at) => lineItem(world, item, at)),
      successUrl: input.success_url,
      cancelUrl: input.cancel_url ?? null,
      clientReferenceId: input.client_reference_id ?? null,
      metadata: input.metadata ?? {},
      subscriptionMetadata: input.subscription_data?.metadata ?? {},
      subscriptionDescription: input.subscription_data?.description ?? null,
      subscription: null,
      invoice: null,
      allowPromotionCodes: input.allow_promotion_codes ?? null,
      automaticTax: input.automatic_tax?.enabled ?? false,
      collectsTaxId: input.tax_id_collection?.enabled ?? false,
    };
    world.checkoutSessions.set(session.id, session);
    return checkoutSessionObject(world, session);
  }),
  route("GET", "/v1/checkout/sessions/{id}", nothing, (world, _, id) =>
    checkoutSessionObject(world, world.checkoutSession(id)),
  ),
  route("GET", "/v1/checkout/sessions/{id}/line_items", z.looseObject({}), (world, _, id) =>
    checkoutLineItemsObject(world, world.checkoutSession(id)),
  ),
  listRoute("/v1/checkout/sessions", listInput, (world, input) =>
    newestFirst(world.checkoutSessions)
      .filter(({ customer }) => !input.customer || customer === input.customer)
      .filter(({ subscription }) => !input.subscription || subscription === input.subscription)
      .filter(({ status }) => !input.status || status === input.status)
      .map((session) => checkoutSessionObject(world, session)),
  ),
  route("POST", "/v1/checkout/sessions/{id}/expire", nothing, (world, _, id) => {
    const session = world.checkoutSession(id);
    if (session.status !== "open")
      throw refused('Only Checkout Sessions with a status in ["open"] can be expired.');
    expireCheckout(world, session);
    return checkoutSessionObject(world, session);
  }),
];

export function expireCheckout(world: World, session: CheckoutSession): void {
  session.status = "expired";
  world.emit("checkout.session.expired", checkoutSessionObject(world, session));
}

/**
 * What the Pay button of the hosted page does. A declined card leaves the session open, as on Stripe's page:
 * nothing is created and another card can be tried. The answer is where the browser goes, null when declined.
 */
export function payCheckout(world: World, session: CheckoutSession, card: Card): string | null {
  if (session.status !== "open") throw refused("This Checkout Session is not open any more.");
  if (card === "declined") return null;
  const customer = session.customer ?? newCustomer(world).id;
  const method = addCard(world, customer, card);
  const subscription = newSubscription(world, {
    customer,
    items: session.lineItems,
    metadata: session.subscriptionMetadata,
    description: session.subscriptionDescription,
    defaultPaymentMethod: method.id,
  });
  const invoice = billFirst(world, subscription, card);
  Object.assign(session, {
    status: "complete",
    customer,
    paymentStatus: "paid",
    subscription: subscription.id,
    invoice: invoice.id,
  });
  world.emit("checkout.session.completed", checkoutSessionObject(world, session));
  return session.successUrl.replaceAll("{CHECKOUT_SESSION_ID}", session.id);
}

/** Stripe refuses a quantity on a metered price, and wants one on every other. */
function lineItem(world: World, item: { price: string; quantity?: number }, at: number) {
  const price = world.price(item.price, `line_items[${at}][price]`);
  const param = `line_items[${at}][quantity]`;
  if (!price.active)
    throw refused(
      `The price specified is inactive. This field only accepts active prices.`,
      `line_items[${at}][price]`,
    );
  if (price.recurring?.meter && item.quantity !== undefined)
    throw refused(
      `Quantity should not be specified where usage_type is \`metered\`. Remove quantity from \`${param}\`.`,
      param,
    );
  if (!price.recurring?.meter && item.quantity === undefined)
    throw refused(
      `Quantity is required. Add \`quantity\` to \`line_items[${at}]\`.`,
      param,
      "parameter_missing",
    );
  return { id: world.id("li"), ...item };
}
