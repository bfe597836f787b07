import * as z from "zod";
import { inTransaction } from "@/server/db/pool";
import { emailAddress } from "@/server/domain/contact-key";
import { messagePurposeSchema } from "@/server/domain/messaging";
import { findContact } from "@/server/records/contact";
import { createSurvey } from "@/server/records/survey";
import { type ActionContext, defineAction, stepTransaction } from "../../action";
import { sendEmail } from "../../messaging/actions/send-email";
import { simulateEmail } from "../../messaging/simulate-email";
import { wasSent } from "../../messaging/was-sent";
import { surveyUrl } from "../survey-link";

const channels = ["email", "link"] as const;

const input = z.object({
  to: z.string().max(320).optional().meta({ title: "To", placeholder: "{{trigger.email}}", widget: "email" }),
  question: z.string().max(500).default("How satisfied are you with us?").meta({
    title: "Question",
    description: "Answered with one to five stars and a comment.",
    widget: "text",
  }),
  channel: z.enum(channels).default("email").meta({
    title: "Channel",
    description: "link: nothing is sent; put {{url}} into a message of your own, such as an SMS.",
    widget: "select",
  }),
  subject: z.string().max(998).default("How was it?").meta({ title: "Subject", widget: "text" }),
  body: z.string().max(100_000).optional().meta({
    title: "Text",
    description: "Stands above the link to the survey.",
    widget: "textarea",
  }),
  purpose: messagePurposeSchema.optional().meta({ title: "Purpose", widget: "select" }),
});
type Input = z.output<typeof input>;

type SurveyOutput = { survey_id: string; url: string; channel: string; status: string; to: string | null };

const sample: SurveyOutput = {
  survey_id: "0198f2c1-6a2e-7c3a-9d51-3a7f0f5b8c11",
  url: "https://example.com/s/1V4wQk",
  channel: "email",
  status: "sent",
  to: "john@example.com",
};

/** Asks a contact for one to five stars and a comment, on a page that takes one answer. The answer is survey.answered. */
export const sendSurvey = defineAction({
  key: "send_survey",
  title: "Send a survey",
  description: "One question, one to five stars and a comment, on a page that takes one answer.",
  category: "messaging",
  icon: "star",
  input,
  aliases: { email: "to", customer_email: "to", message: "body" },
  fill: ["to", "email", "customer_email"],
  sampleOutput: sample,
  ...(sendEmail.connects && { connects: sendEmail.connects }),
  effect: ({ channel }, connection) => (channel === "email" && connection ? "once" : "internal"),
  meter: {
    kind: "email_sent",
    units: ({ channel }) => (channel === "email" ? 1 : 0),
    describe: ({ to = "", subject }) => ({ to, message: subject }),
  },
  messaging({ channel, to, purpose }) {
    const address = channel === "email" && to ? emailAddress(to) : null;
    return address ? { channel: "email", to: address, purpose: purpose ?? "transactional" } : null;
  },
  intent: async (given, ctx) => {
    const { email } = await write(given, ctx);
    await sendEmail.intent?.(email, ctx);
  },
  wasDone: (_, ctx) => wasSent(ctx),
  simulate(given, facts) {
    const { channel, to = null } = given;
    const output = { ...sample, channel, status: channel === "email" ? "sent" : "ready", to };
    if (channel === "link") return { output };
    const { message } = simulateEmail(emailOf(given, sample.url), facts);
    return { output, ...(message && { message }) };
  },
  async run(given, ctx): Promise<SurveyOutput> {
    const survey = ctx.tx
      ? await write(given, ctx)
      : await inTransaction((tx) => write(given, { ...ctx, tx }));
    if (given.channel === "email") await sendEmail.run(survey.email, ctx);
    const { id, url } = survey;
    const { channel, to = null } = given;
    return { survey_id: id, url, channel, status: channel === "email" ? "sent" : "ready", to };
  },
});

/** The survey of this step, and the email that leads to it. Under the step's key both are there once. */
async function write(given: Input, ctx: ActionContext) {
  const { to = "", question } = given;
  const tx = stepTransaction(ctx);
  const address = emailAddress(to);
  const { id, token } = await createSurvey(tx, ctx.workspaceId, {
    question,
    contactId: (address && (await findContact(tx, ctx.workspaceId, [`email:${address}`]))) || ctx.contactId,
    runId: ctx.runId,
    stepId: ctx.stepId,
    sendKey: ctx.idempotencyKey,
    mode: ctx.mode,
  });
  const url = surveyUrl(token);
  return { id, url, email: emailOf(given, url) };
}

function emailOf({ to = "", question, subject, body, purpose }: Input, url: string) {
  return { to, subject, body: `${body ?? question}\n\n${url}`, ...(purpose && { purpose }) };
}
