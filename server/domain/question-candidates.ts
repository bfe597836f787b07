import type { Condition } from "./condition";
import { conditionInWords } from "./condition-words";
import { durationSchema } from "./duration";
import type { FlowDefinition } from "./flow";
import type { Step } from "./step";
import { sentenceCase, stepTitle } from "./step-title";
import type { TemplateQuestion } from "./template-question";
import { isTemplate } from "./template-source";

/** A place of a flow whose value a template may ask for. */
export type QuestionCandidate = {
  place: string;
  kind: TemplateQuestion["kind"];
  /** What to ask, until somebody says it better. */
  label: string;
  /** Where it stands, in words. */
  where: string;
  initial: TemplateQuestion["initial"];
};

/** Everything in a flow that somebody else may want otherwise: wording, times, amounts, people. */
export function questionCandidates(definition: FlowDefinition): QuestionCandidate[] {
  const { trigger, variables, settings } = definition;
  const start: QuestionCandidate[] = [];
  const at = trigger.type === "schedule" ? timeOf(trigger.cron) : null;
  if (at)
    start.push({
      place: "trigger.cron",
      kind: "time",
      label: "At what time?",
      where: "The start",
      initial: at,
    });
  if (settings.cool_down && typeof settings.cool_down.value === "number")
    start.push({
      ...{ place: "settings.cool_down", kind: "duration", label: "How long between two runs for a contact?" },
      ...{ where: "Settings", initial: settings.cool_down },
    });
  for (const [name, value] of Object.entries(variables)) {
    const kind = kindOf(name, value);
    if (kind)
      start.push({
        ...{ place: `variables.${name}`, kind, label: `${sentenceCase(name)}?`, where: "Variables" },
        initial: value,
      });
  }
  return [...start, ...[...definition.steps, ...definition.error_handlers].flatMap(ofStep)];
}

function ofStep(step: Step): QuestionCandidate[] {
  const where = stepTitle(step);
  const found = (field: string, candidate: Omit<QuestionCandidate, "place" | "where">) => ({
    place: `steps.${step.id}.${field}`,
    where,
    ...candidate,
  });
  switch (step.type) {
    case "action":
      return Object.entries(step.config).flatMap(([key, value]) => {
        const kind = kindOf(key, value);
        return kind
          ? [found(`config.${key}`, { kind, label: `${where}: ${sentenceCase(key)}?`, initial: value })]
          : [];
      });
    case "delay":
      return [
        ...(step.for && typeof step.for.value === "number"
          ? [found("for", { kind: "duration" as const, label: "Wait how long?", initial: step.for })]
          : []),
        ...(step.next
          ? [found("next.time", { kind: "time" as const, label: "At what time?", initial: step.next.time })]
          : []),
      ];
    case "wait_for_event":
    case "approval":
      return step.timeout && typeof step.timeout.value === "number"
        ? [found("timeout", { kind: "duration", label: "Wait at most how long?", initial: step.timeout })]
        : [];
    case "condition":
      return ofCondition(step.condition, "condition").map((one) => found(one.field, one.candidate));
    case "branch":
      return step.cases.flatMap(({ id, condition }) =>
        ofCondition(condition, `cases.${id}.condition`).map((one) => found(one.field, one.candidate)),
      );
    default:
      return [];
  }
}

function ofCondition(condition: Condition, field: string) {
  if (!("field" in condition)) return [];
  const { value } = condition;
  const kind = kindOf("", value);
  if (!kind || (typeof value !== "string" && typeof value !== "number")) return [];
  const label = `If ${conditionInWords(condition)}: what value?`;
  return [{ field: `${field}.value`, candidate: { kind, label, initial: value } }];
}

function kindOf(key: string, value: unknown): TemplateQuestion["kind"] | null {
  if (typeof value === "number") return "number";
  if (durationSchema.safeParse(value).success) return "duration";
  // Nothing but a reference is no wording: it says where a value comes from.
  if (typeof value !== "string" || /^\s*\{\{[^{}]*\}\}\s*$/.test(value)) return null;
  if (PEOPLE.test(key)) return "member";
  if (/^pool(?:_id|_name)?$/.test(key)) return "pool";
  return LONG.test(key) || value.length > 60 || (isTemplate(value) && value.includes("\n"))
    ? "long_text"
    : "text";
}

const PEOPLE = /^(?:owner|owner_id|owner_email|assignee|assigned_to)$/;
const LONG = /^(?:message|body|text|html|script|greeting|description)$/;

/** The time of a schedule that has one: “30 9 * * 1-5” → 09:30. */
function timeOf(cron: string): string | null {
  const [minute = "", hour = ""] = cron.trim().split(/\s+/);
  return /^\d{1,2}$/.test(minute) && /^\d{1,2}$/.test(hour)
    ? `${hour.padStart(2, "0")}:${minute.padStart(2, "0")}`
    : null;
}
