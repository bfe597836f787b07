import * as z from "zod";
import { orderDocument, orderDocumentSchema, orderStatusSchema } from "@/server/domain/order";
import { changeOrderStatus } from "@/server/features/orders/mutations";
import { nothing } from "./contract";
import { restRoute } from "./rest-route";
import { workflowParams } from "./workflow-params";

/** The same under both verbs. */
export const orderStatusChange = { put: changeBy("PUT"), patch: changeBy("PATCH") };

function changeBy(method: "PUT" | "PATCH") {
  return restRoute(
    {
      method,
      path: "/api/orders/{id}/status",
      tag: "Orders",
      summary: "Move an order on",
      description:
        "Emits order.status_changed, and order.completed at the end. The status that it has already changes nothing; one that cannot follow is refused.",
      access: { kind: "bearer", scope: "crm:write" },
      params: workflowParams,
      query: nothing,
      body: z.object({ status: orderStatusSchema }, "Has to be an object with a status."),
      success: { status: 200, description: "The order as it is now.", schema: orderDocumentSchema },
      refusals: ["conflict"],
    },
    async ({ workspaceId, credential, params: { id }, body: { status } }) => ({
      body: orderDocument(await changeOrderStatus(workspaceId, credential, id, status)),
    }),
  );
}
