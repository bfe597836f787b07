/** Contacts as rows of a file: which column is what, and what a row says. The export writes the same names. */
import * as z from "zod";
import type { ConsentState } from "./consent";
import { type ContactChannel, type ContactPatch, contactChannels, newContactSchema } from "./contact";

export const MAX_IMPORT_ROWS = 5_000;

/** What a column may be, in the order in which they are offered. `fields.<name>` is a custom field. */
export const csvFields = {
  name: "Name",
  first_name: "First name",
  last_name: "Last name",
  email: "Email",
  phone: "Phone",
  external_id: "Your own id",
  kind: "Kind",
  status: "Status",
  owner: "Owner",
  tags: "Tags",
  score: "Score",
  lead_type: "Lead type",
  priority: "Priority",
  preferred_channel: "Preferred channel",
  timezone: "Time zone",
  locale: "Language",
  birthday: "Birthday",
  "consent.email": "Consent to email",
  "consent.sms": "Consent to SMS",
  "consent.call": "Consent to calls",
} as const;
export type CsvField = keyof typeof csvFields | `fields.${string}`;
/** For each column what it is; null: left out. */
export type CsvMapping = readonly (CsvField | null)[];

export type CsvContact = {
  contact: ContactPatch;
  consents: { channel: ContactChannel; state: ConsentState }[];
};
export type CsvProblem = { field: string; message: string };

/** What a column is likely to be, by its name. Each is guessed once. */
export function guessMapping(header: readonly string[]): (CsvField | null)[] {
  const taken = new Set<CsvField>();
  return header.map((name) => {
    const field = guess(name);
    if (!field || taken.has(field)) return null;
    taken.add(field);
    return field;
  });
}

/** What a row says of a contact. Empty cells say nothing. */
export function contactOfRow(
  cells: readonly string[],
  mapping: CsvMapping,
): { ok: true; row: CsvContact } | { ok: false; problems: CsvProblem[] } {
  const { first_name, last_name, ...said } = valuesOf(cells, mapping);
  const name = said.name ?? [first_name, last_name].filter(Boolean).join(" ");
  const problems: CsvProblem[] = [];
  const consents: CsvContact["consents"] = [];
  const fields: Record<string, string> = {};
  const contact: Record<string, unknown> = name ? { name } : {};
  for (const [field, text] of Object.entries(said)) {
    const channel = contactChannels.find((each) => field === `consent.${each}`);
    if (channel) {
      const state = consentIn(text);
      if (state) consents.push({ channel, state });
      else problems.push({ field, message: `“${text}” is no consent. Write yes or no.` });
    } else if (field.startsWith("fields.")) fields[field.slice(7)] = text;
    else if (field === "score") contact.score = Number(text.replace(",", "."));
    else if (["kind", "priority", "preferred_channel", "status", "lead_type"].includes(field))
      contact[field] = text.toLowerCase();
    else contact[field] = text;
  }
  if (Object.keys(fields).length > 0) contact.fields = fields;
  const parsed = newContactSchema.safeParse(contact);
  if (!parsed.success)
    problems.push(...parsed.error.issues.map(({ path, message }) => ({ field: path.join("."), message })));
  return parsed.success && problems.length === 0
    ? { ok: true, row: { contact: parsed.data, consents } }
    : { ok: false, problems };
}

/** One row of an import, as it is sent. */
export const importRowSchema = z.object({
  line: z.number().int().min(1),
  contact: newContactSchema,
  consents: z
    .array(z.object({ channel: z.enum(contactChannels), state: z.enum(["granted", "denied"]) }))
    .max(contactChannels.length),
});

function valuesOf(cells: readonly string[], mapping: CsvMapping): Partial<Record<string, string>> & Said {
  const values: Record<string, string> = {};
  mapping.forEach((field, index) => {
    const text = cells[index]?.trim();
    if (field && text) values[field] = text;
  });
  return values;
}
type Said = Record<string, string>;

const YES = ["yes", "y", "true", "1", "granted", "subscribed", "opted in", "opt-in", "ja", "oui", "si", "sí"];
const NO = ["no", "n", "false", "0", "denied", "unsubscribed", "opted out", "opt-out", "nein", "non"];

function consentIn(text: string): ConsentState | null {
  const word = text.toLowerCase();
  if (YES.includes(word)) return "granted";
  return NO.includes(word) ? "denied" : null;
}

const ALIASES: Partial<Record<string, CsvField>> = {
  fullname: "name",
  contactname: "name",
  customername: "name",
  firstname: "first_name",
  givenname: "first_name",
  lastname: "last_name",
  surname: "last_name",
  familyname: "last_name",
  emailaddress: "email",
  mail: "email",
  customeremail: "email",
  phonenumber: "phone",
  mobile: "phone",
  mobilephone: "phone",
  cell: "phone",
  telephone: "phone",
  tel: "phone",
  customerid: "external_id",
  externalid: "external_id",
  id: "external_id",
  leadstatus: "status",
  contactowner: "owner",
  assignee: "owner",
  tag: "tags",
  labels: "tags",
  leadscore: "score",
  language: "locale",
  tz: "timezone",
  dateofbirth: "birthday",
  birthdate: "birthday",
  dob: "birthday",
  emailconsent: "consent.email",
  emailoptin: "consent.email",
  newsletter: "consent.email",
  smsconsent: "consent.sms",
  smsoptin: "consent.sms",
  callconsent: "consent.call",
};

const BY_NAME = new Map<string, CsvField>([
  ...keysOf(csvFields).map((field) => [folded(field), field] as const),
  ...keysOf(csvFields).map((field) => [folded(csvFields[field]), field] as const),
]);

function guess(name: string): CsvField | null {
  const custom = /^fields?\.(.{1,100})$/.exec(name.trim())?.[1];
  return custom ? `fields.${custom}` : (ALIASES[folded(name)] ?? BY_NAME.get(folded(name)) ?? null);
}

function folded(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, "");
}

function keysOf<T extends object>(of: T): (keyof T)[] {
  const keys: (keyof T)[] = [];
  for (const key in of) keys.push(key);
  return keys;
}
