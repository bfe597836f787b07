import * as z from "zod";
import { durationUnits } from "../duration";
import { messageChannelSchema } from "../messaging";

/** So long after the start: a plain number. */
const afterSchema = z.object({ value: z.number().min(0).max(10_000_000), unit: z.enum(durationUnits) });
const payloadSchema = z.record(z.string().max(200), z.json());

export const happeningSchema = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("event"),
    after: afterSchema,
    type: z.string().trim().min(1).max(200),
    payload: payloadSchema.default({}),
  }),
  z.object({ kind: z.literal("opt_out"), after: afterSchema, channel: messageChannelSchema }),
]);

export const faultSchema = z.object({
  stepId: z.string().min(1).max(100),
  times: z.union([z.number().int().min(1).max(100), z.literal("always")]),
  error: z
    .object({
      code: z.string().min(1).max(100),
      message: z.string().min(1).max(2_000),
      retryable: z.boolean(),
    })
    .default({ code: "what_if", message: "It fails, as this dry run was told to.", retryable: true }),
});

/** A contact that somebody makes up for a dry run. What it leaves out is nothing; what it allows is said of each channel. */
export const madeUpContactSchema = z.object({
  fields: payloadSchema.default({}),
  timezone: z.string().max(64).nullable().default(null),
  consents: z
    .object({
      email: z.enum(["granted", "denied", "unknown"]),
      sms: z.enum(["granted", "denied", "unknown"]),
      call: z.enum(["granted", "denied", "unknown"]),
    })
    .partial()
    .default({}),
});

export const eventSchema = z.object({ type: z.string().trim().min(1).max(200), payload: payloadSchema });

/** What a dry run may be told besides the event it starts with. */
export const whatIfSchema = z.object({
  /** When the event comes; left out: now. */
  at: z.date().optional(),
  happenings: z.array(happeningSchema).max(50).default([]),
  faults: z.array(faultSchema).max(50).default([]),
});

export type MadeUpContact = z.output<typeof madeUpContactSchema>;
