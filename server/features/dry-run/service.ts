import * as z from "zod";
import { now } from "@/server/db/clock";
import { AppError } from "@/server/domain/errors";
import { type FlowDefinition, flowDefinitionSchema } from "@/server/domain/flow";
import type { FlowTemplate, TemplateSample } from "@/server/domain/flow-template";
import { requireSound } from "@/server/domain/require-sound";
import { sameValue } from "@/server/domain/same-value";
import { defaultSendingRules } from "@/server/domain/sending-rules";
import { contactOfPayload } from "@/server/domain/simulate/contact-of-payload";
import { madeUpContact } from "@/server/domain/simulate/made-up-contact";
import { simulate } from "@/server/domain/simulate/simulate";
import type { SimulatedContact, Simulation } from "@/server/domain/simulate/simulation";
import {
  eventSchema,
  type MadeUpContact,
  madeUpContactSchema,
  whatIfSchema,
} from "@/server/domain/simulate/what-if";
import { applyAnswers } from "@/server/domain/template-answers";
import { isZone } from "@/server/domain/wall-clock";
import type { WorkspaceId } from "@/server/domain/workspace";
import { rateLimit } from "@/server/ops/rate-limit";
import { usualActions } from "@/server/plugins/simulated-actions";
import { readContactFacts } from "@/server/records/contact-facts";
import { readFlow } from "../flows/data";
import { type FoundTemplate, findPublicTemplate } from "../templates/data";
import { contactOfEvent, loadPastEvents, readWorld, recordedOutputs } from "./data";

/** So many records of steps are told; of a loop over thousands the rest is not looked at. */
const MOST_RECORDS = 5_000;
const MOST_PUBLIC_RECORDS = 1_000;
const MOST_BYTES = 128 * 1024;

const fits = (input: unknown) => JSON.stringify(input).length <= MOST_BYTES;
const TOO_LARGE = "This is more than a dry run takes (128 KB). Shorten the payload of the event.";

export const simulateSchema = whatIfSchema.extend({
  flowId: z.uuid(),
  /** As it is being edited; left out: the draft as it is saved. */
  definition: flowDefinitionSchema.optional(),
  /** One that really came, or one that is made up. */
  event: z.union([z.object({ eventId: z.uuid() }), eventSchema]),
  /** Whom it is about instead: a contact of the workspace. */
  contactId: z.uuid().optional(),
  /** What is otherwise about them. */
  contact: madeUpContactSchema.optional(),
  /** A run of this flow whose steps' outputs are answered with, where it has any. */
  recordedRunId: z.uuid().optional(),
});

export type DryRun = {
  simulation: Simulation;
  definition: FlowDefinition;
  event: { type: string; payload: Record<string, unknown> };
  startedAt: Date;
  timezone: { workspace: string; contact: string | null };
  /** The contact as it began, by its name or address. */
  contact: { id: string | null; name: string } | null;
  /** What it goes by, in sentences. */
  basis: string[];
};

const NOTHING_SENT = "Nothing is sent: a dry run. Calls to other systems answer with samples.";
const TODAY = "With today's contact data and consents.";

/** What the flow would do with an event, step by step. */
export async function simulateFlow(
  workspaceId: WorkspaceId,
  input: z.output<typeof simulateSchema>,
): Promise<DryRun> {
  const { draft } = await readFlow(workspaceId, input.flowId);
  const definition = input.definition ?? draft;
  requireSound(definition);
  const { event, about } = await startOf(workspaceId, input, definition);
  const at = input.at ?? about.at;
  const [world, recorded] = await Promise.all([
    readWorld(workspaceId, [definition]),
    input.recordedRunId ? recordedOutputs(workspaceId, input.flowId, input.recordedRunId) : null,
  ]);
  const contact = input.contact ? madeUpContact(about.contact, input.contact, at) : about.contact;
  const { happenings, faults } = input;
  const simulation = simulate(
    definition,
    { event, at, contact },
    {
      ...{ ...world, happenings, faults, most: MOST_RECORDS },
      // Somebody tries what happens once it has started; whether this event starts it is told by its filter alone.
      ...(recorded && { recorded }),
    },
  );
  return {
    ...{ simulation, definition, event: { type: event.type, payload: event.payload }, startedAt: at },
    timezone: { workspace: world.timezone, contact: contact?.timezone ?? null },
    contact: contact && { id: about.id, name: nameOf(contact) },
    basis: [
      NOTHING_SENT,
      ...(about.id === null ? [] : [TODAY]),
      ...(recorded ? ["Steps answer with what they answered in the run."] : []),
    ],
  };
}

type About = { id: string | null; contact: SimulatedContact | null; at: Date };
type StartEvent = { type: string; payload: Record<string, unknown>; source?: string };

