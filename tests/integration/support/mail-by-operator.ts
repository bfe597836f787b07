import { completeEnvironment } from "@/server/env";
import { MAIL_PASSWORD, MAIL_USER, type MailServer } from "./mail-server";

/**
 * From here on Baton itself writes over this server, which stands on a private address that customers may not reach.
 * Returns the way back.
 */
export function mailByOperator({ port }: MailServer): () => void {
  completeEnvironment({
    BATON_HTTP_ALLOW: "",
    BATON_MAIL_URL: `smtp://${MAIL_USER}:${encodeURIComponent(MAIL_PASSWORD)}@localhost:${port}?tls=off`,
    BATON_MAIL_FROM: "Our Baton <no-reply@baton.example.com>",
  });
  return () => completeEnvironment({ BATON_MAIL_URL: "", BATON_MAIL_FROM: "" });
}
