import * as z from "zod";
import { listRoute, type Route, route } from "../http/route";
import { customerObject, paymentMethodObject } from "../objects/customer-object";
import type { Card, PaymentMethod } from "../state";
import { refused } from "../stripe-failure";
import type { World } from "../world";
import { newestFirst, nothing } from "./inputs";

/** Stripe's test cards that stand for themselves in requests. */
const TEST_METHODS: Record<string, Card> = { pm_card_visa: "good", pm_card_chargeCustomerFail: "declined" };

export const paymentMethodRoutes: Route[] = [
  route("GET", "/v1/payment_methods/{id}", nothing, (world, _, id) =>
    paymentMethodObject(world.paymentMethod(id)),
  ),
  listRoute(
    "/v1/payment_methods",
    z.strictObject({ customer: z.string().optional(), type: z.string().optional() }),
    (world, input) =>
      newestFirst(world.paymentMethods)
        .filter(({ customer }) => input.customer === undefined || customer === input.customer)
        .map(paymentMethodObject),
  ),
  route(
    "POST",
    "/v1/payment_methods/{id}/attach",
    z.strictObject({ customer: z.string() }),
    (world, input, id) =>
      paymentMethodObject(attachPaymentMethod(world, id, world.customer(input.customer).id)),
  ),
  route("POST", "/v1/payment_methods/{id}/detach", nothing, (world, _, id) => {
    const method = world.paymentMethod(id);
    if (!method.customer)
      throw refused(
        "The payment method you provided is not attached to a customer so detachment is impossible.",
      );
    const customer = world.customer(method.customer);
    if (customer.defaultPaymentMethod === id) customer.defaultPaymentMethod = null;
    method.customer = null;
    world.emit("payment_method.detached", paymentMethodObject(method), { customer: customer.id });
    return paymentMethodObject(method);
  }),
];

export function attachPaymentMethod(world: World, id: string, customer: string): PaymentMethod {
  const card = TEST_METHODS[id];
  if (card) return addCard(world, customer, card);
  const method = world.paymentMethod(id);
  method.customer = customer;
  world.emit("payment_method.attached", paymentMethodObject(method));
  return method;
}

/** A card of a customer's, as a form of Stripe's takes it. */
export function addCard(world: World, customer: string, card: Card): PaymentMethod {
  const method = { id: world.id("pm"), created: world.now(), customer, card };
  world.paymentMethods.set(method.id, method);
  world.emit("payment_method.attached", paymentMethodObject(method));
  return method;
}

/** The new card is the customer's and that of every subscription, as the portal makes it. */
export function replaceCard(world: World, customerId: string, card: Card): void {
  const method = addCard(world, customerId, card);
  const customer = world.customer(customerId);
  customer.defaultPaymentMethod = method.id;
  for (const subscription of world.subscriptions.values())
    if (subscription.customer === customerId) subscription.defaultPaymentMethod = method.id;
  world.emit("customer.updated", customerObject(world, customer), {});
}
