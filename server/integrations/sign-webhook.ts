import { createHmac } from "node:crypto";

/**
 * The three headers of Standard Webhooks (standardwebhooks.com): the receiver checks that we sent it, and when. Of several
 * secrets each makes a signature: while one is exchanged for another, either is enough.
 */
export function signWebhook(
  secrets: string | readonly string[],
  message: { id: string; at: Date; body: string },
): Record<string, string> {
  const timestamp = String(Math.floor(message.at.getTime() / 1000));
  const signatures = (typeof secrets === "string" ? [secrets] : secrets).map((secret) => {
    const key = Buffer.from(secret.replace(/^whsec_/, ""), "base64");
    const signature = createHmac("sha256", key)
      .update(`${message.id}.${timestamp}.${message.body}`)
      .digest("base64");
    return `v1,${signature}`;
  });
  return {
    "webhook-id": message.id,
    "webhook-timestamp": timestamp,
    "webhook-signature": signatures.join(" "),
  };
}
