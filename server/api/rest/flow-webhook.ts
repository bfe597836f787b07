import * as z from "zod";
import { publishChange } from "@/server/db/bus";
import { acceptEvent } from "@/server/engine/accept-event";
import { flowWebhookType } from "@/server/engine/flow-triggers";
import { acceptedAnswer, acceptedContract } from "./accepted-answer";
import { nothing } from "./contract";
import { restRoute } from "./rest-route";
import { openWebhookAddress, WEBHOOK_RATE } from "./webhook-address";
import { webhookBodySchema } from "./webhook-body";
import { webhookDeliveryKey } from "./webhook-delivery-key";

/** The address of one flow with a webhook trigger. It starts that flow and no other. */
export const flowWebhook = restRoute(
  {
    method: "POST",
    path: "/api/webhooks/flow/{token}",
    tag: "Webhooks",
    summary: "Start a flow by its own webhook address",
    description: "The body becomes the payload of the run's webhook.received event.",
    access: { kind: "address" },
    params: z.object({ token: z.string() }),
    query: nothing,
    body: webhookBodySchema,
    bodyAs: "webhook",
    rateLimit: WEBHOOK_RATE,
    idempotent: true,
    success: acceptedContract,
    refusals: ["conflict"],
  },
  async ({ workspaceId, credential, body: payload, headers }) => {
    const { source, flowId = "" } = credential;
    const accepted = await acceptEvent({
      workspaceId,
      type: "webhook.received",
      matchType: flowWebhookType(flowId),
      payload,
      source,
      idempotencyKey: webhookDeliveryKey(credential, headers),
    });
    // Whoever waits for a sample in the builder hears of it.
    publishChange({ workspaceId, flowId, eventId: accepted.eventId });
    return acceptedAnswer(accepted);
  },
  ({ token }) => openWebhookAddress(token, ({ flowId }) => flowId !== null),
);
