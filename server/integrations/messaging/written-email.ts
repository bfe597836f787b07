import { emailAddress } from "@/server/domain/contact-key";
import { ActionError } from "@/server/domain/errors";
import type { MessagePurpose } from "@/server/domain/messaging";
import { type ComposedEmail, composeEmail } from "./compose-email";
import type { MessageTemplate } from "./message-template";
import { withoutBlanks } from "./without-blanks";

export type EmailInput = {
  to: string;
  from?: string | undefined;
  subject?: string | undefined;
  body?: string | undefined;
  html?: string | undefined;
  template?: string | undefined;
  variables?: Record<string, unknown> | undefined;
  purpose?: MessagePurpose | undefined;
};

/** An email as a step writes it, with what is known of the contact and the workspace. */
export function writtenEmail(
  input: EmailInput,
  template: MessageTemplate | null,
  known: Record<string, unknown>,
): ComposedEmail {
  const email = composeEmail({ ...input, template, data: { ...known, ...withoutBlanks(input.variables) } });
  if (email.body) return email;
  throw new ActionError(
    "invalid_input",
    "Email failed: it has no text. Write a text or a subject, or choose a template.",
  );
}

export function emailTo({ to }: EmailInput): string {
  const address = emailAddress(to);
  if (address) return address;
  throw new ActionError(
    "invalid_email",
    `Email failed: ${to} is not a valid email address. Fix the contact's email, or add an error branch.`,
  );
}
