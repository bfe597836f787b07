/**
 * The gate: whether a message or a call may go to a person now. One pure rule, asked before every send, in this order;
 * the first that stands against it decides.
 *
 *   contact known and reachable · consent · opt-out on any channel · suppression list · the run is over, or an exit
 *   condition of its flow was met · quiet and business hours · frequency caps · rate of the workspace
 *
 * The workspace's own people (team_addresses) are asked for nothing of this but the suppression list, the end of the run
 * and the rate. hold: later, and asked again then. skip: never; the flow goes on. docs/decisions/gate.md says why each rule is as it is.
 */
import type { OpenHours } from "./business-hours";
import { businessHoursWords } from "./business-hours-words";
import type { ConsentState } from "./consent";
import { type Duration, durationMs } from "./duration";
import { exitWords } from "./exit-words";
import { dayWords, lengthWords, timeWords } from "./gate-words";
import { countsForCaps, type MessageChannel, type Messaging } from "./messaging";
import { nextFree } from "./next-free";
import type { QuietWindow } from "./quiet-hours";
import type { SendingRules } from "./sending-rules";

export const gateRules = [
  "unknown_contact",
  "unreachable",
  "consent",
  "opt_out",
  "suppression",
  "run_over",
  "exit",
  "quiet_hours",
  "business_hours",
  "frequency_cap",
  "flow_frequency_cap",
  "rate_cap",
  "held_too_long",
] as const;
export type GateRule = (typeof gateRules)[number];

/** `own`: the contact's own word (consent.ts). */
export type GivenConsent = { state: ConsentState; at: Date; own?: boolean };

export type GateFacts = {
  messaging: Messaging;
  /** As it is compared and stored; null: what was given is no address. */
  address: string | null;
  /** Whose address it is; null: nobody's here. */
  contact: {
    archived: boolean;
    consents: Partial<Record<MessageChannel, GivenConsent>>;
  } | null;
  suppressed: { reason: string } | null;
  /** The run ended meanwhile: by an exit condition, or cancelled. */
  over: { reason: string | null } | null;
  /** The first event since the run began that ends it. */
  exit: { eventType: string; at: Date } | null;
  rules: SendingRules;
  /** The person's; times are told in it. */
  zone: string;
  /** All that hold for this channel, in the person's zones. */
  quiet: readonly QuietWindow[];
  /** The flow's business hours, by the clock they go by; null: it has none. */
  open: OpenHours | null;
  /** When the message left that fills the cap, by channel and by flow: of `messages` that count, the oldest. */
  full: { channel: Date | null; flow: Date | null };
  flowCap: { messages: number; per: Duration } | null;
  /** The same of the workspace's rate, and how many are held for it already. */
  rate: { full: Date | null; ahead: number };
  firstHeldAt: Date | null;
};

type Because = { rule: GateRule; value: string; detail: string };
export type GateDecision =
  | { verdict: "send"; rule: "clear"; value: string; detail: string }
  | ({ verdict: "hold"; until: Date } & Because)
  | ({ verdict: "skip"; reason: string } & Because);

export function decideGate(facts: GateFacts, at: Date): GateDecision {
  const own = facts.address !== null && facts.rules.team_addresses.includes(facts.address);
  for (const rule of own ? TEAM_RULES : RULES) {
    const decision = rule(facts, at);
    if (decision) return decision.verdict === "hold" ? inTime(decision, facts, at) : decision;
  }
  const { messaging, contact } = facts;
  if (own)
    return { verdict: "send", rule: "clear", value: "team", detail: "It goes to somebody of the team" };
  const consent = contact?.consents[messaging.channel]?.state ?? "unknown";
  return {
    verdict: "send",
    rule: "clear",
    value: `consent ${consent}`,
    detail: `Nothing stood against it (${messaging.purpose} ${NAMES[messaging.channel]}, consent ${consent})`,
  };
}

type Rule = (facts: GateFacts, at: Date) => Exclude<GateDecision, { verdict: "send" }> | null;

const NAMES: Record<MessageChannel, string> = { email: "email", sms: "SMS", call: "call" };

const known: Rule = ({ messaging: { channel, purpose, to }, address, contact }) => {
  if (address === null)
    return skip(
      "unreachable",
      to ?? "no address",
      to === null
        ? `the contact has no ${channel === "email" ? "email address" : "phone number"}`
        : `${to} is not a valid ${channel === "email" ? "email address" : "phone number"}`,
    );
  if (contact?.archived) return skip("unreachable", "archived", "the contact is archived");
  // A receipt or an answer by email may go to anybody; nothing else goes to people nobody here knows.
  if (contact || (channel === "email" && purpose === "transactional")) return null;
  return skip("unknown_contact", address, `${address} belongs to no contact. Add the contact first`);
};

const consent: Rule = ({ messaging: { channel, purpose }, contact }) => {
  const own = contact?.consents[channel];
  if (own?.state === "denied")
    return skip("consent", "denied", `the contact opted out of ${plural(channel)} on ${dayWords(own.at)}`);
  if (purpose === "marketing" && own?.state !== "granted")
    return skip(
      "consent",
      "unknown",
      `marketing by ${NAMES[channel]} needs the contact's consent, and nobody has recorded it`,
    );
  return null;
};

