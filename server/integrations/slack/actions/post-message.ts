import * as z from "zod";
import { sendSandboxMessage } from "@/server/records/message";
import { defineAction, stepTransaction } from "../../action";

/** Posts to a channel of the team's Slack. On the sandbox connection it lands in the Outbox. */
export const postMessage = defineAction({
  key: "slack.post_message",
  title: "Post to Slack",
  description: "Posts a message to a channel of your team's Slack.",
  category: "team",
  icon: "hash",
  input: z.object({
    channel: z
      .string()
      .max(200)
      .default("#general")
      .meta({ title: "Channel", placeholder: "#sales", widget: "text" }),
    message: z
      .string({ error: "Write the message." })
      .max(40_000)
      .meta({ title: "Message", placeholder: "{{contact.name}} is not happy.", widget: "textarea" }),
  }),
  aliases: { text: "message", body: "message", to: "channel" },
  fill: ["message"],
  sampleOutput: {
    message_id: "0198f2c1-6a2e-7c3a-9d51-3a7f0f5b8c11",
    status: "sent",
    channel: "#sales",
    via: "sandbox",
  },
  effect: "internal",
  async run({ channel, message }, ctx) {
    const sent = await sendSandboxMessage(stepTransaction(ctx), ctx.workspaceId, {
      channel: "slack",
      to: channel,
      body: message,
      runId: ctx.runId,
      stepId: ctx.stepId,
      sendKey: ctx.idempotencyKey,
      mode: ctx.mode,
    });
    return { message_id: sent.id, status: "sent", channel, via: "sandbox" };
  },
});
