import type Stripe from "stripe";
import { now } from "../../db/clock";
import { newId } from "../../db/id";
import { type PaidPlan, stripeCatalogue } from "../stripe-catalogue";
import type { PricePart } from "../stripe-price";
import type { LiveSubscription } from "./live-subscription";
import { releaseSchedule } from "./release-schedule";

/** `unpaid`: nothing has changed; paying the invoice at `payUrl` makes the change. */
export type Upgrade = { outcome: "changed" | "unpaid"; payUrl: string | null };

export type UpgradeInput = {
  plan: PaidPlan;
  /** Other than those of the price list. */
  prices?: Record<PricePart, string>;
  /** The same click never invoices twice. */
  click?: string | undefined;
  /** The moment whose price was shown. */
  at?: Date | undefined;
};

/**
 * A larger plan, at once: both prices change in one call, and the difference for the rest of the period is invoiced with
 * it. When that cannot be paid the subscription stays what it is.
 */
export async function upgradeSubscription(
  client: Stripe,
  subscription: LiveSubscription,
  { plan, prices, click, at }: UpgradeInput,
): Promise<Upgrade> {
  await clearTheWay(client, subscription.id);
  const answer = await client.subscriptions.update(
    subscription.id,
    {
      items: itemsFor(subscription, prices ?? (await stripeCatalogue()).prices[plan]),
      proration_behavior: "always_invoice",
      payment_behavior: "pending_if_incomplete",
      ...(at && isRecent(at, subscription) && { proration_date: Math.floor(at.getTime() / 1000) }),
      expand: ["latest_invoice"],
    },
    { idempotencyKey: `baton-upgrade-${subscription.id}-${plan}-${click ?? newId()}` },
  );
  if (!answer.pending_update) return { outcome: "changed", payUrl: null };
  return { outcome: "unpaid", payUrl: invoiceOf(answer)?.hosted_invoice_url ?? null };
}

/** No schedule takes it back at the end of the period, and nobody pays for an earlier try as well. */
async function clearTheWay(client: Stripe, subscriptionId: string): Promise<void> {
  const before = await client.subscriptions.retrieve(subscriptionId, { expand: ["latest_invoice"] });
  await releaseSchedule(client, before);
  const invoice = invoiceOf(before);
  if (before.pending_update && invoice?.status === "open") await client.invoices.voidInvoice(invoice.id);
}

const invoiceOf = ({ latest_invoice }: Stripe.Subscription): Stripe.Invoice | null =>
  latest_invoice && typeof latest_invoice === "object" ? latest_invoice : null;

/** Both items by their ids: without those Stripe would add two more. */
export const itemsFor = (
  { flatItemId, overageItemId }: LiveSubscription,
  { flat, overage }: Record<PricePart, string>,
) => [
  { id: flatItemId, price: flat },
  { id: overageItemId, price: overage },
];

/** A preview that somebody left open over lunch is not what they pay. */
const PREVIEW_MS = 15 * 60_000;

function isRecent(at: Date, { periodStartsAt }: LiveSubscription): boolean {
  const age = now().getTime() - at.getTime();
  return age >= 0 && age < PREVIEW_MS && at.getTime() >= periodStartsAt.getTime();
}
