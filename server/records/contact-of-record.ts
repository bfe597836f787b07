import type { Tx } from "../db/pool";
import { contactFromPayload } from "../domain/contact-key";
import { AppError } from "../domain/errors";
import { type ContactOfRecord, contactKeysOf, type RecordContact } from "../domain/record-contact";
import type { WorkspaceId } from "../domain/workspace";
import { upsertContact } from "./contact";
import { findContactBy } from "./contact-keys";

/** Columns of a contact c, joined to a record. */
export const CONTACT_OF_RECORD = `case when c.id is null then null else json_build_object(
  'id', c.id, 'externalId', c.external_id, 'email', c.email, 'phone', c.phone, 'name', c.name) end as contact`;

/**
 * Whom a posted record is about. Who is named by an email address, a phone number or an own id and is not known yet
 * becomes a contact, as with an inbound event; `contact` names one that is there. Nobody named: `otherwise`.
 */
export async function contactOfRecord(
  tx: Tx,
  workspaceId: WorkspaceId,
  data: RecordContact,
  otherwise: string | null = null,
): Promise<string | null> {
  const named = data.contact ?? data.contact_id ?? null;
  if (named) {
    const id = await findContactBy(tx, workspaceId, named);
    if (id) return id;
    const message = `There is no contact ${named}. Create it first, or send customer_id, email or phone instead.`;
    throw new AppError("invalid", message, { problems: [{ field: "contact", message }] });
  }
  const { customer, customer_id, email, customer_email, phone, customer_phone, name, customer_name } = data;
  const given = { customer_id, email, customer_email, phone, customer_phone, name: name ?? customer_name };
  const known = Object.entries(given).filter(([, value]) => value !== null && value !== undefined);
  if (typeof customer_id === "string") {
    const id = await findContactBy(tx, workspaceId, customer_id);
    if (id) return id;
  }
  const identity = contactFromPayload({
    ...customer,
    ...(customer?.id !== undefined && { customer_id: customer.id }),
    ...Object.fromEntries(known),
  });
  if (identity.keys.length > 0) return (await upsertContact(tx, workspaceId, { identity })).id;
  if (known.length > 0 || customer) {
    const message = "An email address, a phone number with its country code, or a customer_id is missing.";
    throw new AppError("invalid", message, { problems: [{ field: "customer", message }] });
  }
  return otherwise;
}

/** Whose event it is, for records whose contact has no address of its own in the payload. */
export const aboutContact = (contact: ContactOfRecord | null) =>
  contact ? { contact: { id: contact.id, subject: contactFromPayload(contactKeysOf(contact)).subject } } : {};
