import * as z from "zod";
import { emailAddress } from "@/server/domain/contact-key";
import { ActionError } from "@/server/domain/errors";
import { messagePurposeSchema } from "@/server/domain/messaging";
import { sendSandboxMessage } from "@/server/records/message";
import { defineAction, stepTransaction } from "../../action";
import { composeEmail } from "../compose-email";
import { mergeFields } from "../merge-fields";
import { messageExcerpt } from "../message-excerpt";
import { findSystemTemplate } from "../system-templates";
import { withoutBlanks } from "../without-blanks";

/** Sends an email. On the sandbox connection it lands in the Outbox, in the transaction that records the step. */
export const sendEmail = defineAction({
  key: "send_email",
  title: "Send email",
  description: "Sends an email to a contact, written here or from a template.",
  category: "messaging",
  icon: "mail",
  input: z.object({
    to: z
      .string({ error: "Say who the email goes to." })
      .max(320)
      .meta({ title: "To", placeholder: "{{trigger.email}}", widget: "email" }),
    subject: z.string().max(998).optional().meta({ title: "Subject", widget: "text" }),
    body: z.string().max(500_000).optional().meta({ title: "Text", widget: "textarea" }),
    template: z.string().max(200).optional().meta({
      title: "Template",
      description:
        "Name of a message template. It takes the place of the text, and of the subject if that is left out.",
      placeholder: "welcome_email",
      widget: "text",
    }),
    variables: z
      .record(z.string(), z.unknown())
      .optional()
      .meta({ title: "Variables", description: "Values for the template's merge fields.", widget: "json" }),
    from: z.string().max(320).optional().meta({ title: "From", widget: "email" }),
    purpose: messagePurposeSchema.optional().meta({
      title: "Purpose",
      description:
        "Marketing goes only to people who agreed to it, and not too often. Left out: transactional, as for receipts and answers.",
      widget: "select",
    }),
  }),
  aliases: { email: "to", recipient: "to", customer_email: "to", html: "body", text: "body" },
  fill: ["to", "email", "customer_email", "subject", "body"],
  sampleOutput: {
    email_id: "0198f2c1-6a2e-7c3a-9d51-3a7f0f5b8c11",
    status: "sent",
    to: "john@example.com",
    subject: "Welcome John Doe!",
    via: "sandbox",
  },
  effect: "internal",
  meter: {
    kind: "email_sent",
    describe: ({ to, subject, body, template }) => ({
      to,
      message: messageExcerpt(subject ?? body ?? template ?? ""),
    }),
  },
  messaging({ to, purpose, template }) {
    const address = emailAddress(to);
    if (!address) return null;
    if (template && findSystemTemplate(template))
      return { channel: "email", to: address, purpose: "transactional", uncapped: true };
    return { channel: "email", to: address, purpose: purpose ?? "transactional" };
  },
  async run(input, ctx) {
    const to = emailAddress(input.to);
    if (!to) {
      throw new ActionError(
        "invalid_email",
        `Email failed: ${input.to} is not a valid email address. Fix the contact's email, or add an error branch.`,
      );
    }
    const tx = stepTransaction(ctx);
    const known = input.template ? await mergeFields(tx, ctx.workspaceId, ctx.contactId) : {};
    const email = composeEmail({ ...input, data: { ...known, ...withoutBlanks(input.variables) } });
    if (!email.body) {
      throw new ActionError(
        "invalid_input",
        "Email failed: it has no text. Write a text or a subject, or choose a template.",
      );
    }
    const message = await sendSandboxMessage(tx, ctx.workspaceId, {
      channel: "email",
      to,
      from: input.from,
      ...email,
      contactId: ctx.contactId,
      runId: ctx.runId,
      stepId: ctx.stepId,
      sendKey: ctx.idempotencyKey,
    });
    return { email_id: message.id, status: "sent", to, subject: email.subject, via: "sandbox" };
  },
});
