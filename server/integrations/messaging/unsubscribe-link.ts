import { createHmac } from "node:crypto";
import { constantTimeEqual } from "@/server/crypto";
import { isUuid } from "@/server/db/id";
import { env } from "@/server/env";

/**
 * Where somebody who got this message says that they want no more. The link names the message and is signed, so that
 * nobody can unsubscribe another; it never expires.
 */
export const unsubscribeUrl = (messageId: string): string => `${origin()}/u/${unsubscribeToken(messageId)}`;

export function unsubscribeToken(messageId: string): string {
  const id = Buffer.from(messageId.replaceAll("-", ""), "hex");
  return Buffer.concat([id, signature(id)]).toString("base64url");
}

/** Id of the message, or null for what we never signed. */
export function readUnsubscribeToken(token: string): string | null {
  if (!/^[\w-]{43}$/.test(token)) return null;
  const bytes = Buffer.from(token, "base64url");
  const id = bytes.subarray(0, 16);
  if (bytes.length !== 32 || !constantTimeEqual(bytes.toString("hex", 16), signature(id).toString("hex")))
    return null;
  const messageId = id.toString("hex").replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
  return isUuid(messageId) ? messageId : null;
}

const signature = (id: Buffer): Buffer =>
  createHmac("sha256", `unsubscribe ${env().BATON_SEALING_KEY}`).update(id).digest().subarray(0, 16);

const origin = (): string => env().AUTH_URL ?? `http://localhost:${env().PORT}`;
