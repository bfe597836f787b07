import { actionInWords } from "./action-words";
import { listInWords } from "./condition-words";
import { describeAction } from "./describe-action";
import { describeDuration } from "./describe-duration";
import { describeStep } from "./describe-step";
import { eventWords } from "./event-catalogue";
import { canonicalEventType } from "./event-type";
import type { FlowLine } from "./flow-line";
import type { ActionStep, Step } from "./step";
import { reference, type TextPart, templateParts, value, words } from "./text-part";

type Said = Pick<FlowLine, "kind" | "lead" | "parts">;

/** What a step does, as a line of its flow's telling: “Wait 3 days”, “Then send an SMS to …”. */
export function stepWords(step: Step): Said {
  switch (step.type) {
    case "action":
      return then(actionSentence(step));
    case "delay":
      return { kind: "wait", lead: "Wait", parts: describeStep(step) };
    case "wait_for_event":
      return { kind: "wait", lead: "Wait", parts: waitSentence(step) };
    case "approval":
      return { kind: "wait", lead: "Wait", parts: [words("for an approval. "), ...describeStep(step)] };
    case "branch":
      return { kind: "if", lead: "Choose", parts: [words("the first way that fits")] };
    case "parallel":
      return then([words(`do ${step.branches.length} things at once`)]);
    case "join":
      return step.mode === "all"
        ? { kind: "wait", lead: "Wait", parts: [words("until all of them are done")] }
        : then([words("go on with whichever comes first")]);
    case "for_each":
      return { kind: "each", lead: "For each", parts: [words("of "), ...itemsOf(step.items)] };
    case "sub_flow":
      return then([words("run the flow "), { kind: "flow", text: step.flow_id }, words(" and wait for it")]);
    case "set_variables":
      return then([words("remember "), ...describeStep(step)]);
    case "code":
      return then([words(step.name ? `run the code “${step.name}”` : "run code")]);
    case "end":
      return then([
        words(step.outcome === "failed" ? "end as failed" : "end"),
        ...(step.reason ? [words(`: ${step.reason}`)] : []),
      ]);
    // Told with its ways.
    case "condition":
      return { kind: "if", lead: "If", parts: describeStep(step) };
  }
}

const then = (parts: TextPart[]): Said => ({ kind: "do", lead: "Then", parts });

/** What cards say of the best-known actions begins with a noun; a sentence needs a verb. */
const VERBS: Record<string, readonly [card: string, sentence: string]> = {
  send_sms: ["SMS to ", "send an SMS to "],
  send_email: ["Email to ", "send an email to "],
  make_call: ["Call ", "call "],
  create_task: ["Task", "create a task"],
};

function actionSentence(step: ActionStep): TextPart[] {
  const details = describeAction(step);
  const [card, sentence] = VERBS[step.action_id] ?? [];
  const [first, ...rest] = details;
  if (sentence !== undefined && first?.kind === "words" && first.text === card)
    return [words(sentence), ...rest];
  const deed = words(actionInWords(step.action_id));
  // Of an action without settings the card tells where it runs.
  if (first?.kind === "words" && first.text === `Runs in ${step.plugin_id}`)
    return [deed, words(` by ${step.plugin_id}`)];
  return details.length > 0 ? [deed, words(" ("), ...details, words(")")] : [deed];
}

function waitSentence(step: Extract<Step, { type: "wait_for_event" }>): TextPart[] {
  const events = step.event_types.map((type) => eventWords(canonicalEventType(type)));
  return [
    words(`until ${listInWords(events, "or")}`),
    ...(step.same_contact ? [] : [words(", whoever it is about")]),
    ...Object.entries(step.match).flatMap(([path, expected], index) => [
      words(index > 0 ? " and " : ", "),
      ...matchWords(path, expected),
    ]),
    ...(step.timeout ? [words(", at most "), ...describeDuration(step.timeout)] : []),
  ];
}

function matchWords(path: string, expected: unknown): TextPart[] {
  const text = typeof expected === "string" ? expected : JSON.stringify(expected);
  const parts = templateParts(text, "value");
  const [only, ...others] = parts;
  // {{trigger.order_id}} where order_id is looked at: the same order.
  if (only?.kind === "reference" && others.length === 0 && only.label.split(".").at(-1) === path)
    return [words("with the same "), reference(path)];
  return [words("where "), reference(path), words(" is "), ...parts];
}

const itemsOf = (items: string | readonly unknown[]): TextPart[] =>
  typeof items === "string"
    ? templateParts(items, "value")
    : [value(`${items.length} ${items.length === 1 ? "item" : "items"}`)];
