import { isCustomerEvent } from "../contact";
import { contactFromPayload } from "../contact-key";
import { canonicalEventType } from "../event-type";
import type { SimulatedContact } from "./simulation";

/** The contact that an event makes of somebody whom nobody here knows yet; null: it names nobody. */
export function contactOfPayload(
  type: string,
  payload: Record<string, unknown>,
  at: Date,
): SimulatedContact | null {
  const { keys, email, phone, externalId, name = "" } = contactFromPayload(payload);
  if (keys.length === 0) return null;
  const [first_name = "", ...rest] = name.split(" ");
  const customer = isCustomerEvent(canonicalEventType(type));
  const none = { lead_type: null, priority: null, owner_id: null, score: null, timezone: null, locale: null };
  return {
    timezone: null,
    consents: {},
    fields: {
      id: NEW_CONTACT,
      external_id: externalId ?? null,
      kind: customer ? "customer" : "lead",
      email: email ?? null,
      phone: phone ?? null,
      name,
      status: customer ? "customer" : "new",
      ...none,
      preferred_channel: null,
      last_sentiment: null,
      birthday: null,
      tags: [],
      fields: {},
      first_name,
      last_name: rest.join(" "),
      customer_id: externalId ?? null,
      owner: null,
      consent: { email: "unknown", sms: "unknown", call: "unknown" },
      created_at: at.toISOString(),
      updated_at: at.toISOString(),
    },
  };
}

/** Stands for the id that it would get. */
const NEW_CONTACT = "00000000-0000-7000-8000-000000000000";
