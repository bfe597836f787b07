import * as z from "zod";
import { newOrderSchema, orderDocument } from "@/server/domain/order";
import { createOrder as insertOrder } from "@/server/records/order";
import { defineAction, stepTransaction } from "../../action";
import { stepCause } from "../../step-cause";
import { contactAliases, contactFill, contactInputs } from "../contact-inputs";
import { refusedAsStep } from "../refused-as-step";
import { sampleOrder } from "../sample-order";

const {
  items,
  currency,
  discount,
  tax,
  shipping,
  total,
  status,
  note,
  external_id,
  placed_at,
  referral_code,
} = newOrderSchema.shape;

/** Places an order for a contact. One with the same id of its own is answered, not placed again. */
export const createOrder = defineAction({
  key: "create_order",
  title: "Create order",
  description: "Places an order for a contact.",
  category: "commerce",
  icon: "shopping-cart",
  input: z.object({
    ...contactInputs,
    items: items.meta({
      title: "Items",
      description: "A list of { product_id, quantity } or { name, price, quantity }.",
      widget: "json",
    }),
    total: total.meta({ title: "Total", description: "Left out: what the items come to.", widget: "money" }),
    currency: currency.meta({ title: "Currency", placeholder: "usd", widget: "text" }),
    discount: discount.meta({ title: "Discount", widget: "money" }),
    tax: tax.meta({ title: "Tax", widget: "money" }),
    shipping: shipping.meta({ title: "Shipping", widget: "money" }),
    status: status.meta({ title: "Status", description: "pending unless it is said.", widget: "select" }),
    note: note.meta({ title: "Note", widget: "textarea" }),
    placed_at: placed_at.meta({
      title: "Placed at",
      description: "Now unless it is said.",
      widget: "datetime",
    }),
    referral_code: referral_code.meta({
      title: "Referral code",
      description: "Of the contact who recommended you.",
      widget: "text",
    }),
    external_id: external_id.meta({ title: "Your id", widget: "text" }),
  }),
  aliases: {
    ...contactAliases,
    id: "external_id",
    order_id: "external_id",
    line_items: "items",
    amount: "total",
  },
  fill: [...contactFill, "items", "total", "currency", "referral_code"],
  sampleOutput: { ...sampleOrder, order_id: sampleOrder.id, created: true },
  effect: "internal",
  async run(input, ctx) {
    const placing = insertOrder(stepTransaction(ctx), ctx.workspaceId, input, stepCause(ctx), {
      contactId: ctx.contactId,
    });
    const { made, record } = await refusedAsStep("Order not created", placing);
    return { ...orderDocument(record), order_id: record.id, created: made === "created" };
  },
});
