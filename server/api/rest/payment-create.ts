import { newPaymentSchema, paymentDocument, paymentDocumentSchema } from "@/server/domain/payment";
import { createPayment } from "@/server/features/payments/mutations";
import { nothing } from "./contract";
import { idempotencyKeyOf } from "./idempotency-key";
import { restRoute } from "./rest-route";

export const paymentCreate = restRoute(
  {
    method: "POST",
    path: "/api/payments",
    tag: "Payments",
    summary: "Create a payment",
    description:
      "Emits payment.received or payment.failed. A pending order whose payments reach its total is paid. An id that is there already is refused with its existing_id.",
    access: { kind: "bearer", scope: "crm:write" },
    params: nothing,
    query: nothing,
    body: newPaymentSchema,
    idempotent: true,
    success: { status: 201, description: "The new payment.", schema: paymentDocumentSchema },
    refusals: ["conflict"],
  },
  async ({ workspaceId, credential, body, headers }) => {
    const payment = await createPayment(workspaceId, credential, body, idempotencyKeyOf(headers));
    return { headers: { location: `/api/payments/${payment.id}` }, body: paymentDocument(payment) };
  },
);
