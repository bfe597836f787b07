import * as z from "zod";
import { ActionError } from "@/server/domain/errors";
import { findMember } from "@/server/records/member";
import { notify } from "@/server/records/notification";
import { type Delegation, defineAction, stepTransaction } from "../../action";
import { postMessage } from "../../slack/actions/post-message";
import { sendEmail } from "./send-email";
import { sendSms } from "./send-sms";

/** On the web, or a path of ours: nothing that a browser would run. */
const LINK = /^(?:https?:\/\/|\/(?![/\\]))/i;

const channels = ["in_app", "email", "sms", "slack"] as const;

/** Tells people of the workspace something: under the bell, or by email, SMS or Slack, which is then that action. */
export const createNotification = defineAction({
  key: "create_notification",
  alsoKnownAs: ["send_notification"],
  title: "Notify",
  description:
    "Tells the people of this workspace something: here under the bell, by email, SMS or in Slack.",
  category: "messaging",
  icon: "bell",
  input: z.object({
    message: z
      .string({ error: "Write what they are to know." })
      .max(40_000)
      .meta({ title: "Message", placeholder: "{{contact.name}} has paid.", widget: "textarea" }),
    title: z.string().max(300).optional().meta({ title: "Title", widget: "text" }),
    channel: z
      .preprocess(
        lowerCase,
        z
          .enum(channels, { error: "There is no such channel. Use in_app, email, sms or slack." })
          .default("in_app"),
      )
      .meta({ title: "Channel", widget: "select" }),
    to: z.string().max(320).optional().meta({
      title: "To",
      description:
        "in_app: email address or id of a member; left out, everyone. Else the address, the number or the Slack channel.",
      widget: "text",
    }),
    link: z
      .string()
      .max(2_000)
      .regex(LINK, "A link is an address such as https://example.com/orders/42, or a path of ours.")
      .optional()
      .meta({
        title: "Link",
        description: "Where the notification leads: an address, or a path of this workspace.",
        placeholder: "https://example.com/orders/42",
        widget: "url",
      }),
  }),
  aliases: {
    body: "message",
    text: "message",
    subject: "title",
    recipient: "to",
    user_id: "to",
    url: "link",
  },
  fill: ["message", "title"],
  sampleOutput: {
    notification_id: "0198f2c1-6a2e-7c3a-9d51-3a7f0f5b8c11",
    status: "sent",
    channel: "in_app",
    recipients: 3,
  },
  effect: "internal",
  delegate: ({ channel, to, title, message, link }): Delegation | null => {
    const text = link ? `${message}\n\n${link}` : message;
    const whom = to === undefined ? {} : { to };
    if (channel === "email")
      return { action: sendEmail, input: { ...whom, subject: title ?? firstLine(message), body: text } };
    if (channel === "sms")
      return { action: sendSms, input: { ...whom, message: title ? `${title}: ${text}` : text } };
    if (channel === "slack") {
      return {
        action: postMessage,
        input: { ...(to !== undefined && { channel: to }), message: title ? `*${title}*\n${text}` : text },
      };
    }
    return null;
  },
  async run({ title, message, to, link }, ctx) {
    const tx = stepTransaction(ctx);
    const userId = to === undefined ? null : await findMember(tx, ctx.workspaceId, to);
    if (to !== undefined && !userId) {
      throw new ActionError(
        "member_not_found",
        `Nobody notified: ${to} is no member of this workspace. Invite them, or leave the field out to tell everyone.`,
      );
    }
    const { id, recipients } = await notify(tx, ctx.workspaceId, {
      title: title ?? firstLine(message),
      body: title === undefined && firstLine(message) === message ? "" : message,
      link,
      userId,
      runId: ctx.runId,
    });
    return { notification_id: id, status: "sent", channel: "in_app", recipients };
  },
});

/** What stands in a list: the first line of the message, as far as it fits. */
function firstLine(message: string): string {
  const line = message.trim().split("\n", 1)[0] ?? "";
  return line.length <= 200 ? line : `${line.slice(0, 199)}…`;
}

function lowerCase(value: unknown): unknown {
  return typeof value === "string" ? value.trim().toLowerCase() : value;
}
