import type { Operator } from "@/server/domain/condition";
import { OPERATOR_WORDS } from "@/server/domain/condition-words";
import type { ValueKind } from "../data/data-node";

/** Operators that make sense for a value of a kind, the usual one first. */
export function operatorsFor(kind: ValueKind): readonly Operator[] {
  return OPERATORS[kind];
}

const SET: Operator[] = ["exists", "not_exists"];
const TEXT: Operator[] = [
  ...(["equals", "not_equals", "contains", "not_contains", "starts_with", "ends_with"] as const),
  ...(["in", "not_in", "matches"] as const),
];
const NUMBER: Operator[] = ["equals", "not_equals", "gt", "gte", "lt", "lte", "in", "not_in"];

const OPERATORS: Record<ValueKind, readonly Operator[]> = {
  text: [...TEXT, ...SET],
  number: [...NUMBER, ...SET],
  boolean: ["equals", "not_equals", ...SET],
  date: ["after", "before", "equals", "not_equals", ...SET],
  list: ["contains", "not_contains", "in", "not_in", "equals", ...SET],
  object: ["exists", "not_exists", "equals", "not_equals", "contains"],
  nothing: [...TEXT, "gt", "gte", "lt", "lte", "before", "after", ...SET],
};

/** As a person says it of such a value. */
export function operatorWords(operator: Operator, kind: ValueKind): string {
  if (kind === "list" && operator === "in") return "has one of";
  if (kind === "list" && operator === "not_in") return "has none of";
  if (operator === "matches") return "matches the pattern";
  return OPERATOR_WORDS[operator];
}

/** How the value of a rule is entered. */
export type ValueForm = "none" | "text" | "number" | "boolean" | "date" | "list";

export function valueForm(operator: Operator, kind: ValueKind): ValueForm {
  if (operator === "exists" || operator === "not_exists") return "none";
  if (operator === "in" || operator === "not_in") return "list";
  if (operator === "before" || operator === "after") return "date";
  if (["gt", "gte", "lt", "lte"].includes(operator)) return kind === "date" ? "date" : "number";
  if (operator === "equals" || operator === "not_equals") {
    if (kind === "boolean" || kind === "number" || kind === "date") return kind;
  }
  return "text";
}

/** The value that a rule keeps when its operator changes: as the new form writes it, or nothing. */
export function valueFor(form: ValueForm, value: unknown): unknown {
  if (form === "none") return undefined;
  if (typeof value === "string" && value.includes("{{")) return value;
  if (form === "list") {
    if (Array.isArray(value)) return value;
    return value === undefined || value === null || value === "" ? [] : [value];
  }
  const single = Array.isArray(value) ? value[0] : value;
  if (form === "boolean") return single === true || single === "true";
  if (form === "number") {
    const number = single === "" || single === null || single === undefined ? Number.NaN : Number(single);
    return Number.isFinite(number) ? number : 0;
  }
  return single === undefined || single === null || typeof single === "object" ? "" : String(single);
}
