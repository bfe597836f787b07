/**
 * Events that Baton knows by name: what they are called, what they bring, and where they come from. Any other type is
 * accepted as well. One entry, one event; families are in server/domain/event-catalogue/.
 *
 *   baton    Baton emits it when it happens here (records/emit.ts takes no other); outside systems may post it too
 *   outside  only outside systems see it, and post it
 *   flow     starts one flow alone: its time, a person, another flow
 */
import { commerceEvents } from "./event-catalogue/commerce-events";
import { contactEvents } from "./event-catalogue/contact-events";
import type { EventEntry } from "./event-catalogue/event-family";
import { feedbackEvents } from "./event-catalogue/feedback-events";
import { flowEvents } from "./event-catalogue/flow-events";
import { messageEvents } from "./event-catalogue/message-events";
import { outsideEvents } from "./event-catalogue/outside-events";
import { referralEvents } from "./event-catalogue/referral-events";
import { taskEvents } from "./event-catalogue/task-events";

const emitted = {
  ...contactEvents,
  ...commerceEvents,
  ...taskEvents,
  ...messageEvents,
  ...feedbackEvents,
  ...referralEvents,
};

/** What Baton emits by itself. */
export type EmittedType = keyof typeof emitted;
export type EventOrigin = "baton" | "outside" | "flow";

export type EventKind = EventEntry & { type: string; origin: EventOrigin };

export const eventCatalogue: readonly EventKind[] = [
  ...kindsOf(emitted, "baton"),
  ...kindsOf(outsideEvents, "outside"),
  ...kindsOf(flowEvents, "flow"),
];

const byType = new Map(eventCatalogue.map((kind) => [kind.type, kind]));

export const eventKind = (type: string): EventKind | null => byType.get(type) ?? null;

export const eventSample = (type: string): Readonly<Record<string, unknown>> | null =>
  byType.get(type)?.sample ?? null;

/** "a customer is created", or for a type of somebody's own: "“deal.won” happens". */
export const eventWords = (type: string): string => byType.get(type)?.words ?? `“${type}” happens`;

function kindsOf(family: Record<string, EventEntry>, origin: EventOrigin): EventKind[] {
  return Object.entries(family).map(([type, entry]) => ({ type, origin, ...entry }));
}
