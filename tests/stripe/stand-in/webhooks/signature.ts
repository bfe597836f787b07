import { createHmac } from "node:crypto";

/**
 * The `Stripe-Signature` of a body: HMAC-SHA256 of "<time>.<body>". The time is the real one whatever the
 * stand-in's clock shows, because that is what the library compares it with.
 */
export function signatureHeader(body: string, secret: string, at = Math.floor(Date.now() / 1000)): string {
  const signature = createHmac("sha256", secret).update(`${at}.${body}`).digest("hex");
  return `t=${at},v1=${signature}`;
}
