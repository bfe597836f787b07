import { inTransaction, pool } from "@/server/db/pool";
import { AppError } from "@/server/domain/errors";
import { phoneNumber } from "@/server/domain/phone-number";
import { findContact } from "@/server/records/contact-keys";
import { sendSandboxMessage } from "@/server/records/message";
import { inputText } from "../messaging/input-text";
import { messageExcerpt } from "../messaging/message-excerpt";
import { sendWelcomeEmail, simulateWelcomeEmail, welcomeEmailMeter } from "./send-welcome-email";
import { type PluginRequest, servePlugin } from "./serve-plugin";

const SAMPLE_ID = "0198f2c1-6a2e-7c3a-9d51-3a7f0f5b8c11";

export const emailAutomation = servePlugin({
  id: "87312788-df51-4002-8eca-9cfc3e3f7d8e",
  aliases: [],
  manifest: {
    name: "Email Automation",
    slug: "email-automation",
    version: "1.0.0",
    capabilities: {
      actions: [
        {
          action_type: "send_welcome_email",
          title: "Send Welcome Email",
          description: "Sends a welcome email. This sandbox writes it into the Outbox.",
          category: "email",
          endpoint: "/actions/send-welcome-email",
          required_fields: ["user_id", "email"],
          input_schema: { name: "string", template: "string", variables: "object" },
          output_schema: { email_id: "string", status: "string" },
          messaging: { channel: "email", to: "email", purpose: "transactional" },
        },
        {
          action_type: "send_abandoned_cart_sms",
          title: "Send Abandoned Cart SMS",
          description:
            "Reminds a customer of the cart that was left. This sandbox writes the SMS into the Outbox.",
          category: "sms",
          endpoint: "/actions/send-abandoned-cart-sms",
          required_fields: ["phone"],
          input_schema: { name: "string", cart_url: "string", message: "string" },
          output_schema: { message_id: "string", status: "string" },
          // It wants a sale: only to people who agreed to such texts.
          messaging: { channel: "sms", to: "phone", purpose: "marketing" },
        },
        {
          action_type: "create_slack_notification",
          title: "Create Slack Notification",
          description: "Posts to a Slack channel. This sandbox writes the message into the Outbox.",
          category: "slack",
          endpoint: "/actions/create-slack-notification",
          required_fields: ["message"],
          input_schema: { channel: "string" },
          output_schema: { message_id: "string", status: "string", channel: "string" },
        },
      ],
    },
  },
  meters: {
    send_welcome_email: welcomeEmailMeter,
    send_abandoned_cart_sms: {
      kind: "sms_sent",
      units: () => 1,
      describe: (input) => ({
        to: phoneNumber(inputText(input, "phone")) ?? "",
        message: messageExcerpt(cartMessage(input)),
      }),
    },
  },
  simulations: {
    send_welcome_email: simulateWelcomeEmail,
    send_abandoned_cart_sms(input) {
      const to = cartNumber(inputText(input, "phone"));
      const body = cartMessage(input);
      return {
        output: { message_id: SAMPLE_ID, status: "sent", to, via: "sandbox" },
        message: { channel: "sms", to, body, purpose: "marketing" },
      };
    },
  },
  actions: {
    send_welcome_email: sendWelcomeEmail,
    send_abandoned_cart_sms: sendCartSms,
    create_slack_notification: postToSlack,
  },
});

async function sendCartSms({ workspaceId, idempotencyKey, runId, stepId, mode, payload }: PluginRequest) {
  const to = cartNumber(inputText(payload, "phone"));
  const sent = await inTransaction(async (tx) =>
    sendSandboxMessage(tx, workspaceId, {
      channel: "sms",
      to,
      body: cartMessage(payload),
      contactId: await findContact(tx, workspaceId, [`phone:${to}`]),
      runId,
      stepId,
      mode,
      sendKey: idempotencyKey,
    }),
  );
  return { message_id: sent.id, status: "sent", to, via: "sandbox" };
}

function cartNumber(given: string): string {
  const to = phoneNumber(given);
  if (to) return to;
  throw new AppError(
    "invalid",
    `SMS failed: ${given} is not a valid phone number. Fix the contact's phone, or add an error branch.`,
  );
}

function cartMessage(payload: unknown): string {
  const written = inputText(payload, "message");
  if (written) return written;
  const name = inputText(payload, "name");
  const url = inputText(payload, "cart_url");
  return `Hi${name && ` ${name}`}, you left something in your cart.${url ? ` It is waiting for you: ${url}` : " It is still waiting for you."}`;
}

async function postToSlack({ workspaceId, idempotencyKey, runId, stepId, mode, payload }: PluginRequest) {
  const channel = inputText(payload, "channel") || "#general";
  const sent = await sendSandboxMessage(pool(), workspaceId, {
    channel: "slack",
    to: channel,
    body: inputText(payload, "message"),
    runId,
    stepId,
    mode,
    sendKey: idempotencyKey,
  });
  return { message_id: sent.id, status: "sent", channel, via: "sandbox" };
}
