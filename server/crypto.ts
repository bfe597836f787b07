import { createCipheriv, createDecipheriv, createHash, randomBytes, timingSafeEqual } from "node:crypto";
import { env } from "./env";

/** Key id written before every sealed value, so that keys can be rotated. */
const KEY_ID = "k1";

const sealingKey = () => Buffer.from(env().BATON_SEALING_KEY, "base64");

/** AES-256-GCM: "k1.<iv>.<tag>.<ciphertext>", base64url. */
export function seal(plain: string): string {
  const iv = randomBytes(12);
  const cipher = createCipheriv("aes-256-gcm", sealingKey(), iv);
  const body = Buffer.concat([cipher.update(plain, "utf8"), cipher.final()]);
  return [
    KEY_ID,
    iv.toString("base64url"),
    cipher.getAuthTag().toString("base64url"),
    body.toString("base64url"),
  ].join(".");
}

export function unseal(sealed: string): string {
  const [keyId, iv, tag, body] = sealed.split(".");
  if (keyId !== KEY_ID || !iv || !tag || body === undefined)
    throw new Error("This sealed value was written with an unknown key");
  const decipher = createDecipheriv("aes-256-gcm", sealingKey(), Buffer.from(iv, "base64url"));
  decipher.setAuthTag(Buffer.from(tag, "base64url"));
  return Buffer.concat([decipher.update(Buffer.from(body, "base64url")), decipher.final()]).toString("utf8");
}

export const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");

/** 256 random bits, base64url, with a prefix that says what it is. */
export const randomSecret = (prefix: string) => `${prefix}${randomBytes(32).toString("base64url")}`;

export function constantTimeEqual(a: string, b: string): boolean {
  return timingSafeEqual(createHash("sha256").update(a).digest(), createHash("sha256").update(b).digest());
}
