import * as z from "zod";
import { listRoute, type Route, route } from "../http/route";
import { cancelNow } from "../life/cancel-subscription";
import { cardDeclined } from "../life/invoice-life";
import { changedItems, changeSubscription } from "../life/subscription-change";
import { billFirst, newSubscription } from "../life/subscription-life";
import { subscriptionItemObject, subscriptionObject } from "../objects/subscription-object";
import type { Subscription } from "../state";
import { missing, refused } from "../stripe-failure";
import type { World } from "../world";
import {
  created,
  emptyAsNull,
  isWithin,
  mergedMetadata,
  metadata,
  metadataChange,
  newestFirst,
  nothing,
  subscriptionItem,
} from "./inputs";

const billingMode = z.strictObject({ type: z.literal("flexible") });
const paymentBehavior = z.enum([
  "allow_incomplete",
  "default_incomplete",
  "error_if_incomplete",
  "pending_if_incomplete",
]);
const createInput = z.strictObject({
  customer: z.string(),
  items: z.array(subscriptionItem.omit({ id: true, deleted: true }).extend({ price: z.string() })),
  metadata: metadata.optional(),
  description: z.string().optional(),
  default_payment_method: z.string().optional(),
  payment_behavior: paymentBehavior.optional(),
  billing_mode: billingMode.optional(),
  off_session: z.boolean().optional(),
});
const updateInput = z.strictObject({
  items: z.array(subscriptionItem).optional(),
  proration_behavior: z.enum(["always_invoice", "create_prorations", "none"]).optional(),
  proration_date: z.number().int().optional(),
  payment_behavior: paymentBehavior.optional(),
  cancel_at_period_end: z.boolean().optional(),
  cancel_at: emptyAsNull(z.number()).optional(),
  cancellation_details: z
    .strictObject({ comment: z.string().optional(), feedback: z.string().optional() })
    .optional(),
  default_payment_method: z.string().optional(),
  description: emptyAsNull(z.string()).optional(),
  metadata: metadataChange.optional(),
  off_session: z.boolean().optional(),
});
const cancelInput = z.strictObject({
  invoice_now: z.boolean().optional(),
  prorate: z.boolean().optional(),
  cancellation_details: z
    .strictObject({ comment: z.string().optional(), feedback: z.string().optional() })
    .optional(),
});
const listInput = z.strictObject({
  customer: z.string().optional(),
  price: z.string().optional(),
  status: z.string().optional(),
  created: created.optional(),
});
/** What may be changed along with items that wait for a payment. */
const PENDING_ALLOWED = new Set([
  "items",
  "payment_behavior",
  "proration_behavior",
  "proration_date",
  "off_session",
]);

export const subscriptionRoutes: Route[] = [
  route("POST", "/v1/subscriptions", createInput, (world, input) => {
    const { id: customer } = world.customer(input.customer);
    const card = input.default_payment_method ?? world.customer(customer).defaultPaymentMethod;
    if (!card && input.payment_behavior !== "default_incomplete")
      throw refused(
        "This customer has no attached payment source or default payment method. Please consider adding a default payment method.",
        "customer",
        "resource_missing",
      );
    const subscription = newSubscription(world, {
      customer,
      items: input.items,
      metadata: input.metadata ?? {},
      description: input.description ?? null,
      defaultPaymentMethod: input.default_payment_method ?? null,
    });
    const charged =
      input.payment_behavior !== "default_incomplete" && card ? world.paymentMethod(card).card : null;
    if (input.payment_behavior === "error_if_incomplete" && charged !== "good") {
      world.subscriptions.delete(subscription.id);
      throw cardDeclined();
    }
    billFirst(world, subscription, charged);
    return subscriptionObject(world, subscription);
  }),
  route("GET", "/v1/subscriptions/{id}", nothing, (world, _, id) =>
    subscriptionObject(world, world.subscription(id, "id")),
  ),
  listRoute("/v1/subscriptions", listInput, (world, input) =>
    newestFirst(world.subscriptions)
      .filter((subscription) => isWithin(subscription.created, input.created))
      .filter(({ customer }) => !input.customer || customer === input.customer)
      .filter(({ items }) => !input.price || items.some(({ price }) => price === input.price))
      .filter(({ status }) => hasStatus(status, input.status))
      .map((subscription) => subscriptionObject(world, subscription)),
  ),
  route("POST", "/v1/subscriptions/{id}", updateInput, (world, input, id) => {
    const subscription = running(world, id);
    if (input.payment_behavior === "pending_if_incomplete")
      for (const field of Object.keys(input))
        if (!PENDING_ALLOWED.has(field))
          throw refused(
            `When \`payment_behavior\` is \`pending_if_incomplete\` you can't pass \`${field}\`.`,
            field,
          );
    change(world, subscription, input);
    return subscriptionObject(world, subscription);
  }),
  route("DELETE", "/v1/subscriptions/{id}", cancelInput, (world, input, id) => {
    const subscription = running(world, id);
    cancelNow(world, subscription, {
      invoiceNow: input.invoice_now ?? false,
      prorate: input.prorate ?? false,
    });
    return subscriptionObject(world, subscription);
  }),
  listRoute("/v1/subscription_items", z.strictObject({ subscription: z.string() }), (world, input) => {
    const subscription = world.subscription(input.subscription);
    return subscription.items.map((item) => subscriptionItemObject(world, subscription, item));
  }),
  route("GET", "/v1/subscription_items/{id}", nothing, (world, _, id) => {
    for (const subscription of world.subscriptions.values())
      for (const item of subscription.items)
        if (item.id === id) return subscriptionItemObject(world, subscription, item);
    throw missing("subscription_item", id, "item");
  }),
];

