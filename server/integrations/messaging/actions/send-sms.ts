import * as z from "zod";
import { ActionError } from "@/server/domain/errors";
import { messagePurposeSchema } from "@/server/domain/messaging";
import { phoneNumber } from "@/server/domain/phone-number";
import { sendSandboxMessage } from "@/server/records/message";
import { defineAction, stepTransaction } from "../../action";
import { messageExcerpt } from "../message-excerpt";

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
      .meta({ title: "Message", description: "At most 1,600 characters.", widget: "textarea" }),
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
    describe: ({ to, message }) => ({ to: phoneNumber(to) ?? to, message: messageExcerpt(message) }),
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
    const message = await sendSandboxMessage(stepTransaction(ctx), ctx.workspaceId, {
      channel: "sms",
      to,
      from: input.from,
      body: input.message,
      contactId: ctx.contactId,
      runId: ctx.runId,
      stepId: ctx.stepId,
      sendKey: ctx.idempotencyKey,
    });
    return { message_id: message.id, status: "sent", to, message: input.message, via: "sandbox" };
  },
});
