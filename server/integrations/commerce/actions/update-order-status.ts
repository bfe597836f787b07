import * as z from "zod";
import { orderDocument, orderStatusSchema } from "@/server/domain/order";
import { changeOrderStatus } from "@/server/records/order";
import { defineAction, stepTransaction } from "../../action";
import { stepCause } from "../../step-cause";
import { orderInput } from "../order-input";
import { refusedAsStep } from "../refused-as-step";
import { sampleOrder } from "../sample-order";

/** Moves an order on: paid, shipped, completed, cancelled, refunded. Where it is already, nothing happens. */
export const updateOrderStatus = defineAction({
  key: "update_order_status",
  title: "Update order status",
  description: "Moves an order on, such as from paid to shipped.",
  category: "commerce",
  icon: "truck",
  input: z.object({
    order: orderInput,
    status: orderStatusSchema.meta({ title: "Status", widget: "select" }),
  }),
  aliases: { order_id: "order", id: "order" },
  fill: ["order_id"],
  sampleOutput: { ...sampleOrder, order_id: sampleOrder.id, previous_status: "pending", changed: true },
  effect: "internal",
  async run({ order: reference, status }, ctx) {
    const changing = changeOrderStatus(
      stepTransaction(ctx),
      ctx.workspaceId,
      reference,
      status,
      stepCause(ctx),
    );
    const { order, previous, changed } = await refusedAsStep("Order not changed", changing, {
      not_found: "order_not_found",
      conflict: "status_not_possible",
    });
    return { ...orderDocument(order), order_id: order.id, previous_status: previous, changed };
  },
});
