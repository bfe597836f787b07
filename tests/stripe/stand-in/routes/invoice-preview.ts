import * as z from "zod";
import { periodEndAfter } from "../billing-period";
import { type Route, route } from "../http/route";
import { creditUsed, draftInvoice } from "../life/invoice-life";
import { counted, totalOf } from "../life/invoice-lines";
import { changedItems, changeInvoiceOf } from "../life/subscription-change";
import { currencyOf } from "../life/subscription-life";
import { changeLines, flatLine, isMetered, usageLine } from "../life/subscription-lines";
import { invoiceObject } from "../objects/invoice-object";
import type { Invoice, InvoiceLine, Subscription } from "../state";
import { refused } from "../stripe-failure";
import type { World } from "../world";
import { subscriptionItem } from "./inputs";

const previewInput = z.strictObject({
  customer: z.string().optional(),
  subscription: z.string(),
  subscription_details: z
    .strictObject({
      items: z.array(subscriptionItem).optional(),
      proration_behavior: z.enum(["always_invoice", "create_prorations", "none"]).optional(),
      proration_date: z.number().int().optional(),
      cancel_at_period_end: z.boolean().optional(),
    })
    .optional(),
  preview_mode: z.literal("next").optional(),
});

/**
 * https://docs.stripe.com/api/invoices/create_preview: the invoice a change would make now when it is billed at
 * once, else the next one of the subscription. Nothing is stored.
 */
export const invoicePreviewRoutes: Route[] = [
  route("POST", "/v1/invoices/create_preview", previewInput, (world, input) => {
    const subscription = world.subscription(input.subscription);
    if (input.customer && input.customer !== subscription.customer)
      throw refused("The subscription does not belong to the customer.", "subscription");
    if (subscription.endedAt)
      throw refused("No upcoming invoices for customer", "subscription", "invoice_upcoming_none");
    const {
      items,
      proration_behavior: proration = "create_prorations",
      ...details
    } = input.subscription_details ?? {};
    const at = details.proration_date ?? world.now();
    const next = items ? changedItems(world, subscription, items) : subscription.items;
    const changes = proration === "none" ? [] : changeLines(world, subscription, next, at);
    if (items && proration === "always_invoice")
      return shown(world, draftInvoice(world, changeInvoiceOf(world, subscription, changes, at)));
    const ends = details.cancel_at_period_end ?? subscription.cancelAtPeriodEnd;
    const lines = [
      ...changes,
      ...nextLines(world, { ...subscription, items: next }, ends),
      ...waiting(world, subscription),
    ];
    return shown(world, renewalOf(world, subscription, lines));
  }),
];

/** Usage until the end of the period and, if it goes on, the flat prices of the next one. */
function nextLines(world: World, subscription: Subscription, ends: boolean): InvoiceLine[] {
  return subscription.items.flatMap((item) => {
    if (isMetered(world, item)) return usageLine(world, item, item.periodEnd) ?? [];
    const end = periodEndAfter(subscription.anchor, item.periodEnd, world.price(item.price).recurring);
    return ends ? [] : flatLine(world, item, { start: item.periodEnd, end });
  });
}

function waiting(world: World, subscription: Subscription): InvoiceLine[] {
  return [...world.invoiceItems.values()]
    .filter(({ customer, invoice, deleted }) => customer === subscription.customer && !invoice && !deleted)
    .map(({ line }) => line);
}

function renewalOf(world: World, subscription: Subscription, lines: InvoiceLine[]): Invoice {
  const [first] = subscription.items;
  return draftInvoice(world, {
    customer: subscription.customer,
    subscription: subscription.id,
    billingReason: "subscription_cycle",
    periodStart: first?.periodStart ?? world.now(),
    periodEnd: first?.periodEnd ?? world.now(),
    lines,
    currency: currencyOf(world, subscription),
    finalizesAt: null,
  });
}

function shown(world: World, draft: Invoice) {
  const lines = draft.lines.map((line) => counted(world, draft.customer, line));
  const balanceUsed = creditUsed(world, draft.customer, totalOf(lines));
  const preview = { ...draft, id: draft.id.replace("in_", "upcoming_in_"), lines, balanceUsed };
  return { ...invoiceObject(world, preview), billing_reason: "upcoming" };
}