/** Who opted out on one channel is left alone on all, but for one that was granted since: their own word, by their own. */
const optOut: Rule = ({ messaging: { channel }, contact }) => {
  const granted = contact?.consents[channel];
  for (const [other, said] of Object.entries(contact?.consents ?? {})) {
    const isLifted = granted && granted.at >= said.at && (granted.own || !said.own);
    if (said.state !== "denied" || isLifted) continue;
    return skip("opt_out", other, `the contact opted out of ${plural(other)} on ${dayWords(said.at)}`);
  }
  return null;
};

const suppression: Rule = ({ suppressed, address }) =>
  suppressed && skip("suppression", suppressed.reason, `${address} is on the suppression list`);

const over: Rule = (facts) =>
  facts.over &&
  skip(
    "run_over",
    facts.over.reason ?? "ended",
    `the run had ended before (${facts.over.reason ?? "ended"})`,
  );

const exit: Rule = (facts) =>
  facts.exit &&
  skip(
    "exit",
    facts.exit.eventType,
    `${exitWords(facts.exit.eventType)} before it was sent, which ends this flow`,
  );

const hours: Rule = ({ quiet, open }, at) => {
  const found = nextFree(quiet, open, at);
  if (found === null) return null;
  if (found === "never")
    return skip(
      "quiet_hours",
      "always",
      `its quiet hours${open ? " and business hours" : ""} leave no moment free. Shorten those of the flow`,
    );
  const { until } = found;
  if (found.rule === "business_hours") {
    const { zone = "UTC", windows = [] } = open ?? {};
    const words = businessHoursWords(windows);
    return hold(
      until,
      "business_hours",
      `${words} ${zone}`,
      `${timeWords(until, at, zone)} (business hours ${words})`,
    );
  }
  const { window } = found;
  const night = `${window.from}–${window.to}`;
  return hold(
    until,
    "quiet_hours",
    `${night} ${window.zone}`,
    `${timeWords(until, at, window.zone)} (quiet hours ${night})`,
  );
};

const frequencyCap: Rule = ({ messaging, rules, full, zone }, at) =>
  countsForCaps(messaging)
    ? capped("frequency_cap", rules.frequency_caps[messaging.channel], full.channel, zone, at, {
        of: plural(messaging.channel),
        to: "a contact, over all flows",
      })
    : null;

const flowCap: Rule = (facts, at) =>
  facts.messaging.uncapped
    ? null
    : capped("flow_frequency_cap", facts.flowCap, facts.full.flow, facts.zone, at, {
        of: "messages",
        to: "a contact, by this flow",
      });

const rateCap: Rule = ({ rules: { rate_cap: cap }, rate, zone }, at) => {
  const ms = cap && durationMs(cap.per);
  if (!cap || !ms || !rate.full || rate.full.getTime() + ms <= at.getTime()) return null;
  // Those that wait already leave before it, as many at a time as the rate allows.
  const until = new Date(rate.full.getTime() + ms * (1 + Math.floor(rate.ahead / cap.messages)));
  const value = `${cap.messages} per ${lengthWords(cap.per)}`;
  return hold(until, "rate_cap", value, `${timeWords(until, at, zone)} (the workspace sends ${value})`);
};

const RULES: readonly Rule[] = [
  ...[known, consent, optOut, suppression, over, exit],
  ...[hours, frequencyCap, flowCap, rateCap],
];

const TEAM_RULES: readonly Rule[] = [suppression, over, exit, rateCap];

function capped(
  rule: GateRule,
  cap: { messages: number; per: Duration } | null,
  full: Date | null,
  zone: string,
  at: Date,
  words: { of: string; to: string },
): ReturnType<Rule> {
  const ms = cap && durationMs(cap.per);
  if (!cap || !ms) return null;
  if (!full || full.getTime() + ms <= at.getTime()) return null;
  const until = new Date(full.getTime() + ms);
  const value = `${cap.messages} per ${lengthWords(cap.per)}`;
  return hold(
    until,
    rule,
    value,
    `${timeWords(until, at, zone)} (at most ${cap.messages} ${words.of} per ${lengthWords(cap.per)} to ${words.to})`,
  );
}

/** What would come too late does not come at all. */
function inTime(
  decision: Extract<GateDecision, { verdict: "hold" }>,
  { rules, firstHeldAt, zone }: GateFacts,
  at: Date,
): GateDecision {
  const since = firstHeldAt ?? at;
  const limit = since.getTime() + rules.hold_limit_hours * 3_600_000;
  if (decision.until.getTime() <= limit) return decision;
  const length = lengthWords({ value: rules.hold_limit_hours, unit: "hours" });
  return skip(
    "held_too_long",
    decision.rule,
    `it could leave only ${timeWords(decision.until, at, zone)}, and would then be held for more than ${length}: ${decision.detail}`,
  );
}

const hold = (until: Date, rule: GateRule, value: string, when: string) =>
  ({ verdict: "hold", until, rule, value, detail: `Held until ${when}` }) as const;

const skip = (rule: GateRule, value: string, reason: string) =>
  ({ verdict: "skip", rule, value, reason, detail: `Skipped: ${reason}` }) as const;

const plural = (channel: string): string =>
  channel === "email" ? "emails" : channel === "call" ? "calls" : "SMS";
