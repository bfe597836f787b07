import { env } from "@/server/env";
import type { SmtpAccess } from "./smtp-session";

/**
 * The mail server of whoever runs Baton (BATON_MAIL_URL), over which Baton itself writes to members of a workspace that
 * has none of its own; null: there is none. What flows send never goes over it.
 */
export function operatorMail(): SmtpAccess | null {
  const { BATON_MAIL_URL: address, BATON_MAIL_FROM: from } = env();
  if (!address || !from) return null;
  const url = new URL(address);
  const tls = url.protocol === "smtps:";
  const [, name = "", bracketed] = /^(.*?)\s*<(.+)>$/.exec(from) ?? [];
  return {
    settings: {
      host: url.hostname,
      port: Number(url.port) || (tls ? 465 : 587),
      security: tls ? "tls" : url.searchParams.get("tls") === "off" ? "none" : "starttls",
      user: decodeURIComponent(url.username),
      from_address: bracketed ?? from,
      from_name: name || "Baton",
    },
    password: decodeURIComponent(url.password),
    trusted: true,
  };
}
