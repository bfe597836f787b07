import * as z from "zod";
import { takeReply } from "@/server/features/messages/mutations";
import { nothing } from "./contract";
import { restRoute } from "./rest-route";

const body = z.object({
  channel: z.enum(["email", "sms"]).meta({ description: "How it came." }),
  from: z.string().min(1).max(320).meta({
    description: "Who wrote: an email address, or a phone number with its country code.",
    example: "+14155550100",
  }),
  to: z.string().max(320).optional().meta({ description: "Your address that it came to." }),
  subject: z.string().max(998).optional(),
  body: z.string().max(100_000).meta({ example: "Yes, Friday is fine." }),
  in_reply_to: z.string().max(998).optional().meta({
    description:
      "The message it answers, by its id here or its Message-ID. Left out: the newest one that went to them.",
  }),
  id: z.string().min(1).max(200).optional().meta({
    description: "Your id of the message. The same id again is answered with the first one and does nothing.",
  }),
  tenant_id: z.unknown().optional(),
});

const answer = z.object({
  message_id: z.string(),
  contact_id: z.string(),
  duplicate: z.boolean(),
  sentiment: z.enum(["positive", "neutral", "negative"]).nullable(),
  sentiment_by: z.literal("rule-based"),
  intent: z.enum(["stop", "start", "help"]).nullable().meta({
    description: "What it asked for besides, and what was done at once: stop closes every channel.",
  }),
  runs: z.array(z.object({ id: z.string(), flow_id: z.string() })),
});

export const messageInbound = restRoute(
  {
    method: "POST",
    path: "/api/messages/inbound",
    tag: "Messages",
    summary: "Deliver a reply",
    description:
      "A message that a contact wrote. It becomes the event message.received, ends runs that stop on a reply, and words such as STOP opt the contact out at once.",
    access: { kind: "bearer", scope: "events:write" },
    params: nothing,
    query: nothing,
    body,
    success: { status: 202, description: "Stored; what it starts is under way.", schema: answer },
    refusals: ["invalid"],
  },
  async ({
    workspaceId,
    credential: { source, actor },
    body: { in_reply_to, id, channel, from, to, subject, body },
  }) => {
    const received = await takeReply(
      workspaceId,
      { channel, from, to, subject, body, inReplyTo: in_reply_to, externalId: id },
      { source, actor: { type: actor.type, id: actor.id, name: actor.name } },
    );
    return {
      body: {
        message_id: received.id,
        contact_id: received.contactId,
        duplicate: received.duplicate,
        sentiment: received.sentiment,
        sentiment_by: "rule-based",
        intent: received.intent,
        runs: received.runs.map((run) => ({ id: run.id, flow_id: run.flowId })),
      },
    };
  },
);
