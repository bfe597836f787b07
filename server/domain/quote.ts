import * as z from "zod";
import { ownIdFields } from "./external-id";
import { amountSchema, currencySchema, toMajor } from "./money";
import {
  type ContactOfRecord,
  contactDocument,
  contactDocumentShape,
  contactKeysOf,
  recordContactFields,
} from "./record-contact";
import { timeField } from "./time-field";

export const quoteStatuses = ["draft", "sent", "accepted", "declined", "expired"] as const;
export type QuoteStatus = (typeof quoteStatuses)[number];

const NEXT: Record<QuoteStatus, readonly QuoteStatus[]> = {
  draft: ["sent"],
  sent: ["accepted", "declined", "expired"],
  accepted: [],
  // Sent once more, on other terms or for longer.
  declined: ["sent"],
  expired: ["sent", "accepted"],
};

/** Why a quote cannot go there; null when it can. */
export const whyNotQuoteStatus = (from: QuoteStatus, to: QuoteStatus): string | null =>
  from === to || NEXT[from].includes(to)
    ? null
    : `The quote is ${from} and cannot become ${to}. ${
        NEXT[from].length > 0
          ? `From here it can become ${NEXT[from].join(" or ")}.`
          : "Nothing follows on that."
      }`;

const status = z.enum(quoteStatuses, `Has to be ${quoteStatuses.join(", ")}.`);

/** A quote as it is posted; the amount in major units. */
export const newQuoteSchema = z.object({
  ...recordContactFields,
  ...ownIdFields,
  title: z.string("Has to be text.").max(300).nullish(),
  amount: amountSchema,
  currency: currencySchema.nullish(),
  status: z
    .enum(["draft", "sent"], "Has to be draft or sent.")
    .nullish()
    .meta({ description: "Left out: sent." }),
  url: z
    .url("Has to be a web address.")
    .max(2_000)
    .nullish()
    .meta({ description: "Where the contact reads it." }),
  valid_until: timeField.nullish(),
});
export type NewQuote = z.output<typeof newQuoteSchema>;

export const quoteChangeSchema = newQuoteSchema
  .pick({ title: true, amount: true, url: true, valid_until: true })
  .extend({ status })
  .partial()
  .refine(
    (change) => Object.values(change).some((value) => value !== undefined),
    "Nothing to change. Send a status.",
  );
export type QuoteChange = z.output<typeof quoteChangeSchema>;

/** As it is stored; the amount in the currency's smallest unit. */
export type Quote = {
  id: string;
  externalId: string | null;
  contact: ContactOfRecord | null;
  status: QuoteStatus;
  title: string;
  amount: number;
  currency: string;
  url: string | null;
  validUntil: Date | null;
  sentAt: Date | null;
  decidedAt: Date | null;
  createdAt: Date;
  updatedAt: Date;
};

/** What its events bring. */
export const quotePayload = (quote: Quote): Record<string, unknown> => ({
  ...contactKeysOf(quote.contact),
  quote_id: quote.externalId ?? quote.id,
  title: quote.title,
  status: quote.status,
  amount: toMajor(quote.amount, quote.currency),
  currency: quote.currency,
  url: quote.url,
  valid_until: quote.validUntil?.toISOString() ?? null,
});

/** As REST shows it. */
export const quoteDocument = (quote: Quote) => ({
  id: quote.id,
  external_id: quote.externalId,
  ...contactDocument(quote.contact),
  status: quote.status,
  title: quote.title,
  amount: toMajor(quote.amount, quote.currency),
  currency: quote.currency,
  url: quote.url,
  valid_until: quote.validUntil?.toISOString() ?? null,
  sent_at: quote.sentAt?.toISOString() ?? null,
  decided_at: quote.decidedAt?.toISOString() ?? null,
  created_at: quote.createdAt.toISOString(),
  updated_at: quote.updatedAt.toISOString(),
});

const instant = z.iso.datetime();

export const quoteDocumentSchema = z.object({
  id: z.uuid(),
  external_id: z.string().nullable(),
  ...contactDocumentShape,
  status,
  title: z.string(),
  amount: z.number().meta({ description: "In major units: 450.00" }),
  currency: z.string(),
  url: z.string().nullable(),
  valid_until: instant.nullable(),
  sent_at: instant.nullable(),
  decided_at: instant.nullable(),
  created_at: instant,
  updated_at: instant,
});
