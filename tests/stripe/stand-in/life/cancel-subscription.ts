import type { Subscription } from "../state";
import type { World } from "../world";
import { collectInvoice, finalizeInvoice, openInvoice } from "./invoice-life";
import { changeInvoiceOf } from "./subscription-change";
import { endSubscription } from "./subscription-life";
import { isMetered, unusedLine, usageLine } from "./subscription-lines";

/**
 * Cancels at once. Usage that is on no invoice yet is billed only when `invoice_now` is asked for; otherwise it
 * is dropped, which is what the API does by default.
 */
export function cancelNow(
  world: World,
  subscription: Subscription,
  { invoiceNow, prorate }: { invoiceNow: boolean; prorate: boolean },
): void {
  const now = world.now();
  const usage = invoiceNow ? subscription.items.flatMap((item) => usageLine(world, item, now) ?? []) : [];
  const unused = prorate
    ? subscription.items.filter((item) => !isMetered(world, item)).map((item) => unusedLine(world, item, now))
    : [];
  const lines = [...usage, ...unused];
  const invoice =
    invoiceNow && lines.length ? openInvoice(world, changeInvoiceOf(world, subscription, lines, now)) : null;
  endSubscription(world, subscription, "cancellation_requested");
  if (!invoice) return;
  finalizeInvoice(world, invoice);
  collectInvoice(world, invoice);
}
