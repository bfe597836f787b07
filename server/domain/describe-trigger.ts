import { listInWords } from "./condition-words";
import { cronInWords } from "./cron-words";
import { describeCondition } from "./describe-condition";
import { eventWords } from "./event-catalogue";
import { canonicalEventType } from "./event-type";
import type { FlowTrigger } from "./flow";
import { type TextPart, words } from "./text-part";

/** What starts a flow: its short name, and the details as a sentence. */
export function describeTrigger(trigger: FlowTrigger): { title: string; parts: TextPart[] } {
  switch (trigger.type) {
    case "event": {
      const [first = "", ...others] = trigger.event_types;
      const source =
        trigger.plugin_id && trigger.plugin_id !== "platform" ? ` from ${trigger.plugin_id}` : "";
      return {
        title: others.length > 0 ? `${first} and ${others.length} more` : first,
        parts: [
          words(
            `When ${listInWords(
              trigger.event_types.map((type) => eventWords(canonicalEventType(type))),
              "or",
            )}${source}`,
          ),
          ...filter(trigger.filter),
        ],
      };
    }
    case "webhook":
      return { title: "Webhook", parts: [words("When its address is called"), ...filter(trigger.filter)] };
    case "schedule":
      return {
        title: "Schedule",
        parts: [words(cronInWords(trigger.cron)), words(`, ${trigger.timezone} time`)],
      };
    case "manual":
      return { title: "Manual start", parts: [words("When someone starts it")] };
  }
}

function filter(condition: Parameters<typeof describeCondition>[0] | undefined): TextPart[] {
  return condition ? [words(", if "), ...describeCondition(condition)] : [];
}
