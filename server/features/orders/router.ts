import * as z from "zod";
import { can, router, workspaceProcedure } from "@/server/api/procedures";
import { newOrderSchema } from "@/server/domain/order";
import { orderStatuses } from "@/server/domain/order-status";
import { getOrderWithPayments, listOrders, orderCursorSchema, orderFilterSchema } from "./data";
import { changeOrderStatus, createOrder } from "./mutations";

const reading = workspaceProcedure.use(can("orders.read"));
const writing = workspaceProcedure
  .use(can("orders.write"))
  .use(({ ctx, next }) => next({ ctx: { by: { actor: ctx.actor, source: "platform" } } }));
const order = z.object({ orderId: z.uuid() });

export const ordersRouter = router({
  list: reading
    .input(orderFilterSchema.extend({ cursor: orderCursorSchema.nullish() }))
    .query(({ ctx, input: { cursor, ...filter } }) =>
      listOrders(ctx.workspace.id, filter, cursor ?? undefined),
    ),
  get: reading.input(order).query(({ ctx, input }) => getOrderWithPayments(ctx.workspace.id, input.orderId)),
  create: writing
    .input(z.object({ order: newOrderSchema }))
    .mutation(({ ctx, input }) => createOrder(ctx.workspace.id, ctx.by, input.order)),
  changeStatus: writing
    .input(order.extend({ status: z.enum(orderStatuses) }))
    .mutation(({ ctx, input }) => changeOrderStatus(ctx.workspace.id, ctx.by, input.orderId, input.status)),
});
