import * as z from "zod";
import { containing } from "@/server/db/like";
import { pool } from "@/server/db/pool";
import type { Order } from "@/server/domain/order";
import { orderStatuses } from "@/server/domain/order-status";
import type { Payment } from "@/server/domain/payment";
import type { WorkspaceId } from "@/server/domain/workspace";
import { ORDER_COLUMNS, ORDER_TABLES, readOrder, requireOrderId } from "@/server/records/order";
import { PAYMENT_COLUMNS, PAYMENT_TABLES } from "@/server/records/payment";

export const orderFilterSchema = z.object({
  /** Number of the order, or who ordered. */
  q: z.string().trim().max(200).default(""),
  status: z.array(z.enum(orderStatuses)).default([]),
  contactId: z.uuid().optional(),
  /** Only orders with this product. */
  productId: z.uuid().optional(),
  limit: z.number().int().min(1).max(100).default(50),
});
export const orderCursorSchema = z.object({ createdAt: z.coerce.date(), id: z.uuid() });

type Filter = z.output<typeof orderFilterSchema>;
type Cursor = z.output<typeof orderCursorSchema>;

/** A page of orders, the newest first. */
export async function listOrders(workspaceId: WorkspaceId, filter: Filter, cursor?: Cursor) {
  const { q, status, contactId, productId, limit } = filter;
  const { rows } = await pool().query<Order>(
    `select ${ORDER_COLUMNS} from ${ORDER_TABLES}
     where o.workspace_id = $1 and (cardinality($2::text[]) = 0 or o.status = any($2)) and ($3::uuid is null or o.contact_id = $3)
       and ($4::timestamptz is null or (o.created_at, o.id) < ($4, $5::uuid))
       and ($6 = '' or o.external_id ilike $7 or c.name ilike $7 or c.email ilike $7 or o.id::text like lower($7))
       and ($9::uuid is null or o.id in (select order_id from order_items where workspace_id = $1 and product_id = $9))
     order by o.created_at desc, o.id desc limit $8`,
    [
      workspaceId,
      status,
      contactId ?? null,
      cursor?.createdAt ?? null,
      cursor?.id ?? null,
      q,
      containing(q),
      limit + 1,
      productId ?? null,
    ],
  );
  const orders = rows.slice(0, limit);
  const last = orders.at(-1);
  const nextCursor = rows.length > limit && last ? { createdAt: last.createdAt, id: last.id } : null;
  return { orders, nextCursor };
}

export const getOrder = async (workspaceId: WorkspaceId, id: string): Promise<Order> =>
  readOrder(pool(), workspaceId, await requireOrderId(pool(), workspaceId, id));

/** The order with what was paid for it, the newest first. */
export async function getOrderWithPayments(workspaceId: WorkspaceId, orderId: string) {
  const order = await getOrder(workspaceId, orderId);
  const { rows: payments } = await pool().query<Payment>(
    `select ${PAYMENT_COLUMNS} from ${PAYMENT_TABLES} where p.workspace_id = $1 and p.order_id = $2 order by p.at desc, p.id desc limit 50`,
    [workspaceId, order.id],
  );
  return { ...order, payments };
}
