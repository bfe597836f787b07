import { orderDocument, orderDocumentSchema } from "@/server/domain/order";
import { getOrder } from "@/server/features/orders/data";
import { nothing } from "./contract";
import { restRoute } from "./rest-route";
import { workflowParams } from "./workflow-params";

export const orderGet = restRoute(
  {
    method: "GET",
    path: "/api/orders/{id}",
    tag: "Orders",
    summary: "Get an order",
    access: { kind: "bearer", scope: "crm:write" },
    params: workflowParams,
    query: nothing,
    body: nothing,
    success: { status: 200, description: "The order.", schema: orderDocumentSchema },
  },
  async ({ workspaceId, params: { id } }) => ({ body: orderDocument(await getOrder(workspaceId, id)) }),
);
