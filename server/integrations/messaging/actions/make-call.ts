import * as z from "zod";
import { callEndSchema, callMinutes, callStatusSchema } from "@/server/domain/call";
import { ActionError } from "@/server/domain/errors";
import { messagePurposeSchema } from "@/server/domain/messaging";
import { phoneNumber } from "@/server/domain/phone-number";
import { callMinuteKey } from "@/server/domain/usage";
import { findAgent } from "@/server/records/agent";
import { endCall, lockCall, startCall } from "@/server/records/call";
import { findContact } from "@/server/records/contact";
import { type ActionContext, defineAction, stepTransaction } from "../../action";
import { stepCause } from "../../step-cause";
import { messageExcerpt } from "../message-excerpt";

const HOUR_MS = 3_600_000;

type CallOutput = {
  call_id: string;
  status: string;
  to: string;
  from: string;
  agent: string | null;
  script: string;
  seconds: number;
  minutes: number;
  transcript: string | null;
  via: string;
};

const sample: CallOutput = {
  call_id: "0198f2c1-6a2e-7c3a-9d51-3a7f0f5b8c11",
  status: "completed",
  to: "+14155550100",
  from: "+14155550199",
  agent: "Ava",
  script: "Hi John, this is about your appointment on Friday.",
  seconds: 94,
  minutes: 2,
  transcript: "Yes, I will be there.",
  via: "sandbox",
};

const NOTHING_YET = { seconds: 0, minutes: 0, transcript: null };
/** How long a call takes in a dry run. */
const RINGS_MS = 2 * 60_000;
/** Of an end that says nothing of itself. */
const UNTOLD = { status: "completed" as const, seconds: sample.seconds, transcript: undefined };

/**
 * Calls a contact with a voice agent and waits until the call is over. The first minute is reserved when it rings; each
 * begun minute is charged when it has ended, once. On the sandbox connection the Outbox is where one answers it.
 */
export const makeCall = defineAction({
  key: "make_call",
  title: "Make a call",
  description:
    "A voice agent calls a contact. The step goes on when the call is over, and knows how it ended.",
  category: "messaging",
  icon: "phone",
  input: z.object({
    to: z
      .string({ error: "Say which phone number is called." })
      .max(40)
      .meta({ title: "To", placeholder: "{{trigger.phone}}", widget: "phone" }),
    script: z.string().max(10_000).optional().meta({
      title: "Script",
      description: "What the agent says and is to find out. Left out: the agent's own.",
      widget: "textarea",
    }),
    agent: z.string().max(200).optional().meta({
      title: "Voice agent",
      description: "Name or id. Left out: the one on duty that is there longest.",
      widget: "text",
    }),
    purpose: messagePurposeSchema.optional().meta({
      title: "Purpose",
      description: "Marketing goes only to people who agreed to be called.",
      widget: "select",
    }),
  }),
  aliases: { phone: "to", phone_number: "to", customer_phone: "to", message: "script", agent_id: "agent" },
  fill: ["to", "phone", "customer_phone"],
  sampleOutput: sample,
  effect: "internal",
  meter: {
    kind: "call_minute",
    describe: ({ to, script = "" }) => ({ to: phoneNumber(to) ?? to, message: messageExcerpt(script) }),
    keys: ({ call_id, minutes }) =>
      Array.from({ length: minutes }, (_, at) => callMinuteKey(call_id, at + 1)),
  },
  messaging({ to, purpose }) {
    const number = phoneNumber(to);
    if (!number) return null;
    return {
      channel: "call",
      to: number,
      purpose: purpose ?? "transactional",
      uncapped: purpose === "transactional",
    };
  },
  simulate(input) {
    const to = calledNumber(input.to);
    const agent = input.agent ?? (input.script ? null : sample.agent);
    const script = input.script ?? sample.script;
    return {
      output: { ...sample, ...NOTHING_YET, status: "ringing", to, agent, script },
      message: { channel: "call", to, body: script, purpose: input.purpose ?? "transactional" },
    };
  },
  async run(input, ctx): Promise<CallOutput> {
    const to = calledNumber(input.to);
    const tx = stepTransaction(ctx);
    const agent = await agentFor(ctx, input.agent);
    const script = input.script ?? [agent?.greeting, agent?.script].filter(Boolean).join("\n\n");
    if (!script) {
      throw new ActionError(
        "no_script",
        "Call failed: nobody said what it is about. Write a script, or put a voice agent that has one on duty.",
      );
    }
    const from = agent?.fromNumber ?? "";
    const { id } = await startCall(tx, ctx.workspaceId, {
      ...{ to, from, script, agentId: agent?.id ?? null },
      contactId: (await findContact(tx, ctx.workspaceId, [`phone:${to}`])) ?? ctx.contactId,
      ...{ runId: ctx.runId, stepId: ctx.stepId, sendKey: ctx.idempotencyKey, mode: ctx.mode },
    });
    return {
      ...{ call_id: id, status: "ringing", to, from, agent: agent?.name ?? null, script },
      ...NOTHING_YET,
      via: "sandbox",
    };
  },
  waits: {
    eventType: "call.completed",
    match: ({ call_id }) => ({ call_id }),
    longestMs: 24 * HOUR_MS,
    // The row says how it ended; a call that nobody took in all this time was not answered.
    async settle(begun, _event, ctx) {
      const tx = stepTransaction(ctx);
      const call = await lockCall(tx, ctx.workspaceId, begun.call_id);
      if (call.status === "ringing")
        await endCall(tx, ctx.workspaceId, call, { status: "no-answer", seconds: 0 }, stepCause(ctx));
      const ended = await lockCall(tx, ctx.workspaceId, begun.call_id);
      const status = callStatusSchema.parse(ended.status);
      const seconds = ended.seconds ?? 0;
      return {
        ...begun,
        status,
        seconds,
        minutes: callMinutes({ status, seconds }),
        transcript: ended.transcript,
      };
    },
    simulate: {
      afterMs: RINGS_MS,
      event: { status: "completed", seconds: sample.seconds, transcript: sample.transcript },
      settle(begun, event) {
        const told = callEndSchema.safeParse(event ? endOf(event) : { status: "no-answer" });
        const { status, seconds, transcript = null } = told.success ? told.data : UNTOLD;
        return { ...begun, status, seconds, minutes: callMinutes({ status, seconds }), transcript };
      },
    },
  },
});

/** What call.completed tells of the end. */
const endOf = ({ status, seconds, duration_seconds, transcript }: Record<string, unknown>) => ({
  ...{ status, seconds: seconds ?? duration_seconds },
  ...(transcript !== null && { transcript }),
});

function calledNumber(given: string): string {
  const number = phoneNumber(given);
  if (number) return number;
  throw new ActionError(
    "invalid_phone",
    `Call failed: ${given} is not a valid phone number. Fix the contact's phone, or add an error branch.`,
  );
}

async function agentFor(ctx: ActionContext, which: string | undefined) {
  const agent = await findAgent(stepTransaction(ctx), ctx.workspaceId, which);
  if (which === undefined) return agent;
  if (!agent)
    throw new ActionError(
      "agent_not_found",
      `Call failed: there is no voice agent “${which}”. Make one under Settings, Voice agents, or choose another.`,
    );
  if (!agent.onDuty)
    throw new ActionError(
      "agent_off_duty",
      `Call failed: ${agent.name} is off duty. Put the agent on duty, or choose another.`,
    );
  return agent;
}
