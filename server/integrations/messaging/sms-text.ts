import { ActionError } from "@/server/domain/errors";
import { phoneNumber } from "@/server/domain/phone-number";
import { type MessageTemplate, renderTemplate } from "./message-template";
import { withoutBlanks } from "./without-blanks";

type Written = { to: string; message?: string | undefined; variables?: unknown };

/** The text of an SMS: the template's, filled with what is known, else what the step wrote. */
export function smsText(
  template: MessageTemplate | null,
  { message, variables }: Written,
  known: Record<string, unknown>,
): string {
  const text = template
    ? renderTemplate(template, { ...known, ...withoutBlanks(variables) }).body.trim()
    : (message ?? "");
  if (text) return text;
  throw new ActionError(
    "invalid_input",
    "SMS failed: it has no text. Write a message, or choose a template.",
  );
}

export function smsNumber({ to }: Written): string {
  const number = phoneNumber(to);
  if (number) return number;
  throw new ActionError(
    "invalid_phone",
    `SMS failed: ${to} is not a valid phone number. Fix the contact's phone, or add an error branch.`,
  );
}
