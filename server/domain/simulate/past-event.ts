import { canonicalEventType } from "../event-type";
import type { FlowDefinition } from "../flow";
import { flowExits } from "../flow-exits";
import type { SentMessage, SimulatedContact } from "./simulation";

/** An event that really came, with what a dry run asks about it. */
export type PastEvent = {
  id: string;
  type: string;
  payload: Record<string, unknown>;
  source: string;
  at: Date;
  /** Whom it was about; null: nobody. */
  contactId: string | null;
  contact: SimulatedContact | null;
  /** What came for the contact afterwards, of the types that the flow listens for. */
  later: readonly { type: string; payload: Record<string, unknown>; at: Date }[];
  /** Messages that other flows sent to the contact around that time. */
  sent: readonly SentMessage[];
};

/** Types of events that matter to a flow that is under way: those it waits for, and those that end it. */
export function listensFor({ steps, error_handlers, settings }: FlowDefinition): string[] {
  const types = [...steps, ...error_handlers].flatMap((step) =>
    step.type === "wait_for_event" ? step.event_types : [],
  );
  const exits = flowExits(settings).flatMap(({ event_types }) => event_types);
  return [...new Set([...types, ...exits].map(canonicalEventType))];
}

/** The events of each contact together, as they stand; those of nobody one by one. */
export function byContact(events: readonly PastEvent[]): PastEvent[][] {
  const groups: PastEvent[][] = [];
  for (const event of events) {
    const group = groups.at(-1);
    if (group && event.contactId !== null && group[0]?.contactId === event.contactId) group.push(event);
    else groups.push([event]);
  }
  return groups;
}
