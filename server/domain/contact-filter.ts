import * as z from "zod";
import { contactKinds } from "./contact";

/** `activity`: whoever changed last comes first. */
export const contactSorts = ["activity", "created", "name", "score"] as const;

/** Who may be reached on a channel, and who said no to any. */
export const consentFilters = ["email", "sms", "call", "denied"] as const;

/** Which contacts: what the list, the export, the REST API and the action find_contacts ask. */
export const contactFilterSchema = z.object({
  /** Any part of the name, an address or the customer's own id. */
  q: z.string().trim().max(200).default(""),
  kind: z.enum(contactKinds).nullish(),
  status: z.array(z.string().max(60)).max(20).default([]),
  /** All of them. */
  tag: z.array(z.string().max(60)).max(20).default([]),
  /** User id of a member, or `none`. */
  owner: z.union([z.uuid(), z.literal("none")]).nullish(),
  consent: z.enum(consentFilters).nullish(),
  lead_type: z.string().max(60).nullish(),
  /** Months and days: 02-28. */
  birthday: z
    .array(z.string().regex(/^\d\d-\d\d$/))
    .max(31)
    .nullish(),
  min_score: z.number().int().nullish(),
  /** Only these. */
  ids: z.array(z.uuid()).max(1000).nullish(),
  archived: z.boolean().default(false),
});
export type ContactFilter = z.output<typeof contactFilterSchema>;

export const contactListSchema = contactFilterSchema.extend({
  sort: z.enum(contactSorts).default("activity"),
  limit: z.number().int().min(1).max(100).default(50),
});
export type ContactListInput = z.output<typeof contactListSchema>;

/** Where a page ended: the sorted value and the id of its last row. */
export const contactCursorSchema = z.object({ key: z.string().max(700), id: z.uuid() });
export type ContactCursor = z.output<typeof contactCursorSchema>;

/** Whether a page of this order can have ended there. */
export const isCursorOf = (sort: ContactListInput["sort"], { key }: ContactCursor): boolean =>
  sort === "name" || (sort === "score" ? /^-?\d{1,9}$/ : INSTANT).test(key);

/** As the database writes it. */
const INSTANT = /^\d{4,6}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d{1,6})?[+-]\d\d(:\d\d){0,2}$/;
