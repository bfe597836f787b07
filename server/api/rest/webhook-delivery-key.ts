import type { Credential } from "./credential";
import { idempotencyKeyOf } from "./idempotency-key";

/** How senders of webhooks name one delivery, the same for each time that they try it. */
const HEADERS = ["webhook-id", "x-shopify-webhook-id", "x-github-delivery"];

/**
 * Our header first; of others what looks like an id is taken, and the rest ignored. Senders know nothing of each other,
 * so that each address has its own keys.
 */
export function webhookDeliveryKey({ bucket }: Credential, headers: Headers): string | undefined {
  const own = idempotencyKeyOf(headers);
  if (own) return `${bucket}:${own}`;
  for (const name of HEADERS) {
    const given = headers.get(name)?.trim();
    if (given && /^[\x21-\x7e]{1,200}$/.test(given)) return `${bucket}:${name}:${given}`;
  }
  return undefined;
}
