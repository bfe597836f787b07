import type { Step, StepType } from "./step";

/** The name a person gave the step, or what it is. */
export function stepTitle(step: Step): string {
  if (step.name) return step.name;
  return step.type === "action" ? sentenceCase(step.action_id) : TITLES[step.type];
}

/** `send_welcome_email` → “Send welcome email” */
export function sentenceCase(key: string): string {
  const spaced = key.replace(/[._-]+/g, " ").trim();
  const text = spaced.charAt(0).toUpperCase() + spaced.slice(1);
  return text.replace(/\b(sms|crm|http|ai|url|api|id)\b/gi, (word) => word.toUpperCase());
}

const TITLES: Record<Exclude<StepType, "action">, string> = {
  condition: "Check a condition",
  delay: "Wait",
  wait_for_event: "Wait for an event",
  branch: "Choose a branch",
  parallel: "Do at once",
  join: "Join",
  for_each: "Repeat for each",
  approval: "Ask for approval",
  sub_flow: "Run another flow",
  set_variables: "Set variables",
  code: "Run code",
  end: "End",
};
