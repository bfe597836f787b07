import { counted } from "./counted";
import { describeAction } from "./describe-action";
import { describeCondition } from "./describe-condition";
import { describeDuration } from "./describe-duration";
import type { Step } from "./step";
import { flowPart, reference, shorten, type TextPart, templateParts, value, words } from "./text-part";

/** One line in words about what a step does. Empty when its title says it all. */
export function describeStep(step: Step): TextPart[] {
  switch (step.type) {
    case "action":
      return describeAction(step);
    case "condition":
      return describeCondition(step.condition);
    case "delay":
      return describeDelay(step);
    case "wait_for_event":
      return [
        words("For "),
        ...list(step.event_types, "or"),
        ...(step.same_contact ? [words(" of the same contact")] : []),
        ...Object.entries(step.match).flatMap(([path, expected]) => [
          words(" where "),
          reference(path),
          words(" is "),
          ...templateParts(typeof expected === "string" ? expected : JSON.stringify(expected), "value"),
        ]),
        ...(step.timeout ? [words(", at most "), ...describeDuration(step.timeout)] : []),
      ];
    case "branch":
      return [
        words("The first that holds: "),
        ...list(
          step.cases.map((option) => option.name ?? option.id),
          "or",
        ),
      ];
    case "parallel":
      return [words(`${step.branches.length} branches at once`)];
    case "join":
      return [
        words(step.mode === "all" ? "Waits for all branches" : "Goes on with the first branch that arrives"),
      ];
    case "for_each":
      return [
        words("For each of "),
        ...(typeof step.items === "string"
          ? templateParts(step.items, "value")
          : [value(`${step.items.length} items`)]),
        ...(step.concurrency > 1 ? [words(`, ${step.concurrency} at a time`)] : []),
      ];
    case "approval":
      return describeApproval(step);
    case "sub_flow":
      return [words("Runs "), flowPart(step.flow_id), words(" and waits for it")];
    case "set_variables":
      return Object.entries(step.variables)
        .slice(0, 3)
        .flatMap(([name, setting], index) => [
          words(`${index > 0 ? ", " : ""}${name} = `),
          ...shorten(
            templateParts(typeof setting === "string" ? setting : JSON.stringify(setting), "value"),
            40,
          ),
        ]);
    case "code":
      return [words(`JavaScript, ${counted(step.source.split("\n").length, "line")}`)];
    case "end":
      return [
        words(step.outcome === "failed" ? "Ends the run as failed" : "Ends the run"),
        ...(step.reason ? [words(`: ${step.reason}`)] : []),
      ];
  }
}

function describeDelay(step: Extract<Step, { type: "delay" }>): TextPart[] {
  const pieces: TextPart[][] = [];
  if (step.for) pieces.push(describeDuration(step.for));
  if (step.until) pieces.push([words("until "), ...templateParts(step.until, "value")]);
  if (step.next) {
    const days = step.next.weekdays?.map((day) => WEEKDAYS[day - 1] ?? "") ?? [];
    pieces.push([
      words("until "),
      value(step.next.time),
      ...(days.length > 0 ? [words(" on "), ...list(days, "or")] : []),
      words(ZONES[step.next.zone] ?? ` in ${step.next.zone}`),
    ]);
  }
  return pieces.flatMap((piece, index) => (index > 0 ? [words(", then "), ...piece] : piece));
}

function describeApproval(step: Extract<Step, { type: "approval" }>): TextPart[] {
  const { roles, user_ids } = step.approvers;
  const people = [...roles, ...(user_ids.length > 0 ? [counted(user_ids.length, "member")] : [])];
  return [
    words("Asks "),
    ...(people.length > 0 ? list(people, "or") : [words("the workspace")]),
    ...(step.message ? [words(": “"), ...shorten(templateParts(step.message), 60), words("”")] : []),
  ];
}

const WEEKDAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
const ZONES: Record<string, string> = { workspace: "", contact: " at the contact's place" };

function list(names: readonly string[], joiner: string): TextPart[] {
  return names.flatMap((name, index) => [
    ...(index > 0 ? [words(index === names.length - 1 ? ` ${joiner} ` : ", ")] : []),
    value(name),
  ]);
}
