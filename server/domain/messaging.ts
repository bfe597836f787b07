/**
 * What an action that reaches a person says of itself, so that the gate can decide before it runs (gate.ts).
 *
 * transactional  somebody expects it or must know it: a confirmation, a receipt, an answer
 * marketing      everything that wants something; it needs the person's consent
 */
import * as z from "zod";
import { type ContactChannel, contactChannels } from "./contact";

export const messageChannelSchema = z.enum(contactChannels);
export type MessageChannel = ContactChannel;

export const messagePurposes = ["transactional", "marketing"] as const;
export const messagePurposeSchema = z.enum(messagePurposes);
export type MessagePurpose = z.infer<typeof messagePurposeSchema>;

export type Messaging = {
  channel: MessageChannel;
  /** An address or a number; null: that of the run's contact. */
  to: string | null;
  purpose: MessagePurpose;
  /** No cap holds it back, and it counts for none: the step says that somebody waits for it. */
  uncapped?: boolean;
};

/** Whether it counts for the frequency caps: of emails only marketing, of SMS and calls all that are not uncapped. */
export const countsForCaps = ({ channel, purpose, uncapped }: Messaging): boolean =>
  !uncapped && (channel !== "email" || purpose === "marketing");
