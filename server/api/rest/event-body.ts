import * as z from "zod";
import { now } from "@/server/db/clock";

const DAY_MS = 86_400_000;

/** Printed text without control characters, which the database cannot keep and nobody can see. */
export const printable = (most: number) =>
  z
    .string("Has to be text.")
    .trim()
    .min(1, "Is empty.")
    .max(most, `Is longer than ${most} characters.`)
    .refine((text) => !/\p{Cc}/u.test(text), "Holds control characters.");

const typeSchema = printable(200).meta({
  description: "What happened, such as customer.created. Flows are started by it.",
  examples: ["customer.created"],
});

const payloadSchema = z
  .record(z.string(), z.unknown(), "Has to be an object.")
  .meta({ description: "The data of the event, at most 512 KB. Runs keep it as it is." });

const idSchema = z
  .union([printable(200), z.int().transform(String)], "Has to be a text or a whole number.")
  .meta({ description: "Your id of this event: the same one again within 30 days is a duplicate." });

const instantSchema = z
  .union([z.string(), z.number()], "Has to be a time such as 2026-11-21T09:30:00Z.")
  .transform((value, context) => {
    const at = instantOf(value);
    if (at && at.getTime() >= 0 && at.getTime() < now().getTime() + DAY_MS) return at;
    const message = at
      ? "Lies outside of what can have happened: from 1970 until now."
      : "Is no time. Send ISO 8601 with its zone, such as 2026-11-21T09:30:00Z, or Unix seconds or milliseconds.";
    context.addIssue({ code: "custom", message });
    return z.NEVER;
  })
  .meta({ description: "When it happened; else it happens now." });

/** An event as it is posted. Fields that are not named here are ignored. */
export const eventBodySchema = z
  .object(
    {
      event_type: typeSchema.optional(),
      type: typeSchema.optional().meta({ description: "Another name of event_type." }),
      payload: payloadSchema.optional(),
      data: payloadSchema.optional().meta({ description: "Another name of payload." }),
      id: idSchema.nullish(),
      event_id: idSchema.nullish().meta({ description: "Another name of id." }),
      timestamp: instantSchema.nullish(),
      occurred_at: instantSchema.nullish().meta({ description: "Another name of timestamp." }),
      tenant_id: z.unknown().optional().meta({
        description: "Id, slug or alias of the credential's workspace. Chooses nothing; leave it out.",
      }),
    },
    "Has to be a JSON object.",
  )
  .transform((body, context) => {
    const type = body.event_type ?? body.type;
    const payload = body.payload ?? body.data;
    if (type === undefined)
      context.addIssue({
        code: "custom",
        path: ["event_type"],
        message: "Say what happened: customer.created.",
      });
    if (payload === undefined)
      context.addIssue({
        code: "custom",
        path: ["payload"],
        message: "Send the event's data as an object; {} is enough.",
      });
    if (type === undefined || payload === undefined) return z.NEVER;
    return {
      type,
      payload,
      externalId: body.id ?? body.event_id ?? undefined,
      occurredAt: body.timestamp ?? body.occurred_at ?? undefined,
    };
  })
  .meta({ allOf: [oneOf("event_type", "type"), oneOf("payload", "data")] });

/** In the document: one of two names has to be there. */
function oneOf(...names: string[]) {
  return { anyOf: names.map((name) => ({ required: [name] })) };
}

/** ISO 8601 with a zone; numbers are seconds, or milliseconds when they are that big. */
function instantOf(value: string | number): Date | null {
  const text = typeof value === "string" ? value.trim() : "";
  const number = typeof value === "number" ? value : /^\d{9,13}$/.test(text) ? Number(text) : undefined;
  if (number !== undefined) return validDate(number < 1e11 ? number * 1000 : number);
  return ISO.test(text) ? validDate(text) : null;
}

const ISO = /^\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:?\d\d))?$/i;

function validDate(value: string | number): Date | null {
  const date = new Date(value);
  return Number.isNaN(date.getTime()) ? null : date;
}
