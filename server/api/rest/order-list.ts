import * as z from "zod";
import { orderDocument, orderDocumentSchema, orderStatusSchema } from "@/server/domain/order";
import { listOrders, orderCursorSchema } from "@/server/features/orders/data";
import { nothing } from "./contract";
import { restRoute } from "./rest-route";
import { nextCursorSchema, readCursor, workflowPage, writeCursor } from "./workflow-page";

export const orderList = restRoute(
  {
    method: "GET",
    path: "/api/orders",
    tag: "Orders",
    summary: "List orders",
    description: "The newest first.",
    access: { kind: "bearer", scope: "crm:write" },
    params: nothing,
    query: z.object({
      ...workflowPage,
      q: z.string().trim().max(200).default("").meta({ description: "Part of an id, or of who ordered." }),
      status: orderStatusSchema.optional().meta({ description: "Only orders with this status." }),
    }),
    body: nothing,
    success: {
      status: 200,
      description: "A page of orders.",
      schema: z.object({ orders: z.array(orderDocumentSchema), next_cursor: nextCursorSchema }),
    },
  },
  async ({ workspaceId, query: { cursor, ...filter } }) => {
    const after = readCursor(orderCursorSchema, cursor);
    const { orders, nextCursor } = await listOrders(
      workspaceId,
      { ...filter, status: filter.status ? [filter.status] : [] },
      after,
    );
    return { body: { orders: orders.map(orderDocument), next_cursor: writeCursor(nextCursor) } };
  },
);
