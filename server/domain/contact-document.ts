import * as z from "zod";
import { type Consents, consentStates } from "./consent";
import {
  contactChannels,
  contactFields,
  contactKinds,
  contactPatchSchema,
  contactPriorities,
  sentiments,
} from "./contact";
import { externalIdSchema } from "./external-id";
import { referralCodeField } from "./referral";

const spoken = z.union(
  [z.enum(consentStates), z.boolean().transform((yes) => (yes ? ("granted" as const) : ("denied" as const)))],
  { error: "Has to be granted or denied." },
);

/** A customer or lead as a program sends it: the same names as everywhere, and those that shops have for them. */
export const contactBodySchema = z
  .object({
    ...contactPatchSchema.omit({ external_id: true, kind: true }).shape,
    id: externalIdSchema.nullish().meta({ description: "Your id of them; every address takes it." }),
    customer_id: externalIdSchema.nullish().meta({ description: "Another name of id." }),
    external_id: externalIdSchema.nullish().meta({ description: "Another name of id." }),
    first_name: z.string().max(150).nullish(),
    last_name: z.string().max(150).nullish(),
    customer_name: contactFields.name.optional(),
    customer_email: contactFields.email.optional(),
    consent: z
      .partialRecord(z.enum(contactChannels), spoken)
      .optional()
      .meta({ description: "What they allow, by channel: granted or denied. Left out: nothing is said." }),
    consent_source: z
      .string()
      .trim()
      .min(1)
      .max(200)
      .optional()
      .meta({ description: "Where they said so: the form's name …" }),
    referral_code: referralCodeField,
  })
  .transform(
    ({
      id,
      customer_id,
      external_id,
      first_name,
      last_name,
      customer_name,
      customer_email,
      consent,
      consent_source,
      referral_code,
      ...patch
    }) => {
      const own = external_id ?? customer_id ?? id;
      const joined = [first_name?.trim(), last_name?.trim()].filter(Boolean).join(" ");
      const name = patch.name ?? customer_name ?? (joined || undefined);
      const email = patch.email ?? customer_email;
      return {
        patch: {
          ...patch,
          ...(own && { external_id: own }),
          ...(name && { name }),
          ...(email && { email }),
        },
        consent: consent ?? {},
        consentSource: consent_source,
        referralCode: referral_code,
      };
    },
  );
export type ContactBody = z.output<typeof contactBodySchema>;

/** As the REST API answers it. */
export const contactDocumentSchema = z.object({
  id: z.uuid(),
  external_id: z.string().nullable().meta({ description: "The id that it was posted with." }),
  kind: z.enum(contactKinds),
  email: z.string().nullable(),
  phone: z.string().nullable().meta({ description: "E.164" }),
  name: z.string(),
  status: z.string(),
  lead_type: z.string().nullable(),
  priority: z.enum(contactPriorities).nullable(),
  owner_id: z.string().nullable(),
  score: z.int().nullable(),
  timezone: z.string().nullable(),
  locale: z.string().nullable(),
  preferred_channel: z.enum(contactChannels).nullable(),
  last_sentiment: z.enum(sentiments).nullable(),
  birthday: z.string().nullable(),
  tags: z.array(z.string()),
  fields: z.record(z.string(), z.unknown()),
  created_at: z.iso.datetime(),
  updated_at: z.iso.datetime(),
});
export type ContactDocument = z.input<typeof contactDocumentSchema>;

const consentDocument = z.object({
  state: z.enum([...consentStates, "unknown"]),
  source: z.string().nullable(),
  at: z.iso.datetime().nullable(),
  own: z
    .boolean()
    .meta({ description: "The contact's own word: a reply, a link. Nobody else takes it back." }),
});
export const consentsDocumentSchema = z.object({
  email: consentDocument,
  sms: consentDocument,
  call: consentDocument,
});

type Known = Omit<ContactDocument, "created_at" | "updated_at"> & { created_at: Date; updated_at: Date };

/** Nothing but what the schema names: a row has more. */
export const contactDocument = (row: Known): ContactDocument => ({
  id: row.id,
  external_id: row.external_id,
  kind: row.kind,
  email: row.email,
  phone: row.phone,
  name: row.name,
  status: row.status,
  lead_type: row.lead_type,
  priority: row.priority,
  owner_id: row.owner_id,
  score: row.score,
  timezone: row.timezone,
  locale: row.locale,
  preferred_channel: row.preferred_channel,
  last_sentiment: row.last_sentiment,
  birthday: row.birthday,
  tags: row.tags,
  fields: row.fields,
  created_at: row.created_at.toISOString(),
  updated_at: row.updated_at.toISOString(),
});

export const consentsDocument = (consents: Consents): z.input<typeof consentsDocumentSchema> => {
  const of = ({ state, source, at, own }: Consents["email"]) => ({
    ...{ state, source, at: at?.toISOString() ?? null, own },
  });
  return { email: of(consents.email), sms: of(consents.sms), call: of(consents.call) };
};