async function startOf(
  workspaceId: WorkspaceId,
  { flowId, event, contactId }: z.output<typeof simulateSchema>,
  definition: FlowDefinition,
): Promise<{ event: StartEvent; about: About }> {
  const started = await (async () => {
    if (!("eventId" in event)) {
      const about = contactId ? null : await contactOfEvent(workspaceId, event);
      return { event, about: { ...(about ?? { id: null, contact: null }), at: now() } };
    }
    const [real] = await loadPastEvents(workspaceId, flowId, [event.eventId], [definition]);
    if (!real) throw new AppError("not_found", "This event is not kept any more. Choose another one.");
    const { type, payload, source, at, contact } = real;
    return { event: { type, payload, source }, about: { id: real.contactId, contact, at } };
  })();
  if (!contactId) return started;
  const chosen = (await readContactFacts(workspaceId, [contactId])).get(contactId);
  if (!chosen)
    throw new AppError("not_found", "There is no such contact in this workspace. Choose another one.");
  return { ...started, about: { ...started.about, id: contactId, contact: chosen } };
}

const nameOf = ({ fields }: SimulatedContact): string =>
  [fields.name, fields.email, fields.phone].find(
    (value): value is string => typeof value === "string" && value !== "",
  ) ?? "";

export const simulateTemplateSchema = whatIfSchema
  .extend({
    slug: z.string().min(1).max(100),
    answers: z.record(z.string().max(60), z.json()).default({}),
    /** Left out: the template's first sample. */
    event: eventSchema.optional(),
    contact: madeUpContactSchema.optional(),
    /** Of the workspace that it would run in. */
    timezone: z.string().max(64).refine(isZone, "Choose a time zone from the list.").default("UTC"),
  })
  .refine(fits, TOO_LARGE);

/** A template that anybody may see with its sample, for whoever looks at it. Somebody who agreed to all messages. */
export async function simulateTemplate(
  input: z.output<typeof simulateTemplateSchema>,
  ip: string,
): Promise<DryRun> {
  await rateLimit(`dry-run:template:${ip}`, { limit: 300, windowSeconds: 600 });
  const found = await findPublicTemplate(input.slug);
  if (!found) throw new AppError("not_found", "There is no such template. Choose one in the gallery.");
  const { template } = found;
  const definition = answeredWith(found, input);
  const sample = sampleFor(template, input.event);
  const event = input.event ?? sample;
  if (!event) throw new AppError("invalid", "This template has no sample event. Say which event comes.");
  const at = input.at ?? (sample?.at ? new Date(sample.at) : now());
  const contact = madeUpContact(contactOfPayload(event.type, event.payload, at), personOf(sample, input), at);
  const { faults, timezone } = input;
  // Who chooses the event says what else happens, too.
  const happenings = input.event ? input.happenings : [...(sample?.happenings ?? []), ...input.happenings];
  const simulation = simulate(
    definition,
    { event: { type: event.type, payload: event.payload }, at, contact },
    {
      ...{ timezone, rules: defaultSendingRules, happenings, faults, most: MOST_PUBLIC_RECORDS },
      action: usualActions("Your company"),
      flow: (id) => ({ problem: `There is no flow “${id}” yet: it is made with the template.` }),
    },
  );
  return {
    ...{ simulation, definition, event: { type: event.type, payload: event.payload }, startedAt: at },
    timezone: { workspace: timezone, contact: contact.timezone },
    contact: { id: null, name: nameOf(contact) },
    basis: [NOTHING_SENT, "With the template's sample, for somebody who agreed to messages."],
  };
}

const AGREED = ["email", "sms", "call"] as const;

/** The sample that it starts from: the named event's own, or the first. */
function sampleFor(
  { samples }: FlowTemplate,
  event: z.output<typeof eventSchema> | undefined,
): TemplateSample | undefined {
  if (!event) return samples[0];
  return samples.find(({ type, payload }) => type === event.type && sameValue(payload, event.payload));
}

/** What the sample says of its person, and what is said otherwise. Somebody who agreed to all, unless it says to what. */
function personOf(
  sample: TemplateSample | undefined,
  { contact }: z.output<typeof simulateTemplateSchema>,
): MadeUpContact {
  const agreed = sample?.contact?.granted ?? AGREED;
  return {
    fields: { ...sample?.contact?.fields, ...contact?.fields },
    timezone: contact?.timezone ?? sample?.contact?.timezone ?? null,
    consents: { ...Object.fromEntries(agreed.map((channel) => [channel, "granted"])), ...contact?.consents },
  };
}

/** Who only looks has answered nothing yet: then it runs as the template stands. */
function answeredWith(
  { template: { questions }, definition }: FoundTemplate,
  { answers, timezone }: z.output<typeof simulateTemplateSchema>,
): FlowDefinition {
  const answered = applyAnswers(definition, questions, answers, { name: "Your company", timezone });
  if (answered.ok) return answered.definition;
  if (Object.keys(answers).length === 0) return definition;
  const { problems } = answered;
  throw new AppError("invalid", problems[0]?.message ?? "Answer the questions first.", { problems });
}
