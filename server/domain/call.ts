/** How a call ended, as it is told in the Outbox of the sandbox or by the connection that made it. */
import * as z from "zod";

/** What a call can end with. */
export const callStatuses = ["completed", "no-answer", "busy", "voicemail", "failed"] as const;
export const callStatusSchema = z.enum(callStatuses);

/** Longer than any call that an agent makes. */
export const MOST_CALL_SECONDS = 4 * 3600;

export const callEndSchema = z.object({
  status: callStatusSchema,
  /** From being answered to being hung up. */
  seconds: z.number().int().min(0).max(MOST_CALL_SECONDS).default(0),
  /** What was said. */
  transcript: z.string().trim().max(50_000).optional(),
});
export type CallEnd = z.output<typeof callEndSchema>;

/** Only calls that somebody, or a mailbox, took have a length; each begun minute counts. */
export const callMinutes = ({ status, seconds }: Pick<CallEnd, "status" | "seconds">): number =>
  status === "completed" || status === "voicemail" ? Math.ceil(seconds / 60) : 0;
