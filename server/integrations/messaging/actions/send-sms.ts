import * as z from "zod";
import { newId } from "@/server/db/id";
import type { Tx } from "@/server/db/pool";
import { ActionError } from "@/server/domain/errors";
import { messagePurposeSchema } from "@/server/domain/messaging";
import { phoneNumber } from "@/server/domain/phone-number";
import { UNSUBSCRIBE_MERGE } from "@/server/domain/unsubscribe-field";
import { findContact } from "@/server/records/contact-keys";
import { sendSandboxMessage } from "@/server/records/message";
import { emitMessage } from "@/server/records/message-sent";
import { type ActionContext, defineAction, stepTransaction } from "../../action";
import { stepCause } from "../../step-cause";
import { findTemplate } from "../find-template";
import { mergeFields } from "../merge-fields";
import { messageExcerpt } from "../message-excerpt";
import { renderTemplate } from "../message-template";
import { unsubscribeUrl } from "../unsubscribe-link";
import { withoutBlanks } from "../without-blanks";

/** Sends an SMS. On the sandbox connection it lands in the Outbox, in the transaction that records the step. */
export const sendSms = defineAction({
  key: "send_sms",
  title: "Send SMS",
  description: "Sends a text message to a contact's phone.",
  category: "messaging",
  icon: "message-square",
  input: z.object({
    to: z
      .string({ error: "Say which phone number the SMS goes to." })
      .max(40)
      .meta({ title: "To", placeholder: "{{trigger.phone}}", widget: "phone" }),
    message: z
      .string({ error: "Write the message." })
      .max(1_600)
      .optional()
      .meta({ title: "Message", description: "At most 1,600 characters.", widget: "textarea" }),
    template: z.string().max(200).optional().meta({
      title: "Template",
      description: "Name of a message template. It takes the place of the message.",
      widget: "template",
    }),
    variables: z
      .record(z.string(), z.unknown())
      .optional()
      .meta({ title: "Variables", description: "Values for the template's merge fields.", widget: "json" }),
    from: z.string().max(40).optional().meta({ title: "From", widget: "phone" }),
    purpose: messagePurposeSchema.optional().meta({
      title: "Purpose",
      description:
        "Marketing goes only to people who agreed to it. Transactional is what somebody waits for: no cap holds it back. Left out: sent to people you know, and not too often.",
      widget: "select",
    }),
  }),
  aliases: {
    phone: "to",
    phone_number: "to",
    customer_phone: "to",
    recipient: "to",
    body: "message",
    text: "message",
  },
  fill: ["to", "phone", "customer_phone", "message", "body"],
  sampleOutput: {
    message_id: "0198f2c1-6a2e-7c3a-9d51-3a7f0f5b8c11",
    status: "sent",
    to: "+14155550100",
    message: "Hi John, your appointment is confirmed.",
    via: "sandbox",
  },
  effect: "internal",
  meter: {
    kind: "sms_sent",
    describe: ({ to, message, template }) => ({
      to: phoneNumber(to) ?? to,
      message: messageExcerpt(message ?? template ?? ""),
    }),
  },
  messaging({ to, purpose }) {
    const number = phoneNumber(to);
    if (!number) return null;
    return {
      channel: "sms",
      to: number,
      purpose: purpose ?? "transactional",
      uncapped: purpose === "transactional",
    };
  },
  async run(input, ctx) {
    const to = phoneNumber(input.to);
    if (!to) {
      throw new ActionError(
        "invalid_phone",
        `SMS failed: ${input.to} is not a valid phone number. Fix the contact's phone, or add an error branch.`,
      );
    }
    const tx = stepTransaction(ctx);
    const text = await textOf(tx, input, ctx);
    if (!text) {
      throw new ActionError(
        "invalid_input",
        "SMS failed: it has no text. Write a message, or choose a template.",
      );
    }
    const id = newId();
    const body = text.replaceAll(UNSUBSCRIBE_MERGE, unsubscribeUrl(id));
    const stored = await sendSandboxMessage(tx, ctx.workspaceId, {
      ...{ id, to, body, channel: "sms", from: input.from, purpose: input.purpose ?? "transactional" },
      contactId: await findContact(tx, ctx.workspaceId, [`phone:${to}`]),
      ...{ runId: ctx.runId, stepId: ctx.stepId, sendKey: ctx.idempotencyKey, mode: ctx.mode },
    });
    if (!stored.repeated)
      await emitMessage(tx, ctx.workspaceId, stored.id, "message.delivered", stepCause(ctx));
    return { message_id: stored.id, status: "sent", to, message: body, via: "sandbox" };
  },
});

type Written = { message?: string | undefined; template?: string | undefined; variables?: unknown };

async function textOf(
  tx: Tx,
  { message, template, variables }: Written,
  ctx: ActionContext,
): Promise<string> {
  const found = template ? await findTemplate(tx, ctx.workspaceId, "sms", template) : null;
  if (!found) return message ?? "";
  const known = await mergeFields(tx, ctx.workspaceId, ctx.contactId);
  return renderTemplate(found, { ...known, ...withoutBlanks(variables) }).body.trim();
}
