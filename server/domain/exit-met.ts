import type { Condition } from "./condition";
import { evaluateCondition } from "./condition-evaluate";
import { payloadScope } from "./data-scope";
import { canonicalEventType } from "./event-type";
import type { FlowSettings } from "./flow-settings";

type Payload = Readonly<Record<string, unknown>>;

/**
 * Whether an event ends a run: it is of a kind that does, and the filter holds for what it brings. A filter may compare
 * that with what the run was started with, as `{{run.trigger.appointment_id}}`: then only the event about the same
 * appointment ends it.
 */
export const exitMet = (
  conditions: FlowSettings["exit_conditions"],
  event: { type: string; payload: Payload },
  run: { payload: Payload },
  now: Date,
): boolean =>
  conditions.some(
    ({ event_types, filter }) =>
      event_types.some((type) => canonicalEventType(type) === canonicalEventType(event.type)) &&
      (!filter || exitFilterHolds(filter, event.payload, run.payload, now)),
  );

export function exitFilterHolds(filter: Condition, event: Payload, run: Payload, now: Date): boolean {
  // Only for whoever asks: an event may bring a “run” of its own.
  const brought = asksForRun(filter) ? { ...event, run: { trigger: run } } : { ...event };
  return evaluateCondition(filter, payloadScope(brought, now));
}

/** It can only be told for each run. */
export function asksForRun(filter: Condition): boolean {
  if ("and" in filter) return filter.and.some(asksForRun);
  if ("or" in filter) return filter.or.some(asksForRun);
  return "field" in filter && RUN.test(JSON.stringify([filter.field, filter.value ?? null]));
}

const RUN = /(?<![\w.-])run\.trigger\./;
