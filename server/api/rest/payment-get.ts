import { paymentDocument, paymentDocumentSchema } from "@/server/domain/payment";
import { getPayment } from "@/server/features/payments/data";
import { nothing } from "./contract";
import { restRoute } from "./rest-route";
import { workflowParams } from "./workflow-params";

export const paymentGet = restRoute(
  {
    method: "GET",
    path: "/api/payments/{id}",
    tag: "Payments",
    summary: "Get a payment",
    access: { kind: "bearer", scope: "crm:write" },
    params: workflowParams,
    query: nothing,
    body: nothing,
    success: { status: 200, description: "The payment.", schema: paymentDocumentSchema },
  },
  async ({ workspaceId, params: { id } }) => ({ body: paymentDocument(await getPayment(workspaceId, id)) }),
);
