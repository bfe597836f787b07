/** What a message is, whichever way it went: the words of its channel, its direction and what became of it. */
import * as z from "zod";

export const outboxChannels = ["email", "sms", "call", "slack", "calendar", "in_app"] as const;
export const outboxChannelSchema = z.enum(outboxChannels);
export type OutboxChannel = z.infer<typeof outboxChannelSchema>;

/**
 * queued    decided to be sent, not sent yet            sent       handed over to the provider
 * held      the gate lets it wait                       delivered  the provider says it arrived; in the sandbox at once
 * skipped   the gate kept it back                       opened, clicked   what the contact did with it
 * failed    refused, or nobody knows what became of it  received   came from the contact
 */
export const messageStates = [
  "queued",
  "held",
  "sent",
  "delivered",
  "opened",
  "clicked",
  "failed",
  "skipped",
  "received",
] as const;
export const messageStateSchema = z.enum(messageStates);
export type MessageState = z.infer<typeof messageStateSchema>;

export const messageDirectionSchema = z.enum(["in", "out"]);
export type MessageDirection = z.infer<typeof messageDirectionSchema>;

/** What somebody does with an email in the place of its contact, in the Outbox. */
export const reactionSchema = z.discriminatedUnion("reaction", [
  z.object({ messageId: z.uuid(), reaction: z.literal("opened") }),
  z.object({
    messageId: z.uuid(),
    reaction: z.literal("clicked"),
    url: z.url({ protocol: /^https?$/, error: "Choose a link of the email." }).max(4_000),
  }),
]);

/** What somebody writes in the place of a contact, in the Outbox. */
export const answerSchema = z.object({
  messageId: z.uuid(),
  body: z.string().trim().min(1, "Write an answer.").max(10_000, "Use at most 10,000 characters."),
});
