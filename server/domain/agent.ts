/** A voice agent: who speaks in calls. */
import * as z from "zod";
import { externalIdSchema } from "./external-id";
import { phoneNumber } from "./phone-number";
import { PLANS, type Plan, planKeys } from "./plans";

const text = (longest: number) =>
  z
    .string("Has to be text.")
    .trim()
    .max(longest, `Use at most ${longest.toLocaleString("en")} characters.`);

export const agentSchema = z.object({
  external_id: externalIdSchema.optional(),
  name: text(100).min(1, "Give the agent a name."),
  fromNumber: z
    .string("Has to be text.")
    .trim()
    .max(40, "Is at most 40 characters long.")
    .transform((given, context) => {
      if (!given) return null;
      const number = phoneNumber(given);
      if (number) return number;
      const message = `“${given}” is no phone number. Write it with its country code, like +14155550100.`;
      context.addIssue({ code: "custom", message });
      return z.NEVER;
    })
    .nullable()
    .default(null),
  voice: text(100).default(""),
  greeting: text(500).default(""),
  script: text(10_000).default(""),
});
export type AgentFields = z.output<typeof agentSchema>;

/** Why one more agent cannot go on duty under the plan, and the ways out; null when it can. */
export function whyNotOnDuty(name: string, plan: Plan, onDuty: string[]): string | null {
  if (onDuty.length < plan.maxAgents) return null;
  const larger = planKeys.map((key) => PLANS[key]).find((each) => each.maxAgents > plan.maxAgents);
  const named = onDuty.slice(0, 3).map((each) => `“${each}”`);
  const who = onDuty.length > 3 ? "another agent" : named.join(" or ");
  const upgrade = larger
    ? `, or upgrade to ${larger.name} for ${larger.maxAgents} under Settings → Billing`
    : "";
  return `“${name}” was not put on duty: the ${plan.name} plan has ${plan.maxAgents === 1 ? "one voice agent" : `${plan.maxAgents} voice agents`} on duty at a time. Take ${who} off duty first${upgrade}.`;
}
