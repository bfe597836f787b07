import { listInWords } from "./condition-words";
import { cronInWords } from "./cron-words";
import { describeCondition } from "./describe-condition";
import { eventWords } from "./event-catalogue";
import { canonicalEventType } from "./event-type";
import type { FlowTrigger } from "./flow";
import type { FlowLine } from "./flow-line";
import { type TextPart, words } from "./text-part";

/** What starts a flow, as the first line of its telling. */
export function triggerWords(trigger: FlowTrigger): Pick<FlowLine, "kind" | "lead" | "parts"> {
  if (trigger.type === "schedule")
    return {
      kind: "when",
      lead: cronInWords(trigger.cron),
      parts: [words(`(${trigger.timezone} time)`)],
    };
  return { kind: "when", lead: "When", parts: [words(starts(trigger)), ...filtered(trigger)] };
}

function starts(trigger: Exclude<FlowTrigger, { type: "schedule" }>): string {
  if (trigger.type === "webhook") return "its address is called";
  if (trigger.type === "manual") return "someone starts it";
  const events = listInWords(
    trigger.event_types.map((type) => eventWords(canonicalEventType(type))),
    "or",
  );
  return trigger.plugin_id && trigger.plugin_id !== "platform"
    ? `${events}, from ${trigger.plugin_id}`
    : events;
}

function filtered(trigger: FlowTrigger): TextPart[] {
  return "filter" in trigger && trigger.filter ? [words(", if "), ...describeCondition(trigger.filter)] : [];
}
