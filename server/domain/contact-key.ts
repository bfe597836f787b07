/** Who a payload is about, told by the keys under which a contact can be found: id:…, email:…, phone:… */
import { phoneNumber } from "./phone-number";

export type ContactIdentity = {
  /** The surest first: the customer's own id, then email, then phone. A lookup takes the first that is known. */
  keys: string[];
  /**
   * The one key that stands for the contact on events, runs and waits. Here email comes first: it is what different
   * sources have in common, while an id belongs to one of them.
   */
  subject: string | null;
  email?: string;
  phone?: string;
  externalId?: string;
  name?: string;
};

export function contactFromPayload(payload: Record<string, unknown>): ContactIdentity {
  const externalId = firstText(payload, ["customer_id", "contact_id"], 200);
  const email = firstOf([payload.email, payload.customer_email], emailAddress);
  const phone = firstOf([payload.phone, payload.customer_phone], (text) => phoneNumber(text));
  const name =
    firstText(payload, ["name", "customer_name"], 300) ??
    ([textOf(payload.first_name), textOf(payload.last_name)].filter(Boolean).join(" ").slice(0, 300) ||
      undefined);

  const idKey = externalId && `id:${externalId}`;
  const emailKey = email && `email:${email}`;
  const phoneKey = phone && `phone:${phone}`;
  return {
    keys: [idKey, emailKey, phoneKey].filter((key) => key !== undefined),
    subject: emailKey ?? phoneKey ?? idKey ?? null,
    ...(email && { email }),
    ...(phone && { phone }),
    ...(externalId && { externalId }),
    ...(name && { name }),
  };
}

/** An email address as it is compared and stored (lower case), or null when it cannot be one. */
export function emailAddress(text: string): string | null {
  const address = text.trim().toLowerCase();
  return address.length <= 254 && EMAIL.test(address) ? address : null;
}

/** One @, a dot in the domain, nothing that would end a header or name a second recipient. */
const EMAIL = /^[^\s@<>",;:()[\]\\]{1,64}@[^\s@<>",;:()[\]\\.]+(?:\.[^\s@<>",;:()[\]\\.]+)+$/;

/** Ids come as text or as a whole number; anything else is no id. Control characters cannot be stored, or seen. */
function textOf(value: unknown): string | undefined {
  if (typeof value === "number" && Number.isSafeInteger(value)) return String(value);
  if (typeof value !== "string") return undefined;
  return value.replace(/\p{Cc}/gu, "").trim() || undefined;
}

function firstText(payload: Record<string, unknown>, names: string[], longest: number): string | undefined {
  for (const name of names) {
    const text = textOf(payload[name]);
    if (text && text.length <= longest) return text;
  }
  return undefined;
}

function firstOf(values: unknown[], parse: (text: string) => string | null): string | undefined {
  for (const value of values) {
    const text = textOf(value);
    const parsed = text && parse(text);
    if (parsed) return parsed;
  }
  return undefined;
}