function change(world: World, subscription: Subscription, input: z.output<typeof updateInput>): void {
  const before = subscriptionObject(world, subscription);
  const { default_payment_method: method, description, cancel_at: cancelAt } = input;
  if (method !== undefined)
    subscription.defaultPaymentMethod = method ? world.paymentMethod(method).id : null;
  if (description !== undefined) subscription.description = description;
  subscription.metadata = mergedMetadata(subscription.metadata, input.metadata);
  if (cancelAt !== undefined) setCancelAt(world, subscription, cancelAt, false);
  if (
    input.cancel_at_period_end !== undefined &&
    input.cancel_at_period_end !== subscription.cancelAtPeriodEnd
  ) {
    if (subscription.schedule)
      throw refused(
        "The subscription is managed by the subscription schedule `" +
          subscription.schedule +
          "`, and updating any cancelation behavior directly is not allowed. Please update the schedule instead.",
        "cancel_at_period_end",
      );
    const end = input.cancel_at_period_end ? (subscription.items[0]?.periodEnd ?? null) : null;
    setCancelAt(world, subscription, end, input.cancel_at_period_end);
  }
  const after = subscriptionObject(world, subscription);
  const previous = Object.fromEntries(
    Object.keys(after)
      .filter((field) => JSON.stringify(after[field]) !== JSON.stringify(before[field]))
      .map((field) => [field, before[field]]),
  );
  if (Object.keys(previous).length) world.emit("customer.subscription.updated", after, previous);
  if (!input.items) return;
  const at = input.proration_date ?? world.now();
  changeSubscription(world, subscription, changedItems(world, subscription, input.items), {
    proration: input.proration_behavior ?? "create_prorations",
    payment: input.payment_behavior ?? "allow_incomplete",
    at,
  });
}

function setCancelAt(
  world: World,
  subscription: Subscription,
  at: number | null,
  atPeriodEnd: boolean,
): void {
  subscription.cancelAt = at;
  subscription.cancelAtPeriodEnd = atPeriodEnd;
  subscription.canceledAt = at === null ? null : world.now();
  subscription.cancelReason = at === null ? null : "cancellation_requested";
}

/** Without a status everything but what has ended is listed. */
function hasStatus(status: Subscription["status"], asked: string | undefined): boolean {
  const ended = status === "canceled" || status === "incomplete_expired";
  if (asked === "all") return true;
  return asked === "ended" ? ended : asked === undefined ? status !== "canceled" : status === asked;
}

function running(world: World, id: string): Subscription {
  const subscription = world.subscription(id, "id");
  if (subscription.status === "canceled" || subscription.status === "incomplete_expired")
    throw missing("subscription", id);
  return subscription;
}
