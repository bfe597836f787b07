import { describeCondition } from "@/components/flow-builder/describe-condition";
import { describeDuration } from "@/components/flow-builder/describe-duration";
import { plainText } from "@/components/flow-builder/text-part";
import { formatDuration } from "@/components/ui/format-duration";
import type { FlowSettings } from "@/server/domain/flow-settings";

/** How a flow behaves as a whole, one sentence per rule. */
export function settingsWords(settings: FlowSettings): { title: string; text: string }[] {
  const rules = [
    { title: "Time limit", text: `One attempt of a step may take ${formatDuration(settings.timeout)}.` },
    { title: "Retries", text: retries(settings) },
    { title: "Re-entry", text: REENTRY[settings.reentry] },
  ];
  if (settings.concurrency !== undefined)
    rules.push({
      title: "At once",
      text: `At most ${settings.concurrency} runs are under way at a time; others wait.`,
    });
  if (settings.cool_down)
    rules.push({
      title: "Cool-down",
      text: `A contact may start it again after ${plainText(describeDuration(settings.cool_down))}.`,
    });
  for (const exit of settings.exit_conditions) {
    const filter = exit.filter ? `, if ${plainText(describeCondition(exit.filter))}` : "";
    rules.push({
      title: "Exit",
      text: `A run ends when ${exit.event_types.join(" or ")} happens to its contact${filter}.`,
    });
  }
  if (settings.quiet_hours)
    rules.push({
      title: "Quiet hours",
      text: `SMS and calls are held from ${settings.quiet_hours.from} to ${settings.quiet_hours.to}.`,
    });
  if (settings.frequency_cap)
    rules.push({
      title: "Frequency cap",
      text: `At most ${settings.frequency_cap.messages} messages to a contact per ${plainText(describeDuration(settings.frequency_cap.per))}.`,
    });
  return rules;
}

function retries({ retry_count: count, retry_delay: delay, backoff }: FlowSettings): string {
  if (count === 0) return "A failing step is not tried again.";
  const times = count === 1 ? "once" : `${count} times`;
  const first = delay === 0 ? "at once" : `after ${formatDuration(delay).replace(".0", "")}`;
  if (count === 1) return `A failing step is tried again once, ${first}. Retries are free.`;
  const later = backoff === "exponential" ? `first ${first}, then later each time` : `${first} each`;
  return `A failing step is tried again ${times}, ${later}. Retries are free.`;
}

const REENTRY: Record<FlowSettings["reentry"], string> = {
  always: "Every matching event starts a run.",
  one_active_per_contact: "A contact has one run under way at a time.",
  once_per_contact: "A contact goes through this flow once.",
};
