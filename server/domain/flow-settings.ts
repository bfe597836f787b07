import * as z from "zod";
import { businessHoursSchema } from "./business-hours";
import { conditionSchema } from "./condition";
import { durationSchema } from "./duration";

/** How a flow behaves as a whole. Times in ms are integers, as in the seed documents. */
export const settingsSchema = z.object({
  /** Longest time one attempt of one step may take, ms. */
  timeout: z.number().int().min(100).max(900_000).default(30_000),
  retry_count: z.number().int().min(0).max(20).default(3),
  /** First wait before a retry, ms; later ones grow by `backoff`. */
  retry_delay: z.number().int().min(0).max(3_600_000).default(1_000),
  backoff: z.enum(["exponential", "fixed"]).default("exponential"),
  /** Runs of this flow that may be under way at once, delays and waits included. Others are held, and go on in order. */
  concurrency: z.number().int().min(1).max(1000).optional(),
  /**
   * How often events may bring one contact in. Runs without a contact are not limited; runs started by hand, by another
   * flow or as a retry are neither limited nor counted.
   */
  reentry: z.enum(["always", "one_active_per_contact", "once_per_contact"]).default("always"),
  /** So long after a contact came in, no event brings it in again. */
  cool_down: durationSchema.optional(),
  /** A run ends, as completed, when one of these events happens to its contact. */
  exit_conditions: z
    .array(z.object({ event_types: z.array(z.string()).min(1), filter: conditionSchema.optional() }))
    .max(20)
    .default([]),
  /** A run ends, as completed, when its contact writes back, on whichever channel. */
  stop_on_reply: z.boolean().optional(),
  /** Messages leave within these hours only; outside of them they wait. */
  business_hours: businessHoursSchema.optional(),
  /** Runs that may begin within an hour. Others wait, and begin one after the other, in order. */
  max_runs_per_hour: z.number().int().min(1).max(100_000).optional(),
  quiet_hours: z
    .object({ from: z.string().regex(/^\d\d:\d\d$/), to: z.string().regex(/^\d\d:\d\d$/) })
    .optional(),
  frequency_cap: z.object({ messages: z.number().int().min(1).max(1000), per: durationSchema }).optional(),
  /**
   * How often an hour Baton's own actions may start this flow for one contact, before it is paused as a loop. Left out:
   * as the workspace says (sending-rules.ts).
   */
  loop_guard: z.number().int().min(1).max(1000).optional(),
});

export type FlowSettings = z.infer<typeof settingsSchema>;
