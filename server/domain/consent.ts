import * as z from "zod";
import { type ContactChannel, contactChannels } from "./contact";

/** What a contact said about one channel. Without a word, consent is `unknown`. */
export const consentStates = ["granted", "denied"] as const;
export type ConsentState = (typeof consentStates)[number];

export type Consent = {
  state: ConsentState | "unknown";
  source: string | null;
  at: Date | null;
  /** The contact's own word: a reply, a link in a message; or a member's who says why it is theirs. */
  own: boolean;
};
export type Consents = Record<ContactChannel, Consent>;

/** Channels that the contact themself refused. Nobody else takes that back. */
export const ownRefusals = (consents: Consents): ContactChannel[] =>
  contactChannels.filter((channel) => consents[channel].state === "denied" && consents[channel].own);

export const consentChannelSchema = z.enum([...contactChannels, "all"], "Has to be email, sms, call or all.");
export const consentStateSchema = z.enum(consentStates, "Has to be granted or denied.");

/** A change of consent, as a person or the API makes it. */
export const consentChangeSchema = z.object({
  channel: consentChannelSchema.default("all"),
  state: consentStateSchema,
  source: z
    .string("Has to be text.")
    .trim()
    .min(1, "Say where the consent was given.")
    .max(200, "Is at most 200 characters long.")
    .optional()
    .meta({ description: "Where it was said: a form's name, phone call, paper …" }),
  reason: z
    .string("Has to be text.")
    .trim()
    .min(3, "Say how the contact asked for it.")
    .max(300, "Is at most 300 characters long.")
    .optional()
    .meta({
      description:
        "Needed to allow what the contact opted out of themselves (STOP, an unsubscribe link): how they asked for it again.",
    }),
});

/** Of two words about the same channel, the one that allows less. */
export const stricter = (one: ConsentState | undefined, other: ConsentState | undefined) =>
  one === "denied" || other === "denied" ? "denied" : (one ?? other);
