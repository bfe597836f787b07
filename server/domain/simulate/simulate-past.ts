/**
 * A contact's real events, the oldest first, through a flow: what the flow would have made of them. What the contact did
 * afterwards (a reply, a payment) happens in the dry run as well, at the time it came; what it is and allows is as today,
 * for nobody wrote down what it was then. Pure.
 */
import { durationMs } from "../duration";
import type { FlowDefinition } from "../flow";
import { countsForCaps } from "../messaging";
import { NOT_STARTED_WORDS, type NotStartedReason } from "../not-started-words";
import type { PastEvent } from "./past-event";
import { simulate } from "./simulate";
import type { SentMessage, Simulation, SimulationWorld } from "./simulation";

/** What a contact has been through: its latest run of the flow, and the messages it got of it. */
export type Past = {
  contactId: string | null;
  entry: { at: Date; until: Date | null } | null;
  sent: readonly SentMessage[];
};

export const NO_PAST: Past = { contactId: null, entry: null, sent: [] };

export type PastWorld = Omit<SimulationWorld, "happenings" | "sent">;

/** Caps look no further back. */
const REMEMBERED_MS = 31 * 86_400_000;
/** Runs of a contact that are under way at once hold each other's messages back; so often they are looked at again. */
const MOST_ROUNDS = 5;

/**
 * The events of one contact, and what is to be remembered of them for its next ones. `before` is of the same contact or
 * is not looked at. It yields after each run that it has simulated, so that whoever asks can let others go first.
 */
export function* simulatePast(
  definition: FlowDefinition,
  events: readonly PastEvent[],
  before: Past,
  world: PastWorld,
): Generator<void, { simulations: Simulation[]; past: Past }> {
  const contactId = events[0]?.contactId ?? null;
  const start = contactId !== null && before.contactId === contactId ? before : { ...NO_PAST, contactId };
  let told: Told[] = [];
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const next: Told[] = [];
    let { entry } = start;
    for (const [index, event] of events.entries()) {
      const sent = [
        ...start.sent,
        ...next.flatMap((one) => one.sent),
        ...told.slice(index + 1).flatMap(behind),
      ];
      const one = run(definition, event, entry, sent, world);
      next.push(one);
      if (one.entry) entry = one.entry;
      yield;
    }
    const settled = round > 0 && fingerprint(next) === fingerprint(told);
    told = next;
    if (settled || !overlap(told)) break;
  }
  const last = events.at(-1)?.at.getTime() ?? 0;
  return {
    simulations: told.map(({ simulation }) => simulation),
    past: {
      contactId,
      entry: told.findLast(({ entry }) => entry !== null)?.entry ?? start.entry,
      sent: [...start.sent, ...told.flatMap(({ sent }) => sent)].filter(
        ({ at }) => at.getTime() >= last - REMEMBERED_MS,
      ),
    },
  };
}

type Told = { simulation: Simulation; entry: Past["entry"]; sent: SentMessage[] };

function run(
  definition: FlowDefinition,
  event: PastEvent,
  entry: Past["entry"],
  sent: readonly SentMessage[],
  world: PastWorld,
): Told {
  const { type, payload, source, at, contact, contactId } = event;
  const refused = refusal(definition, event, entry);
  if (refused) return { simulation: notStarted(at, NOT_STARTED_WORDS[refused]), entry: null, sent: [] };
  const simulation = simulate(
    definition,
    { event: { type, payload, source }, at, contact },
    { ...world, happenings: event.later.map((one) => happening(one, at)), sent: [...event.sent, ...sent] },
  );
  const { outcome } = simulation.end;
  if (outcome === "not_started" || contactId === null) return { simulation, entry: null, sent: [] };
  const until = outcome === "unfinished" ? null : simulation.end.at;
  return { simulation, entry: { at, until }, sent: sentBy(simulation) };
}

/** As accept-event judges it, by the contact's latest run of this list. */
function refusal(
  { settings }: FlowDefinition,
  { at, contactId }: PastEvent,
  entry: Past["entry"],
): NotStartedReason | null {
  if (contactId === null || !entry) return null;
  if (settings.reentry === "once_per_contact") return "once_per_contact";
  const over = entry.until !== null && entry.until <= at;
  if (settings.reentry === "one_active_per_contact" && !over) return "one_active_per_contact";
  const coolDown = settings.cool_down ? durationMs(settings.cool_down) : null;
  return coolDown && entry.at.getTime() + coolDown > at.getTime() ? "cool_down" : null;
}

const happening = ({ type, payload, at }: PastEvent["later"][number], start: Date) => ({
  kind: "event" as const,
  after: { value: (at.getTime() - start.getTime()) / 1000, unit: "seconds" as const },
  type,
  payload,
});

function sentBy({ trace }: Simulation): SentMessage[] {
  return trace.flatMap(({ status, message, gate, at }) =>
    status === "succeeded" && message && (!gate || gate.verdict === "send")
      ? [{ at, channel: message.channel, counts: countsForCaps({ ...message, to: null }), byFlow: true }]
      : [],
  );
}

/** Of two at the same moment the older run's goes first. */
const behind = ({ sent }: Told): SentMessage[] =>
  sent.map((message) => ({ ...message, at: new Date(message.at.getTime() + 1) }));

/** Whether a message of a later run came before the last one of an earlier run. */
function overlap(told: readonly Told[]): boolean {
  let latest = Number.NEGATIVE_INFINITY;
  for (const { sent } of told) {
    if (sent.some(({ at }) => at.getTime() < latest)) return true;
    for (const { at } of sent) latest = Math.max(latest, at.getTime());
  }
  return false;
}

const fingerprint = (told: readonly Told[]): string =>
  JSON.stringify(told.map(({ simulation, sent }) => [simulation.milliTokens, simulation.end, sent]));

const notStarted = (at: Date, reason: string): Simulation => ({
  trace: [],
  happened: [],
  end: { outcome: "not_started", reason, at },
  milliTokens: 0,
  byKind: { call_minute: 0, sms_sent: 0, email_sent: 0, workflow_execution: 0, ai_transcription: 0 },
});
