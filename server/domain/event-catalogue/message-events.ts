import * as z from "zod";
import { callStatuses } from "../call";
import { outboxChannels } from "../message";
import type { Sentiment } from "../message-sentiment";
import { eventFamily, john, who } from "./event-family";

const sent = z.looseObject({
  ...who,
  message_id: z.string(),
  email_id: z.string().optional().meta({ description: "The message_id of an email, under another name." }),
  subject: z.string().optional(),
  channel: z.enum(outboxChannels),
  to: z.string(),
  template: z.string().nullable(),
  flow_id: z.uuid().nullable().meta({ description: "The flow that sent it." }),
  run_id: z.uuid().nullable(),
});
const mood = {
  sentiment: z.enum(["positive", "neutral", "negative"] satisfies Sentiment[]),
  sentiment_score: z.number(),
  sentiment_by: z.string().meta({ description: "rule-based: told by word lists." }),
};
const call = z.looseObject({
  ...who,
  call_id: z.string(),
  direction: z.literal("outbound"),
  status: z.enum(callStatuses),
  duration_seconds: z.number(),
  to: z.string(),
  from: z.string().nullable(),
  run_id: z.uuid().nullable(),
  transcript: z.string().nullable(),
});

const sentSample = {
  ...{ ...john, message_id: "msg_30", to: "john@example.com", template: null },
  ...{ flow_id: null, run_id: null },
};
const emailSample = { ...sentSample, email_id: "456", channel: "email", subject: "Welcome John Doe!" };
const smsSample = { ...sentSample, channel: "sms", to: "+14155550100" };
const callSample = {
  ...{ ...john, call_id: "call_8", direction: "outbound", status: "completed", duration_seconds: 94 },
  ...{ to: "+14155550100", from: "+14155550199", run_id: null },
  transcript: "I have waited for two weeks and want my money back.",
};

/** Messages and calls, and what contacts do about them. */
export const messageEvents = eventFamily({
  "email.sent": { words: "an email is sent", category: "messages", payload: sent, sample: emailSample },
  "email.opened": { words: "an email is opened", category: "messages", payload: sent, sample: emailSample },
  "email.clicked": {
    words: "a link in an email is clicked",
    category: "messages",
    payload: sent.extend({ url: z.string().optional() }),
    sample: { ...emailSample, url: "https://example.com/offer" },
  },
  "message.received": {
    words: "a message is received",
    category: "messages",
    payload: z.looseObject({
      ...who,
      message_id: z.string(),
      channel: z.enum(["email", "sms"]),
      from: z.string(),
      to: z.string().nullable(),
      subject: z.string().optional(),
      body: z.string(),
      in_reply_to: z.string().nullable().meta({ description: "The message that it answers." }),
      flow_id: z.uuid().nullable(),
      ...mood,
      intent: z.enum(["stop", "start", "help"]).nullable(),
      received_at: z.iso.datetime(),
    }),
    sample: {
      ...{ ...john, message_id: "msg_31", channel: "sms", from: "+14155550100", to: "+14155550199" },
      ...{ body: "Thanks, see you on Friday.", in_reply_to: "msg_30", flow_id: null },
      ...{ sentiment: "positive", sentiment_score: 2, sentiment_by: "rule-based" },
      ...{ intent: null, received_at: "2026-03-12T15:04:00.000Z" },
    },
  },
  "message.delivered": {
    words: "a message is delivered",
    category: "messages",
    payload: sent,
    sample: smsSample,
  },
  "message.failed": {
    words: "a message cannot be delivered",
    category: "messages",
    payload: sent.extend({ reason: z.string().nullable() }),
    sample: { ...smsSample, reason: "unreachable number" },
  },
  "call.completed": {
    words: "a call ends",
    category: "calls",
    payload: call,
    sample: callSample,
  },
  "call.analyzed": {
    words: "a call is analysed",
    category: "calls",
    payload: call.extend({ ...mood, transcript: z.string() }),
    sample: { ...callSample, sentiment: "negative", sentiment_score: -3, sentiment_by: "rule-based" },
  },
});
