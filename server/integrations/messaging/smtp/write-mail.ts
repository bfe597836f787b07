import MailComposer from "nodemailer/lib/mail-composer";
import type { SmtpSettings } from "@/server/domain/smtp-settings";

export type Mail = {
  /** Without brackets. */
  messageId: string;
  to: string;
  from?: string | undefined;
  replyTo?: string | undefined;
  subject: string;
  html: string | null;
  text: string;
  /** Where somebody unsubscribes with one click (RFC 8058); null: not due. */
  unsubscribeUrl: string | null;
  date: Date;
};

/** The message as it goes over the line. */
export function writeMail(settings: SmtpSettings, mail: Mail): Promise<Buffer> {
  const headers: Record<string, string> = { "X-Mailer": "Baton" };
  if (mail.unsubscribeUrl) {
    headers["List-Unsubscribe"] = `<${mail.unsubscribeUrl}>`;
    headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click";
  }
  const composed = new MailComposer({
    messageId: `<${mail.messageId}>`,
    from: { name: settings.from_name, address: settings.from_address },
    ...(mail.replyTo && { replyTo: mail.replyTo }),
    to: mail.to,
    subject: mail.subject,
    text: mail.text,
    ...(mail.html && { html: mail.html }),
    date: mail.date,
    headers,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return composed.compile().build();
}
