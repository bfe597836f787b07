/**
 * What one simulation of an event makes other than another one, in words that fit behind a number: “31 get SMS instead
 * of email”. Of several differences the one that matters most to people is told: how it ends, whom it reaches and how,
 * what it says, when, then what else it does.
 */
import type { FlowDefinition } from "../flow";
import { stepTitle } from "../step-title";
import type { SimulatedMessage, Simulation, TraceEntry } from "./simulation";

/** A flow and what it made of the event. */
export type Told = { definition: FlowDefinition; simulation: Simulation };

/** null: the same for everybody outside. The words are those of many: get, fail, are. */
export function compareSimulations(before: Told, after: Told): string | null {
  return (
    ending(before, after) ??
    channels(messagesOf(before), messagesOf(after)) ??
    contents(messagesOf(before), messagesOf(after)) ??
    doings(before, after) ??
    times(before, after) ??
    cost(before, after)
  );
}

type Sent = { message: SimulatedMessage; at: Date };

const isDone = ({ status }: TraceEntry) => status === "succeeded";

function messagesOf({ simulation }: Told): Sent[] {
  return simulation.trace.flatMap((entry) =>
    isDone(entry) && entry.message && (!entry.gate || entry.gate.verdict === "send")
      ? [{ message: entry.message, at: entry.at }]
      : [],
  );
}

function ending(before: Told, after: Told): string | null {
  const [was, is] = [before.simulation.end.outcome, after.simulation.end.outcome];
  if (was === is) return null;
  if (is === "failed") {
    const step = failedStep(after);
    return step ? `fail at “${step}”` : "fail";
  }
  if (is === "not_started") return "are not started";
  if (was === "not_started") return "are started, and were not before";
  if (is === "unfinished") return "wait longer than was looked ahead";
  if (was === "failed") return "no longer fail";
  return is === "cancelled" ? "are cancelled" : "come to an end";
}

function failedStep({ definition, simulation }: Told): string | null {
  const entry = simulation.trace.findLast(({ status }) => status === "failed");
  return entry ? titleOf(definition, entry.stepId) : null;
}

const CHANNELS = { email: "email", sms: "SMS", call: "call" } as const;
type Channel = keyof typeof CHANNELS;

function channels(before: Sent[], after: Sent[]): string | null {
  const [gone, come] = [lacking(before, after), lacking(after, before)];
  if (gone.length === 0 && come.length === 0) return null;
  if (gone.length > 0 && come.length > 0) return `get ${listOf(come)} instead of ${listOf(gone)}`;
  if (come.length > 0) return `get ${listOf(come)} more`;
  return after.length === 0 ? "get nothing any more" : `get ${listOf(gone)} less`;
}

/** Channels of the first list that the second does not have as often. */
function lacking(list: Sent[], other: Sent[]): Channel[] {
  const left = other.map(({ message }) => message.channel);
  return list.flatMap(({ message: { channel } }) => {
    const at = left.indexOf(channel);
    if (at < 0) return [channel];
    left.splice(at, 1);
    return [];
  });
}

/** SMS, 2 emails */
function listOf(list: Channel[]): string {
  const counts = new Map<Channel, number>();
  for (const channel of list) counts.set(channel, (counts.get(channel) ?? 0) + 1);
  return [...counts]
    .map(([channel, count]) => {
      const name = CHANNELS[channel];
      if (count === 1) return name;
      return `${count} ${channel === "sms" ? name : `${name}s`}`;
    })
    .join(" and ");
}

function contents(before: Sent[], after: Sent[]): string | null {
  const [gone, come] = [before, after].map((list) => list.map(({ message }) => textOf(message)).sort());
  if (JSON.stringify(gone) === JSON.stringify(come)) return null;
  const [was, is] = [before, after].map((list) => list.map(({ message }) => message.to).sort());
  return JSON.stringify(was) === JSON.stringify(is) ? "get another text" : "reach another address";
}

const textOf = ({ channel, to, subject = "", body }: SimulatedMessage): string =>
  JSON.stringify([channel, to, subject, body]);

/** Other actions than messages, by what they are called, as often as they were done. */
function doings(before: Told, after: Told): string | null {
  const [was, is] = [doneBy(before), doneBy(after)];
  const gone = minus(was, is);
  const come = minus(is, was);
  if (gone.length > 0 && come.length > 0) return `do ${quoted(come)} instead of ${quoted(gone)}`;
  if (come.length > 0) return `do ${quoted(come)} as well`;
  return gone.length > 0 ? `no longer do ${quoted(gone)}` : null;
}

function doneBy({ definition, simulation }: Told): string[] {
  const actions = new Map(
    [...definition.steps, ...definition.error_handlers].flatMap((step) =>
      step.type === "action" || step.type === "sub_flow" || step.type === "code"
        ? [[step.id, titleOf(definition, step.id)] as const]
        : [],
    ),
  );
  return simulation.trace.flatMap((entry) => {
    const title = actions.get(entry.stepId);
    return title !== undefined && isDone(entry) && !entry.message ? [title] : [];
  });
}

function minus(list: string[], other: string[]): string[] {
  const left = [...other];
  return list.filter((one) => {
    const at = left.indexOf(one);
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
}

const MOST_NAMED = 2;

function quoted(titles: string[]): string {
  const different = [...new Set(titles)];
  const named = different.slice(0, MOST_NAMED).map((title) => `“${title}”`);
  const more = different.length - named.length;
  return `${named.join(" and ")}${more > 0 ? ` and ${more} more` : ""}`;
}

function times(before: Told, after: Told): string | null {
  const was = timesOf(before);
  const apart = timesOf(after)
    .map((at, index) => at - (was[index] ?? at))
    .find((ms) => ms !== 0);
  if (apart === undefined) return null;
  return apart > 0 ? "get it later" : "get it earlier";
}

const timesOf = (told: Told): number[] =>
  messagesOf(told)
    .map(({ at }) => at.getTime())
    .sort((one, other) => one - other);

function cost(before: Told, after: Told): string | null {
  const apart = after.simulation.milliTokens - before.simulation.milliTokens;
  if (apart === 0) return null;
  return apart > 0 ? "cost more, with the same effect" : "cost less, with the same effect";
}

function titleOf({ steps, error_handlers }: FlowDefinition, stepId: string): string {
  const step = [...steps, ...error_handlers].find(({ id }) => id === stepId);
  return step ? stepTitle(step) : stepId;
}
