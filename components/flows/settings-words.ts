import { formatDuration } from "@/components/ui/format-duration";
import { businessHoursWords } from "@/server/domain/business-hours-words";
import { describeCondition } from "@/server/domain/describe-condition";
import { describeDuration } from "@/server/domain/describe-duration";
import type { FlowSettings } from "@/server/domain/flow-settings";
import { plainText } from "@/server/domain/text-part";

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
  if (settings.max_runs_per_hour !== undefined)
    rules.push({
      title: "Per hour",
      text: `At most ${plural(settings.max_runs_per_hour, "run")} within an hour; others begin later, one after the other, in the order in which they came.`,
    });
  if (settings.stop_on_reply)
    rules.push({ title: "Reply", text: "A run ends when its contact writes back, on any channel." });
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
      text: `Messages on any channel are held from ${settings.quiet_hours.from} to ${settings.quiet_hours.to}, by the contact's clock.`,
    });
  if (settings.business_hours)
    rules.push({
      title: "Business hours",
      text: `Messages leave ${businessHoursWords(settings.business_hours.windows)}, by ${settings.business_hours.zone === "contact" ? "the contact's" : "the workspace's"} clock; others wait.`,
    });
  if (settings.frequency_cap)
    rules.push({
      title: "Frequency cap",
      text: `At most ${settings.frequency_cap.messages} messages to a contact per ${plainText(describeDuration(settings.frequency_cap.per))}.`,
    });
  if (settings.loop_guard !== undefined)
    rules.push({
      title: "Loop guard",
      text: `It is paused when Baton's own actions start it for one contact more than ${settings.loop_guard === 1 ? "once" : `${settings.loop_guard} times`} an hour.`,
    });
  return rules;
}

const plural = (count: number, noun: string): string =>
  `${count.toLocaleString("en-US")} ${noun}${count === 1 ? " begins" : "s begin"}`;

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
