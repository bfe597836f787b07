import * as z from "zod";
import { messageChannelSchema } from "../messaging";
import { NO_PAST, type Past } from "./simulate-past";

const pastSchema = z.object({
  contactId: z.string().nullable(),
  entry: z.object({ at: z.coerce.date(), until: z.coerce.date().nullable() }).nullable(),
  sent: z.array(
    z.object({
      at: z.coerce.date(),
      channel: messageChannelSchema,
      counts: z.boolean(),
      byFlow: z.boolean(),
    }),
  ),
});

/** As it was written down between two batches. */
export function readPast(stored: unknown): Past {
  const parsed = pastSchema.safeParse(stored);
  return parsed.success ? parsed.data : NO_PAST;
}
