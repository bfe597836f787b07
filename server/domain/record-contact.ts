import * as z from "zod";

const text = z.union([z.string().max(300), z.number().transform(String)]).nullish();

/** Whom a record is about, in the names that documents use. Who is not known yet becomes a contact. */
export const recordContactFields = {
  contact: text.meta({ description: "Id, email or phone of a contact that is there." }),
  contact_id: text.meta({ description: "Another name of contact." }),
  customer_id: text.meta({ description: "The customer's own id." }),
  email: text,
  customer_email: text.meta({ description: "Another name of email." }),
  phone: text.meta({ description: "With its country code: +14155550100" }),
  customer_phone: text.meta({ description: "Another name of phone." }),
  name: text.meta({ description: "Of the customer." }),
  customer_name: text.meta({ description: "Another name of name." }),
  customer: z
    .record(z.string(), z.unknown())
    .nullish()
    .meta({ description: "The same, in an object of its own." }),
};

const recordContactSchema = z.object(recordContactFields);
export type RecordContact = z.output<typeof recordContactSchema>;

/** The contact of a record, as it is shown beside it. */
export type ContactOfRecord = {
  id: string;
  externalId: string | null;
  email: string | null;
  phone: string | null;
  name: string;
};

/** The keys by which an event about a record finds its contact. */
export const contactKeysOf = (contact: ContactOfRecord | null): Record<string, string> =>
  Object.fromEntries(
    Object.entries({
      customer_id: contact?.externalId,
      email: contact?.email,
      phone: contact?.phone,
      name: contact?.name,
    }).flatMap(([key, value]) => (value ? [[key, value]] : [])),
  );

export const contactDocument = (contact: ContactOfRecord | null) => ({
  contact_id: contact?.id ?? null,
  customer_id: contact?.externalId ?? null,
  customer_name: contact?.name || null,
  customer_email: contact?.email ?? null,
  customer_phone: contact?.phone ?? null,
});

export const contactDocumentShape = {
  contact_id: z.uuid().nullable(),
  customer_id: z.string().nullable(),
  customer_name: z.string().nullable(),
  customer_email: z.string().nullable(),
  customer_phone: z.string().nullable(),
};
