import * as z from "zod";
import { acceptEvent } from "@/server/engine/accept-event";
import { acceptedAnswer, acceptedContract } from "./accepted-answer";
import { nothing } from "./contract";
import { restRoute } from "./rest-route";
import { openWebhookAddress, WEBHOOK_RATE } from "./webhook-address";
import { triggerBodySchema } from "./webhook-body";
import { webhookDeliveryKey } from "./webhook-delivery-key";

/** A member's own address. The token opens it alone; who leaves the workspace takes it along. */
export const memberWebhook = restRoute(
  {
    method: "POST",
    path: "/api/webhooks/user/{userId}/{webhookToken}",
    tag: "Webhooks",
    summary: "Send an event to a member's webhook address",
    description:
      'Body: {"trigger": "payment_received", "data": {…}}. Without trigger the whole body becomes a webhook.received event.',
    access: { kind: "address" },
    params: z.object({ userId: z.string(), webhookToken: z.string() }),
    query: nothing,
    body: triggerBodySchema,
    bodyAs: "webhook",
    rateLimit: WEBHOOK_RATE,
    idempotent: true,
    success: acceptedContract,
    refusals: ["conflict"],
  },
  async ({ workspaceId, credential, body, headers }) => {
    const { source } = credential;
    const idempotencyKey = webhookDeliveryKey(credential, headers);
    return acceptedAnswer(await acceptEvent({ workspaceId, source, ...body, idempotencyKey }));
  },
  ({ userId, webhookToken }) =>
    openWebhookAddress(
      webhookToken,
      (owner) => owner.userId !== null && owner.userId === userId.toLowerCase(),
    ),
);
