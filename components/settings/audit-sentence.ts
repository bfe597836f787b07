import type { AuditEntry } from "./settings-types";

/** "published the flow": what was done, for the line "Ada published the flow Welcome". */
export function auditSentence({ action, targetType }: Pick<AuditEntry, "action" | "targetType">): string {
  const known = sentences[action];
  if (known) return known;
  const verb = action.split(".").at(-1) ?? action;
  return `${verb.replaceAll("_", " ")} the ${inSentence(targetType)}`;
}

/** "api_key" → "API key", "flow" → "Flow" */
export function nounWord(noun: string): string {
  const words = inSentence(noun);
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** What else the entry tells, as short phrases: "role: viewer → admin". */
export function auditDetails(details: unknown): string[] {
  if (!isRecord(details)) return [];
  const { before, after, ...rest } = details;
  return [...changes(before, after), ...Object.entries(rest).flatMap(([key, value]) => phrase(key, value))];
}

const inSentence = (noun: string) => noun.replaceAll("_", " ").replace(/\bapi\b/, "API");

const sentences: Record<string, string> = {
  "member.added": "added the member",
  "member.removed": "removed the member",
  "member.left": "left the workspace",
  "member.role_changed": "changed the role of",
  "pool.created": "created the owner pool",
  "pool.changed": "changed the owner pool",
  "pool.deleted": "deleted the owner pool",
  "pool.went_off_duty": "put somebody off duty in the owner pool",
  "pool.went_on_duty": "put somebody on duty in the owner pool",
  "agent.created": "created the voice agent",
  "agent.changed": "changed the voice agent",
  "agent.deleted": "deleted the voice agent",
  "agent.went_on_duty": "put on duty the voice agent",
  "agent.went_off_duty": "took off duty the voice agent",
  "task.reopened": "opened again the task",
  "connection.created": "created the connection",
  "connection.changed": "changed the connection",
  "connection.removed": "removed the connection",
  "connection.secret_changed": "made a new secret for the connection",
  "connection.default_chosen": "made email leave by",
  "message_template.created": "created the message template",
  "message_template.changed": "changed the message template",
  "message_template.removed": "removed the message template",
  "sending_rules.changed": "changed the",
  "flow.approval_requested": "asked to publish the flow",
  "flow.approval_approved": "approved to publish the flow",
  "flow.approval_declined": "declined to publish the flow",
  "flow.approval_withdrawn": "took back the question to publish the flow",
  "plan.changed": "changed the plan of the workspace",
  "plan.change_scheduled": "chose a smaller plan from the next period on for the workspace",
  "plan.change_withdrawn": "kept the plan of the workspace",
  "plan.change_unpaid": "chose a larger plan, which is not paid yet, for the workspace",
  "checkout.started": "went to pay for a plan of the workspace",
  "billing_portal.opened": "opened the payment page of the workspace",
  "billing.status_changed": "changed how payments stand for the workspace",
  "subscription.canceled": "canceled the plan of the workspace",
  "subscription.resumed": "resumed the plan of the workspace",
  "overage.switched_on": "switched on overage for the workspace",
  "overage.switched_off": "switched off overage for the workspace",
  "overage.changed": "changed the cap on overage of the workspace",
  "flow.budget_set": "set the budget of the flow",
  "flow.budget_removed": "removed the budget of the flow",
  "credit.granted": "gave the workspace tokens:",
  "credit.expired": "let the rest of these tokens expire:",
  "usage.refunded": "gave back the charge",
  "workspace.pricing_agreed": "agreed on prices of its own for",
  "suppression.added": "added to the suppression list",
  "suppression.removed": "took off the suppression list",
  "workspace.updated": "changed the workspace",
  "contact.opt_out_lifted": "lifted the opt-out of",
  "workspace.referral_url_changed": "changed where referral links of the workspace lead,",
};

function changes(before: unknown, after: unknown): string[] {
  if (before === undefined && after === undefined) return [];
  if (!isRecord(before) || !isRecord(after)) return [`${inWords(before)} → ${inWords(after)}`];
  return Object.keys(after)
    .filter((key) => inWords(before[key]) !== inWords(after[key]))
    .map((key) => `${inSentence(key)}: ${inWords(before[key])} → ${inWords(after[key])}`);
}

function phrase(key: string, value: unknown): string[] {
  const words = inWords(value);
  return words === "none" ? [] : [`${inSentence(key)}: ${words}`];
}

function inWords(value: unknown): string {
  if (value === null || value === undefined || value === "") return "none";
  if (Array.isArray(value)) return value.length > 0 ? value.map(inWords).join(", ") : "none";
  if (isRecord(value))
    return (
      Object.entries(value)
        .map(([key, one]) => `${key} ${inWords(one)}`)
        .join(", ") || "none"
    );
  return String(value);
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
