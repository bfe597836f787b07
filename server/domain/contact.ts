/**
 * What a contact has. The names are those that the REST API, actions, CSV files and templates (`{{contact.lead_type}}`)
 * have in common. A lead becomes a customer; there is no other difference.
 */
import * as z from "zod";
import { birthday } from "./birthday";
import { emailAddress } from "./contact-key";
import { contactTagsSchema } from "./contact-tags";
import { phoneNumber } from "./phone-number";
import { isTimezone } from "./workspace-settings";

export const contactKinds = ["lead", "customer"] as const;
export type ContactKind = (typeof contactKinds)[number];

/** What a contact may be reached by. Consent is given for each. */
export const contactChannels = ["email", "sms", "call"] as const;
export type ContactChannel = (typeof contactChannels)[number];

export const contactPriorities = ["low", "normal", "high", "urgent"] as const;
export const sentiments = ["positive", "neutral", "negative"] as const;

/** Offered where a status is chosen; any other word is one as well. `customer` makes a customer of a lead. */
export const suggestedStatuses = [
  "new",
  "contacted",
  "qualified",
  "nurturing",
  "unqualified",
  "lost",
  "customer",
  "inactive",
] as const;
export const suggestedLeadTypes = ["hot", "warm", "cold"] as const;

export const MAX_SCORE = 1000;

/** Each takes null, or blank text, for "nothing". */
export const contactFields = {
  external_id: text(200, "The id").meta({
    title: "Your own id",
    description: "The customer_id of your system.",
  }),
  email: parsed(
    254,
    emailAddress,
    (given) => `“${given}” is no email address. Write one like ada@example.com.`,
  ).meta({ title: "Email" }),
  phone: parsed(
    40,
    phoneNumber,
    (given) => `“${given}” is no phone number. Write it with its country code, like +14155550100.`,
  ).meta({ title: "Phone", description: "With its country code." }),
  name: text(300, "The name").meta({ title: "Name" }),
  kind: oneOf(contactKinds, "lead or customer").meta({ title: "Kind" }),
  status: text(60, "The status").meta({
    title: "Status",
    description: "new, contacted, qualified, … The status customer makes a customer of a lead.",
  }),
  lead_type: text(60, "The lead type").meta({
    title: "Lead type",
    description: "hot, warm, cold, or your own word.",
  }),
  priority: oneOf(contactPriorities, "low, normal, high or urgent").meta({ title: "Priority" }),
  owner: text(254, "The owner").meta({
    title: "Owner",
    description: "The member who looks after the contact: email address or id.",
  }),
  score: z
    .number("The score has to be a number.")
    .int("The score has to be a whole number.")
    .min(0, "The score has to be at least 0.")
    .max(MAX_SCORE, `The score is at most ${MAX_SCORE}.`)
    .nullable()
    .meta({ title: "Score" }),
  timezone: parsed(
    64,
    (zone) => (isTimezone(zone) ? zone : null),
    (given) => `“${given}” is no time zone. Choose one like Europe/Berlin.`,
  ).meta({ title: "Time zone" }),
  locale: parsed(
    35,
    languageTag,
    (given) => `“${given}” is no language. Write a code like en, de-AT or pt-BR.`,
  ).meta({ title: "Language" }),
  preferred_channel: oneOf(contactChannels, "email, sms or call").meta({ title: "Preferred channel" }),
  last_sentiment: oneOf(sentiments, "positive, neutral or negative").meta({ title: "Last sentiment" }),
  birthday: parsed(
    20,
    birthday,
    (given) => `“${given}” is no birthday. Write 1990-02-28, or --02-28 without the year.`,
  ).meta({ title: "Birthday", description: "1990-02-28, or --02-28 without the year." }),
  tags: contactTagsSchema,
  fields: z
    .record(z.string().min(1).max(100, "The name of a field is at most 100 characters long."), z.json())
    .refine((fields) => JSON.stringify(fields).length <= 32_768, "Custom fields are at most 32 KB together.")
    .meta({ title: "Custom fields", description: "Merged into what is known; null removes a field." }),
};

/** What is left out stays. */
export const contactPatchSchema = z.object(contactFields).partial();
export type ContactPatch = z.output<typeof contactPatchSchema>;

/** A new contact needs something it can be found by. */
export const newContactSchema = contactPatchSchema.refine(
  ({ email, phone, external_id }) => Boolean(email || phone || external_id),
  "A contact needs an email address, a phone number with its country code, or an id of your own.",
);

export const NEW_STATUS: Record<ContactKind, string> = { lead: "new", customer: "customer" };

/** Whether somebody whom such an event is about is a customer: who buys, or is said to be one. */
export const isCustomerEvent = (type: string): boolean =>
  /^(?:customer|order)\./.test(type) || type === "payment.received" || type === "service.completed";

function text(longest: number, what: string) {
  return z
    .string(`${what} has to be text.`)
    .transform((given) => given.replace(/\p{Cc}/gu, " ").trim() || null)
    .pipe(z.string().max(longest, `${what} is at most ${longest} characters long.`).nullable())
    .nullable();
}

function parsed(
  longest: number,
  parse: (text: string) => string | null,
  complaint: (given: string) => string,
) {
  return z
    .string("Has to be text.")
    .max(longest, `Is at most ${longest} characters long.`)
    .transform((given, context) => {
      if (!given.trim()) return null;
      const value = parse(given.trim());
      if (value !== null) return value;
      context.addIssue({ code: "custom", message: complaint(given.trim()) });
      return z.NEVER;
    })
    .nullable();
}

function oneOf<const Words extends readonly [string, ...string[]]>(words: Words, named: string) {
  return z.enum(words, `Has to be ${named}.`).nullable();
}

function languageTag(text: string): string | null {
  try {
    return Intl.getCanonicalLocales(text.replaceAll("_", "-"))[0] ?? null;
  } catch {
    return null;
  }
}
