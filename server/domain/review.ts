import * as z from "zod";
import { ownIdFields } from "./external-id";
import {
  type ContactOfRecord,
  contactDocument,
  contactDocumentShape,
  contactKeysOf,
  recordContactFields,
} from "./record-contact";
import { timeField } from "./time-field";

/** A review as it is posted: what somebody wrote on a review site, told by that site's own messages or a plugin. */
export const newReviewSchema = z.object({
  ...recordContactFields,
  ...ownIdFields,
  rating: z.coerce
    .number("Has to be one to five.")
    .int("Has to be a whole number of stars.")
    .min(1, "Is at least 1.")
    .max(5, "Is at most 5.")
    .meta({ description: "Stars, one to five." }),
  text: z.string("Has to be text.").trim().max(10_000, "Use at most 10,000 characters.").nullish(),
  site: z
    .string("Has to be text.")
    .trim()
    .max(100)
    .nullish()
    .meta({ description: "Where it stands: google, trustpilot, …" }),
  url: z.url("Has to be a web address.").max(2_000).nullish().meta({ description: "Where it is read." }),
  at: timeField.nullish(),
});
export type NewReview = z.output<typeof newReviewSchema>;

export type Review = {
  id: string;
  externalId: string | null;
  contact: ContactOfRecord | null;
  rating: number;
  text: string;
  site: string;
  url: string | null;
  at: Date;
  createdAt: Date;
};

/** What its event brings. */
export const reviewPayload = (review: Review): Record<string, unknown> => ({
  ...contactKeysOf(review.contact),
  review_id: review.externalId ?? review.id,
  rating: review.rating,
  text: review.text,
  site: review.site,
  url: review.url,
});

/** As REST shows it. */
export const reviewDocument = (review: Review) => ({
  id: review.id,
  external_id: review.externalId,
  ...contactDocument(review.contact),
  rating: review.rating,
  text: review.text,
  site: review.site,
  url: review.url,
  at: review.at.toISOString(),
  created_at: review.createdAt.toISOString(),
});

export const reviewDocumentSchema = z.object({
  id: z.uuid(),
  external_id: z.string().nullable(),
  ...contactDocumentShape,
  rating: z.int().min(1).max(5),
  text: z.string(),
  site: z.string(),
  url: z.string().nullable(),
  at: z.iso.datetime(),
  created_at: z.iso.datetime(),
});
