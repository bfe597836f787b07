import { newOrderSchema, orderDocument, orderDocumentSchema } from "@/server/domain/order";
import { createOrder } from "@/server/features/orders/mutations";
import { nothing } from "./contract";
import { idempotencyKeyOf } from "./idempotency-key";
import { restRoute } from "./rest-route";

export const orderCreate = restRoute(
  {
    method: "POST",
    path: "/api/orders",
    tag: "Orders",
    summary: "Create an order",
    description:
      "Emits order.created. Who orders and is not known yet becomes a contact. An id that is there already is refused with its existing_id.",
    access: { kind: "bearer", scope: "crm:write" },
    params: nothing,
    query: nothing,
    body: newOrderSchema,
    idempotent: true,
    success: { status: 201, description: "The new order.", schema: orderDocumentSchema },
    refusals: ["conflict"],
  },
  async ({ workspaceId, credential, body, headers }) => {
    const order = await createOrder(workspaceId, credential, body, idempotencyKeyOf(headers));
    return { headers: { location: `/api/orders/${order.id}` }, body: orderDocument(order) };
  },
);
