/** The run's contact in a dry run, where actions read and change it as they would the stored one. */
import * as z from "zod";
import { type ContactPatch, contactKinds } from "@/server/domain/contact";
import { emailAddress } from "@/server/domain/contact-key";
import { ActionError } from "@/server/domain/errors";
import { phoneNumber } from "@/server/domain/phone-number";
import { patched } from "@/server/records/contact-change";
import type { SimulationFacts } from "../simulation-facts";
import { contactSample } from "./contact-output";

const text = z.string().nullable().catch(null);

const knownSchema = z.looseObject({
  id: z.string().catch(contactSample.contact_id),
  external_id: text,
  kind: z.enum(contactKinds).catch("lead"),
  name: z.string().catch(""),
  email: text,
  phone: text,
  status: z.string().catch("new"),
  score: z.number().nullable().catch(null),
  owner_id: text,
  tags: z.array(z.string()).catch([]),
  fields: z.record(z.string(), z.unknown()).catch({}),
});

export type SimulatedRow = z.output<typeof knownSchema>;

/** The contact that a step is about; `own`: the run's. Somebody else is the contact of the samples. */
export function simulatedContact(
  { contact }: Pick<SimulationFacts, "contact">,
  named: string | undefined,
  failing: string,
): { row: SimulatedRow; own: boolean } {
  const own = contact && knownSchema.parse(contact);
  if (own && (named === undefined || isNamed(own, named))) return { row: own, own: true };
  if (named !== undefined) return { row: somebody(named), own: false };
  throw new ActionError(
    "no_contact",
    `${failing}: this run has no contact. Name one in the step, by id, email or phone.`,
  );
}

function isNamed({ id, external_id, email, phone }: SimulatedRow, named: string): boolean {
  const key = named.trim();
  return (
    key === id ||
    key === external_id ||
    (email !== null && emailAddress(key) === email) ||
    (phone !== null && phoneNumber(key) === phone)
  );
}

function somebody(named: string): SimulatedRow {
  const { contact_id: id, customer_id: external_id, ...known } = contactSample;
  const email = emailAddress(named) ?? known.email;
  return knownSchema.parse({ ...known, id, external_id, email, phone: phoneNumber(named) ?? known.phone });
}

/** As {{contact.*}} shows it after a change. */
export function changedContact(row: SimulatedRow, patch: ContactPatch): SimulatedRow {
  const after = patched(row, patch, undefined);
  const [first_name = "", ...rest] = after.name.split(" ");
  return { ...after, ...after.fields, fields: after.fields, first_name, last_name: rest.join(" ") };
}
