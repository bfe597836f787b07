import * as z from "zod";
import { inTransaction } from "@/server/db/pool";
import { emailAddress } from "@/server/domain/contact-key";
import { messagePurposeSchema } from "@/server/domain/messaging";
import { defineAction, stepTransaction } from "../../action";
import { deliverEmail } from "../deliver-email";
import { messageExcerpt } from "../message-excerpt";
import { simulateEmail } from "../simulate-email";
import { storeEmail } from "../store-email";
import { findSystemTemplate } from "../system-templates";
import { wasSent } from "../was-sent";

/**
 * Sends an email. In the sandbox it lands in the Outbox, in the transaction that records the step; by a mail server it
 * stands there, queued, before it leaves.
 */
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
    html: z.string().max(500_000).optional().meta({
      title: "HTML",
      description:
        "Instead of the text. A whole document is sent as it is; anything less is put into a layout.",
      widget: "html",
    }),
    template: z.string().max(200).optional().meta({
      title: "Template",
      description:
        "Name of a message template. It takes the place of the text, and of the subject if that is left out.",
      placeholder: "welcome_email",
      widget: "template",
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
  aliases: { email: "to", recipient: "to", customer_email: "to", text: "body" },
  fill: ["to", "email", "customer_email", "subject", "body"],
  sampleOutput: {
    email_id: "0198f2c1-6a2e-7c3a-9d51-3a7f0f5b8c11",
    status: "sent",
    to: "john@example.com",
    subject: "Welcome John Doe!",
    via: "sandbox",
  },
  connects: { channel: "email", integrations: ["smtp"] },
  // Mail servers know no idempotency keys.
  effect: (_, connection) => (connection ? "once" : "internal"),
  meter: {
    kind: "email_sent",
    describe: ({ to, subject, body, html, template }) => ({
      to,
      message: messageExcerpt(subject ?? body ?? html ?? template ?? ""),
    }),
  },
  messaging({ to, purpose, template }) {
    const address = emailAddress(to);
    if (!address) return null;
    if (template && findSystemTemplate(template))
      return { channel: "email", to: address, purpose: "transactional", uncapped: true };
    return { channel: "email", to: address, purpose: purpose ?? "transactional" };
  },
  intent: async (input, ctx) => {
    await storeEmail(stepTransaction(ctx), input, ctx);
  },
  wasDone: (_, ctx) => wasSent(ctx),
  simulate: simulateEmail,
  async run(input, ctx) {
    const { connection } = ctx;
    const stored = connection
      ? await inTransaction((tx) => storeEmail(tx, input, ctx))
      : await storeEmail(stepTransaction(ctx), input, ctx);
    if (connection) await deliverEmail(stored, input.from, { ...ctx, connection });
    return {
      email_id: stored.id,
      status: "sent",
      to: stored.to,
      subject: stored.subject,
      via: connection?.integration ?? "sandbox",
    };
  },
});
