import * as z from "zod";
import { sha256 } from "@/server/crypto";
import { defineAction } from "../../action";
import { deliverWebhook } from "../deliver-webhook";

type WebhookOutput = {
  webhook_id: string;
  event_type: string;
  delivered: boolean;
  status: number | null;
  url: string | null;
  via: string;
};

const sample: WebhookOutput = {
  webhook_id: "msg_2b1f0a9c4d7e8f6a5b3c2d1e0f9a8b7c",
  event_type: "order.packed",
  delivered: true,
  status: 200,
  url: "https://example.com/hooks",
  via: "webhook",
};

/**
 * Tells another system of an event, signed as Standard Webhooks says, so that it knows who sent it. Every attempt carries
 * the same webhook-id: a repeat is dropped by the receiver. Without a connected endpoint, and in tests, nothing leaves.
 */
export const webhookOut = defineAction({
  key: "webhook_out",
  title: "Send a webhook",
  description: "Tells another system of an event, signed, at an endpoint of Settings, Connections.",
  category: "core",
  icon: "webhook",
  input: z.object({
    event_type: z
      .string({ error: "Say what happened, such as order.packed." })
      .max(100, "Use at most 100 characters.")
      .regex(
        /^[A-Za-z0-9_]+(?:\.[A-Za-z0-9_]+)*$/,
        "Write words with full stops between them, such as order.packed.",
      )
      .meta({ title: "Event", placeholder: "order.packed", widget: "text" }),
    data: z.unknown().optional().meta({
      title: "Data",
      description: "What the receiver gets as data.",
      placeholder: "{{trigger}}",
      widget: "json",
    }),
  }),
  aliases: { event: "event_type", type: "event_type", payload: "data" },
  // An event must not be able to add to what is sent.
  fill: [],
  sampleOutput: sample,
  connects: { channel: "webhook", integrations: ["webhook"] },
  effect: (_, connection) => (connection ? "idempotent" : "none"),
  async run({ event_type, data }, { connection, ...ctx }): Promise<WebhookOutput> {
    // Says nothing of the run, and is the same for each of its attempts.
    const id = `msg_${sha256(ctx.idempotencyKey).slice(0, 32)}`;
    const kept = { webhook_id: id, event_type, delivered: false, status: null, url: null, via: "sandbox" };
    if (!connection) return kept;
    const event = { id, type: event_type, happenedAt: startOf(ctx.runId), data };
    const { status, url } = await deliverWebhook(connection, event, { at: ctx.now, signal: ctx.signal });
    return { ...kept, delivered: true, status, url, via: connection.integration };
  },
});

/** Ids of runs begin with the time at which their event came: the same for every attempt. */
const startOf = (runId: string): Date =>
  new Date(Number.parseInt(runId.replaceAll("-", "").slice(0, 12), 16));
