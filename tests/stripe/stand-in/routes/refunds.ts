import * as z from "zod";
import { listRoute, type Route, route } from "../http/route";
import type { JsonObject } from "../json";
import { amountDue } from "../life/invoice-lines";
import { paymentIntentOf } from "../objects/invoice-object";
import type { Refund } from "../state";
import { missing, refused } from "../stripe-failure";
import { mergedMetadata, metadataChange, newestFirst, nothing } from "./inputs";

const createInput = z.strictObject({
  payment_intent: z.string(),
  amount: z.number().int().positive().optional(),
  reason: z.enum(["duplicate", "fraudulent", "requested_by_customer"]).optional(),
  metadata: metadataChange.optional(),
});

/** Money back from the payment of an invoice, never more than was paid. */
export const refundRoutes: Route[] = [
  route("POST", "/v1/refunds", createInput, (world, input) => {
    const invoice = [...world.invoices.values()].find(
      (each) => paymentIntentOf(each) === input.payment_intent,
    );
    if (!invoice || invoice.paidAt === null)
      throw missing("payment_intent", input.payment_intent, "payment_intent");
    const left = amountDue(invoice, invoice.lines) - invoice.amountRefunded;
    const amount = input.amount ?? left;
    if (left <= 0)
      throw refused("This payment has already been refunded.", "payment_intent", "charge_already_refunded");
    if (amount > left)
      throw refused(`Refund amount (${amount}) is greater than unrefunded amount (${left})`, "amount");
    invoice.amountRefunded += amount;
    const refund: Refund = {
      id: world.id("re"),
      created: world.now(),
      amount,
      currency: invoice.currency,
      paymentIntent: input.payment_intent,
      reason: input.reason ?? null,
      metadata: mergedMetadata({}, input.metadata),
    };
    world.refunds.set(refund.id, refund);
    return refundObject(refund);
  }),
  route("GET", "/v1/refunds/{id}", nothing, (world, _, id) => {
    const refund = world.refunds.get(id);
    if (!refund) throw missing("refund", id, "refund");
    return refundObject(refund);
  }),
  listRoute("/v1/refunds", z.strictObject({ payment_intent: z.string().optional() }), (world, input) =>
    newestFirst(world.refunds)
      .filter(({ paymentIntent }) => !input.payment_intent || paymentIntent === input.payment_intent)
      .map(refundObject),
  ),
];

function refundObject(refund: Refund): JsonObject {
  return {
    id: refund.id,
    object: "refund",
    amount: refund.amount,
    balance_transaction: null,
    charge: null,
    created: refund.created,
    currency: refund.currency,
    customer: null,
    customer_account: null,
    metadata: refund.metadata,
    payment_intent: refund.paymentIntent,
    payment_method: null,
    reason: refund.reason,
    receipt_number: null,
    source_transfer_reversal: null,
    status: "succeeded",
    transfer_reversal: null,
  };
}
