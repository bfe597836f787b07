import { RE2JS } from "re2js";
import type { Condition, Operator } from "./condition";
import type { DataScope } from "./data-scope";

type PluginRule = Extract<Condition, { condition_id: string }>;

/** Whether a condition holds for what the scope shows. Rules that a plugin answers were asked before and come as `plugin`. */
export function evaluateCondition(condition: Condition, scope: Pick<DataScope, "lookup">, plugin: (rule: PluginRule) => boolean = () => false): boolean {
  if ("and" in condition) return condition.and.every((part) => evaluateCondition(part, scope, plugin));
  if ("or" in condition) return condition.or.some((part) => evaluateCondition(part, scope, plugin));
  if ("condition_id" in condition) return plugin(condition);
  return holds(condition.operator, scope.lookup(condition.field), condition.value);
}

/** A missing field fails every positive question and passes every negative one. */
export function holds(operator: Operator, actual: unknown, expected: unknown): boolean {
  const missing = actual === undefined || actual === null;
  switch (operator) {
    case "exists":
      return !missing && actual !== "";
    case "not_exists":
      return missing || actual === "";
    case "equals":
      return expected === null || expected === undefined ? missing : !missing && same(actual, expected);
    case "not_equals":
      return !holds("equals", actual, expected);
    case "contains":
      return !missing && includes(actual, expected);
    case "not_contains":
      return !holds("contains", actual, expected);
    case "in":
      return !missing && listOf(expected).some((item) => same(actual, item));
    case "not_in":
      return !holds("in", actual, expected);
    case "starts_with":
      return !missing && textOf(actual).startsWith(textOf(expected));
    case "ends_with":
      return !missing && textOf(actual).endsWith(textOf(expected));
    case "gt":
    case "gte":
    case "lt":
    case "lte":
      return !missing && ordered(operator, actual, expected);
    case "before":
    case "after":
      return !missing && inTime(operator, actual, expected);
    case "matches":
      return !missing && matches(textOf(actual), textOf(expected));
  }
}

/** Numbers as text compare as numbers, true as "true"; everything else by its text. */
function same(a: unknown, b: unknown): boolean {
  if (typeof a === "object" || typeof b === "object") return JSON.stringify(a) === JSON.stringify(b);
  const [left, right] = [numberOf(a), numberOf(b)];
  if (left !== null && right !== null && (typeof a === "number" || typeof b === "number")) return left === right;
  return String(a) === String(b);
}

function includes(actual: unknown, expected: unknown): boolean {
  if (Array.isArray(actual)) return actual.some((item) => same(item, expected));
  return textOf(actual).toLowerCase().includes(textOf(expected).toLowerCase());
}

/** A list, or text such as "US, CA". */
function listOf(expected: unknown): unknown[] {
  if (Array.isArray(expected)) return expected;
  return typeof expected === "string" ? expected.split(",").map((item) => item.trim()) : [expected];
}

function ordered(operator: "gt" | "gte" | "lt" | "lte", actual: unknown, expected: unknown): boolean {
  const [left, right] = [numberOf(actual), numberOf(expected)];
  const difference = left !== null && right !== null ? left - right : compareInstants(actual, expected);
  if (difference === null) return false;
  if (operator === "gt") return difference > 0;
  if (operator === "gte") return difference >= 0;
  return operator === "lt" ? difference < 0 : difference <= 0;
}

function inTime(operator: "before" | "after", actual: unknown, expected: unknown): boolean {
  const difference = compareInstants(actual, expected);
  if (difference === null) return false;
  return operator === "before" ? difference < 0 : difference > 0;
}

function compareInstants(a: unknown, b: unknown): number | null {
  const [left, right] = [instantOf(a), instantOf(b)];
  return left === null || right === null ? null : left - right;
}

/** An ISO date or instant, or Unix time in seconds or milliseconds. */
function instantOf(value: unknown): number | null {
  if (typeof value === "number") return value > 1e11 ? value : value * 1000;
  if (typeof value !== "string" || !/^\d{4}-\d\d/.test(value)) return null;
  const time = Date.parse(value);
  return Number.isNaN(time) ? null : time;
}

function numberOf(value: unknown): number | null {
  if (typeof value === "number") return Number.isFinite(value) ? value : null;
  if (typeof value !== "string" || value.trim() === "") return null;
  const number = Number(value);
  return Number.isFinite(number) ? number : null;
}

const textOf = (value: unknown): string => (typeof value === "object" ? JSON.stringify(value) : String(value ?? ""));

const patterns = new Map<string, RE2JS | null>();

/** RE2 syntax: matching takes time linear in the text, so a customer's pattern cannot stop the process. An invalid one never matches. */
function matches(text: string, pattern: string): boolean {
  if (!patterns.has(pattern)) {
    if (patterns.size > 500) patterns.clear();
    patterns.set(pattern, compile(pattern));
  }
  return patterns.get(pattern)?.matcher(text).find() ?? false;
}

function compile(pattern: string): RE2JS | null {
  try {
    return RE2JS.compile(pattern);
  } catch {
    return null;
  }
}
