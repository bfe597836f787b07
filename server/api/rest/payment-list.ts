import * as z from "zod";
import { paymentDocument, paymentDocumentSchema, paymentStatuses } from "@/server/domain/payment";
import { listPayments, paymentCursorSchema } from "@/server/features/payments/data";
import { nothing } from "./contract";
import { restRoute } from "./rest-route";
import { nextCursorSchema, readCursor, workflowPage, writeCursor } from "./workflow-page";

export const paymentList = restRoute(
  {
    method: "GET",
    path: "/api/payments",
    tag: "Payments",
    summary: "List payments",
    description: "The newest first.",
    access: { kind: "bearer", scope: "crm:write" },
    params: nothing,
    query: z.object({
      ...workflowPage,
      status: z
        .enum(paymentStatuses, "Has to be received or failed.")
        .optional()
        .meta({ description: "Only payments with this status." }),
      order_id: z.string().max(200).optional().meta({ description: "Only payments for this order." }),
    }),
    body: nothing,
    success: {
      status: 200,
      description: "A page of payments.",
      schema: z.object({ payments: z.array(paymentDocumentSchema), next_cursor: nextCursorSchema }),
    },
  },
  async ({ workspaceId, query: { cursor, ...filter } }) => {
    const after = readCursor(paymentCursorSchema, cursor);
    const { payments, nextCursor } = await listPayments(
      workspaceId,
      { status: filter.status ?? null, orderId: filter.order_id ?? null, limit: filter.limit },
      after,
    );
    return { body: { payments: payments.map(paymentDocument), next_cursor: writeCursor(nextCursor) } };
  },
);
