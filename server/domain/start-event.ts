import { eventSample } from "./event-catalogue";
import { canonicalEventType } from "./event-type";
import type { FlowTrigger } from "./flow";
import type { FlowInput } from "./flow-input";

/** The type of an event that a person made to start one flow. */
export const MANUAL = "manual.started";

type StartTypes = {
  /** Any event of the type starts it. */
  shared: string[];
  /** Only its own do. */
  own: string[];
};

/** Which events start a flow. */
export function startTypes(trigger: FlowTrigger): StartTypes {
  if (trigger.type === "event")
    return { shared: [...new Set(trigger.event_types.map(canonicalEventType))], own: [] };
  return { shared: [], own: [OWN[trigger.type]] };
}

const OWN = { webhook: "webhook.received", schedule: "schedule.fired", manual: MANUAL };

export type StartEvent = { type: string; payload: Record<string, unknown> };

/** The event to try a flow with when none came in yet: of its own kind, with a payload as it may come. */
export function startEvent(trigger: FlowTrigger): StartEvent {
  const { shared, own } = startTypes(trigger);
  const type = shared[0] ?? own[0] ?? MANUAL;
  return { type, payload: startPayload(trigger, type) };
}

/**
 * What an event of the type brings, as far as one can tell: what the flow says it is given, then what the catalogue
 * knows. An event that only the workspace knows looks like what a webhook brings, until one came in.
 */
export function startPayload(trigger: FlowTrigger, type: string): Record<string, unknown> {
  if (trigger.type === "manual" && trigger.input && Object.keys(trigger.input).length > 0)
    return inputSample(trigger.input);
  return { ...(eventSample(type) ?? eventSample("webhook.received")) };
}

const inputSample = (input: FlowInput): Record<string, unknown> =>
  Object.fromEntries(Object.entries(input).map(([name, { type }]) => [name, inputValue(name, type)]));

function inputValue(name: string, type: FlowInput[string]["type"]): unknown {
  switch (type) {
    case "number":
      return 1;
    case "boolean":
      return true;
    case "list":
      return [];
    case "object":
      return {};
    case "text":
    case "any":
      return KNOWN.find(([pattern]) => pattern.test(name))?.[1] ?? `Sample ${name.replaceAll("_", " ")}`;
  }
}

/** Names that say what stands there: previews and messages then read as they will. */
const KNOWN: readonly (readonly [RegExp, string])[] = [
  [/e-?mail/i, "john@example.com"],
  [/phone|mobile/i, "+14155550123"],
  [/first_?name/i, "John"],
  [/last_?name/i, "Smith"],
  [/(?:^|_)name$/i, "John Smith"],
  [/url|link|website/i, "https://example.com"],
  [/date|_at$/i, "2026-03-12"],
];
