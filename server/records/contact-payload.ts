import type { ContactRow } from "./contact-row";

/** A contact in an event about it: the keys by which the event finds it again, and what flows ask for. */
export function contactPayload(contact: ContactRow): Record<string, unknown> {
  const known = {
    contact_id: contact.id,
    customer_id: contact.external_id,
    email: contact.email,
    phone: contact.phone,
    name: contact.name,
    kind: contact.kind,
    status: contact.status,
    lead_type: contact.lead_type,
    priority: contact.priority,
    owner_id: contact.owner_id,
    score: contact.score,
    timezone: contact.timezone,
    locale: contact.locale,
    tags: contact.tags,
  };
  return {
    ...(contact.kind === "lead" && { lead_id: contact.external_id ?? contact.id }),
    ...Object.fromEntries(Object.entries(known).filter(([, value]) => value !== null && value !== "")),
  };
}

/** Only by what an event finds its contact: for the payloads of other nouns. */
export function contactKeysPayload(
  contact: Pick<ContactRow, "id" | "external_id" | "email" | "phone" | "name">,
): Record<string, unknown> {
  const keys = {
    contact_id: contact.id,
    customer_id: contact.external_id,
    email: contact.email,
    phone: contact.phone,
    name: contact.name,
  };
  return Object.fromEntries(Object.entries(keys).filter(([, value]) => value));
}
