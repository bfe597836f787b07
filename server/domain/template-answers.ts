import { durationSchema } from "./duration";
import { type FlowDefinition, flowDefinitionSchema } from "./flow";
import { LIMITS } from "./flow-limits";
import { limitProblems } from "./limit-problems";
import { schemaProblems } from "./schema-problems";
import { templateProblem } from "./template";
import { valueAt, withValueAt } from "./template-places";
import { choicesOf, type TemplateQuestion } from "./template-question";
import { isTemplate } from "./template-source";

export type AnswerProblem = { field: string; message: string };
export type Answered = { ok: true; definition: FlowDefinition } | { ok: false; problems: AnswerProblem[] };

/**
 * The flow with the answers in their places; `field` of a problem is the id of a question. An answer that is not given is
 * the question's initial one, an empty one that may be empty leaves what stands there. Of `workspace` come the name, where
 * a question is prefilled with it, and the clocks that a schedule goes by.
 */
export function applyAnswers(
  definition: FlowDefinition,
  questions: readonly TemplateQuestion[],
  answers: Readonly<Record<string, unknown>>,
  workspace: { name?: string; timezone?: string } = {},
): Answered {
  const problems: AnswerProblem[] = [];
  const complain = (field: string, message: string) => problems.push({ field, message });
  for (const id of Object.keys(answers))
    if (!questions.some((question) => question.id === id))
      complain(id, "This template does not ask that. Take the answer out.");

  let document: unknown = inZone(definition, workspace.timezone);
  for (const question of questions) {
    const given = Object.hasOwn(answers, question.id)
      ? answers[question.id]
      : initialAnswer(question, workspace);
    const answer = read(question, given);
    if ("problem" in answer) complain(question.id, answer.problem);
    if (!("value" in answer)) continue;
    for (const place of question.sets) {
      const written = write(question, answer.value, place, valueAt(document, place));
      const changed = "problem" in written ? null : withValueAt(document, place, written.value);
      if ("problem" in written) complain(question.id, written.problem);
      else if (changed === null) complain(question.id, `The flow has no place “${place}” for this answer.`);
      else document = changed;
    }
  }
  if (problems.length > 0) return { ok: false, problems };
  const parsed = flowDefinitionSchema.safeParse(document);
  const wrong = parsed.success
    ? limitProblems(parsed.data)
    : schemaProblems(parsed.error.issues, { ...(typeof document === "object" && document) });
  if (!parsed.success || wrong.length > 0)
    return {
      ok: false,
      problems: wrong.map(({ stepId, field, message }) => ({ field: placed(stepId, field), message })),
    };
  return { ok: true, definition: parsed.data };

  /** Which question it was that put something wrong there; "" when none did. */
  function placed(stepId: string | null, field: string): string {
    const place = stepId === null ? field : `steps.${stepId}.${field}`;
    return (
      questions.find(({ sets }) => sets.some((one) => place.startsWith(one) || one.startsWith(place)))?.id ??
      ""
    );
  }
}

/** What stands in the form to begin with. */
export const initialAnswer = (
  { initial, prefill }: TemplateQuestion,
  workspace: { name?: string },
): unknown => (initial === "" && prefill === "workspace_name" ? (workspace.name ?? "") : initial);

const inZone = (definition: FlowDefinition, timezone: string | undefined): FlowDefinition =>
  timezone !== undefined && definition.trigger.type === "schedule"
    ? { ...definition, trigger: { ...definition.trigger, timezone } }
    : definition;

type Read = { value: unknown } | { problem: string } | { empty: true };

/** What somebody answered, as the kind of the question has it. */
function read(question: TemplateQuestion, given: unknown): Read {
  if (given === undefined || given === null || (typeof given === "string" && given.trim() === ""))
    return question.optional ? { empty: true } : { problem: "Answer this one: only you can know it." };
  switch (question.kind) {
    case "number":
      return number(question, given);
    case "duration":
      return duration(given);
    case "time":
      return typeof given === "string" && /^([01]\d|2[0-3]):[0-5]\d$/.test(given.trim())
        ? { value: given.trim() }
        : { problem: "Write a time as 09:00." };
    case "choice":
    case "channel": {
      const choices = choicesOf(question);
      return choices.some(({ value }) => value === given)
        ? { value: given }
        : { problem: `Choose one of: ${choices.map(({ label }) => label).join(", ")}.` };
    }
    default:
      return text(question, given);
  }
}

const LONGEST = { text: 500, long_text: 5_000, member: 254, pool: 200 };

function text({ kind }: TemplateQuestion, given: unknown): Read {
  const longest = LONGEST[kind === "long_text" || kind === "member" || kind === "pool" ? kind : "text"];
  if (typeof given !== "string") return { problem: "Answer in words." };
  if (given.length > longest) return { problem: `Use at most ${longest} characters.` };
  const problem = templateProblem(given);
  return problem ? { problem } : { value: kind === "long_text" ? given : given.trim() };
}

function number({ min, max }: TemplateQuestion, given: unknown): Read {
  const value = typeof given === "string" ? Number(given) : given;
  if (typeof value !== "number" || !Number.isFinite(value)) return { problem: "Enter a number." };
  if (min !== undefined && value < min) return { problem: `Enter ${min} or more.` };
  if (max !== undefined && value > max) return { problem: `Enter ${max} or less.` };
  return { value };
}

function duration(given: unknown): Read {
  const parsed = durationSchema.safeParse(given);
  const value = Number(parsed.data?.value);
  if (!parsed.success || !Number.isInteger(value) || value < 1)
    return { problem: "Say how long: a whole number, and of what." };
  if (value * MS[parsed.data.unit] > LIMITS.delayMs)
    return { problem: `A flow waits ${LIMITS.delayMs / MS.days} days at most.` };
  return { value: { value, unit: parsed.data.unit } };
}

const MS = { seconds: 1_000, minutes: 60_000, hours: 3_600_000, days: 86_400_000, weeks: 604_800_000 };

/** The answer as its place wants it: a time changes a schedule's hour, a length of time stays text where text stands. */
function write(
  { kind }: TemplateQuestion,
  value: unknown,
  place: string,
  standing: unknown,
): { value: unknown } | { problem: string } {
  // Only what a step says is rendered: elsewhere the braces would stand in the message.
  if (typeof value === "string" && isTemplate(value) && !place.startsWith("steps."))
    return { problem: "Write plain words here, without {{ references }}." };
  if (kind === "time" && place === "trigger.cron" && typeof standing === "string") {
    const [hour = 0, minute = 0] = String(value).split(":").map(Number);
    return { value: [minute, hour, ...standing.trim().split(/\s+/).slice(2)].join(" ") };
  }
  if (kind === "duration" && typeof standing === "string") {
    const length = durationSchema.parse(value);
    return { value: `${standing.trim().startsWith("-") ? "-" : ""}${length.value} ${length.unit}` };
  }
  return { value };
}
