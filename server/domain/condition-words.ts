import type { Condition, Operator } from "./condition";

export const OPERATOR_WORDS: Record<Operator, string> = {
  equals: "is",
  not_equals: "is not",
  contains: "contains",
  not_contains: "does not contain",
  starts_with: "starts with",
  ends_with: "ends with",
  in: "is one of",
  not_in: "is none of",
  exists: "is set",
  not_exists: "is not set",
  gt: "is more than",
  gte: "is at least",
  lt: "is less than",
  lte: "is at most",
  matches: "matches",
  before: "is before",
  after: "is after",
};

/** A condition as one reads it aloud: "country is US and (amount is at least 100 or vip is set)". */
export function conditionInWords(condition: Condition, nested = false): string {
  if ("and" in condition) return joined(condition.and, " and ", nested);
  if ("or" in condition) return joined(condition.or, " or ", nested);
  if ("condition_id" in condition) {
    return [fieldLabel(condition.condition_id), condition.operator, valueInWords(condition.value)]
      .join(" ")
      .replaceAll("_", " ")
      .trim();
  }
  const { field, operator, value } = condition;
  const question = `${fieldLabel(field)} ${OPERATOR_WORDS[operator]}`;
  return operator === "exists" || operator === "not_exists"
    ? question
    : `${question} ${valueInWords(value) || "empty"}`;
}

/** The last name of a path says enough, unless it would fit anything: "order status", not "status". */
export function fieldLabel(field: string): string {
  const path = field
    .replace(/^\{\{\s*|\s*\}\}$/g, "")
    .replace(/^trigger\./, "")
    .split(".");
  const vague = /^(id|name|type|value|status|count|total|output|\d+)$/.test(path.at(-1) ?? "");
  return path
    .slice(vague ? -2 : -1)
    .join(" ")
    .replaceAll("_", " ");
}

function joined(members: Condition[], joiner: string, nested: boolean): string {
  const text = members.map((member) => conditionInWords(member, true)).join(joiner);
  return nested && members.length > 1 ? `(${text})` : text;
}

function valueInWords(value: unknown): string {
  if (Array.isArray(value)) return listInWords(value.map(valueInWords), "or");
  if (value === null || value === undefined) return "";
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

/** "a, b or c" */
export const listInWords = (items: readonly string[], joiner: "and" | "or"): string =>
  items.length < 2 ? items.join("") : `${items.slice(0, -1).join(", ")} ${joiner} ${items.at(-1)}`;
