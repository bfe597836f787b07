import type { Condition } from "./condition";
import type { Step } from "./step";
import { isTemplate } from "./template-source";

/** Whether anything can go wrong in a step, so that its error branch is taken. In doubt, yes. */
export function canFail(step: Step): boolean {
  switch (step.type) {
    case "end":
    case "join":
    case "parallel":
    case "approval":
      return false;
    case "action":
      return !(
        isPlatform(step.plugin_id) &&
        step.action_id === "log" &&
        isPlain(step.config) &&
        "message" in step.config
      );
    case "delay":
      return step.until !== undefined || typeof step.for?.value === "string";
    case "set_variables":
      return !isPlain(step.variables);
    case "wait_for_event":
      return !isPlain(step.match) || typeof step.timeout?.value === "string";
    case "condition":
      return asks(step.condition);
    case "branch":
      return step.cases.some(({ condition }) => asks(condition));
    case "for_each":
      return !(
        Array.isArray(step.items) &&
        step.items.length <= step.limit &&
        step.on_item_error === "continue"
      );
    case "code":
    case "sub_flow":
      return true;
  }
}

const isPlatform = (plugin: string | undefined): boolean => plugin === undefined || plugin === "platform";

/** Plugins may not answer, templates and patterns may not be readable. */
function asks(condition: Condition): boolean {
  if ("and" in condition) return condition.and.some(asks);
  if ("or" in condition) return condition.or.some(asks);
  if ("condition_id" in condition) return true;
  return condition.operator === "matches" || !isPlain(condition.value) || isTemplate(condition.field);
}

function isPlain(value: unknown): boolean {
  if (typeof value === "string") return !isTemplate(value);
  if (typeof value !== "object" || value === null) return true;
  return Object.values(value).every(isPlain);
}
