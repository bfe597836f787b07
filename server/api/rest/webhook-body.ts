import * as z from "zod";
import { printable } from "./event-body";

type Fields = Record<string, unknown>;

/** What an outside service posted: usually an object, but lists and plain values are kept too, under `body`. */
export const webhookBodySchema = z
  .unknown()
  .transform((body): Fields => (isFields(body) ? body : { body }))
  .meta({ description: "Anything: it becomes the payload of the event." });

export type WebhookEvent = { type: string; payload: Fields; externalId?: string };

/**
 * { trigger, data } says what happened; the rest of the body is the data when there is no `data`. Without `trigger`
 * the whole body is the payload of a webhook.received.
 */
export const triggerBodySchema = webhookBodySchema.transform((body, context): WebhookEvent => {
  if (typeof body.trigger !== "string" || body.trigger.trim() === "")
    return { type: "webhook.received", payload: body };
  const type = printable(200).safeParse(body.trigger);
  if (!type.success) {
    const message = type.error.issues[0]?.message ?? "";
    context.addIssue({ code: "custom", path: ["trigger"], message });
    return z.NEVER;
  }
  const { trigger, data, ...rest } = body;
  if (!isFields(data)) return { type: type.data, payload: data === undefined ? rest : { ...rest, data } };
  const id = idSchema.safeParse(body.event_id ?? body.id);
  return { type: type.data, payload: data, ...(id.success && { externalId: id.data }) };
});

/** An id beside `data` is the event's; within a body that is all data it may be an order's, and says nothing. */
const idSchema = z.union([printable(200), z.int().transform(String)]);

const isFields = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);
