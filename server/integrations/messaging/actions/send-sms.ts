import * as z from "zod";
import { newId } from "@/server/db/id";
import { messagePurposeSchema } from "@/server/domain/messaging";
import { phoneNumber } from "@/server/domain/phone-number";
import { UNSUBSCRIBE_MERGE } from "@/server/domain/unsubscribe-field";
import { findContact } from "@/server/records/contact-keys";
import { sendSandboxMessage } from "@/server/records/message";
import { emitMessage } from "@/server/records/message-sent";
import { defineAction, stepTransaction } from "../../action";
import { stepCause } from "../../step-cause";
import { findTemplate } from "../find-template";
import { mergeFields } from "../merge-fields";
import { messageExcerpt } from "../message-excerpt";
import { SAMPLE_UNSUBSCRIBE_URL } from "../sample-link";
import { simulatedFields } from "../simulated-fields";
import { smsNumber, smsText } from "../sms-text";
import { unsubscribeUrl } from "../unsubscribe-link";

const SAMPLE_ID = "0198f2c1-6a2e-7c3a-9d51-3a7f0f5b8c11";

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
    message_id: SAMPLE_ID,
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
  simulate(input, facts) {
    const to = smsNumber(input);
    const found = input.template ? facts.template("sms", input.template) : null;
    const text = smsText(found, input, simulatedFields(facts));
    const body = text.replaceAll(UNSUBSCRIBE_MERGE, SAMPLE_UNSUBSCRIBE_URL);
    return {
      output: { message_id: SAMPLE_ID, status: "sent", to, message: body, via: "sandbox" },
      message: { channel: "sms", to, body, purpose: input.purpose ?? "transactional" },
    };
  },
  async run(input, ctx) {
    const to = smsNumber(input);
    const tx = stepTransaction(ctx);
    const found = input.template ? await findTemplate(tx, ctx.workspaceId, "sms", input.template) : null;
    const known = found ? await mergeFields(tx, ctx.workspaceId, ctx.contactId) : {};
    const text = smsText(found, input, known);
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
