import { importCondition, isRecord } from "./import-condition";

/** The trigger in canonical form, as far as it can be told: also from `trigger_event`, or from a bare event type. */
export function importTrigger(raw: unknown, triggerEvent: unknown): unknown {
  if (raw === undefined || raw === null)
    return triggerEvent === undefined ? undefined : onEvents(triggerEvent);
  if (!isRecord(raw)) return onEvents(raw);
  const { event, event_type, ...rest } = raw;
  const trigger: Record<string, unknown> = Object.fromEntries(
    Object.entries(rest).filter(([, value]) => value !== null),
  );
  if (trigger.filter !== undefined) trigger.filter = importCondition(trigger.filter);
  const types = trigger.event_types ?? event_type ?? event;
  if (types !== undefined && (trigger.type === undefined || trigger.type === "event"))
    return { ...trigger, ...onEvents(types) };
  return trigger.type === undefined && trigger.cron !== undefined
    ? { ...trigger, type: "schedule" }
    : trigger;
}

const onEvents = (types: unknown) => ({ type: "event", event_types: Array.isArray(types) ? types : [types] });
