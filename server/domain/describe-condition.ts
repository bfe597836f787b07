import type { Condition } from "./condition";
import { OPERATOR_WORDS } from "./condition-words";
import { reference, type TextPart, templateParts, value, words } from "./text-part";

/** A condition as one reads it aloud: “country is US and (amount is at least 100 or vip is set)”. */
export function describeCondition(condition: Condition, nested = false): TextPart[] {
  if ("and" in condition) return group(condition.and, "and", nested);
  if ("or" in condition) return group(condition.or, "or", nested);
  if ("condition_id" in condition) {
    return [
      reference(condition.condition_id),
      words(` ${spell(condition.operator)} `),
      ...valueParts(condition.value),
      words(` (${condition.plugin_id})`),
    ];
  }
  const field = { ...reference(condition.field), label: fieldLabel(condition.field) };
  const operator = OPERATOR_WORDS[condition.operator];
  if (condition.operator === "exists" || condition.operator === "not_exists")
    return [field, words(` ${operator}`)];
  return [field, words(` ${operator} `), ...valueParts(condition.value)];
}

function group(members: Condition[], joiner: "and" | "or", nested: boolean): TextPart[] {
  const parts = members.flatMap((member, index) => [
    ...(index > 0 ? [words(` ${joiner} `)] : []),
    ...describeCondition(member, true),
  ]);
  return nested && members.length > 1 ? [words("("), ...parts, words(")")] : parts;
}

function valueParts(operand: unknown): TextPart[] {
  if (Array.isArray(operand)) {
    return operand.flatMap((item, index) => [
      ...(index > 0 ? [words(index === operand.length - 1 ? " or " : ", ")] : []),
      ...valueParts(item),
    ]);
  }
  if (operand === null || operand === undefined || operand === "") return [value("empty")];
  if (typeof operand === "object") return [value(JSON.stringify(operand))];
  return templateParts(String(operand), "value");
}

/** The last name of a path says enough, unless it would fit anything. */
function fieldLabel(field: string): string {
  const path = field.replace(/^trigger\./, "").split(".");
  const last = path.at(-1) ?? field;
  const vague = /^(id|name|type|value|status|count|total|output|\d+)$/.test(last);
  return path.slice(vague ? -2 : -1).join(".");
}

const spell = (operator: string) => operator.replaceAll("_", " ");
