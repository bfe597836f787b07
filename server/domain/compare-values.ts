import type { Operator } from "./condition";
import { instantOf } from "./instant";
import { matchesPattern } from "./pattern";

/**
 * One question about one value. Numbers as text compare as numbers, moments by their instant. `contains`, `starts_with`
 * and `ends_with` do not mind upper and lower case; `equals` and `in` do. A missing value (or null) fails every positive
 * question and passes every negative one; a blank text does not "exist".
 */
export function holds(operator: Operator, actual: unknown, expected: unknown): boolean {
  const missing = actual === undefined || actual === null;
  switch (operator) {
    case "exists":
      return !missing && (typeof actual !== "string" || actual.trim() !== "");
    case "not_exists":
      return !holds("exists", actual, expected);
    case "equals":
      return expected === null || expected === undefined ? missing : !missing && isSame(actual, expected);
    case "not_equals":
      return !holds("equals", actual, expected);
    case "contains":
      return !missing && contains(actual, expected);
    case "not_contains":
      return !holds("contains", actual, expected);
    case "in":
      return !missing && listOf(expected).some((item) => isAmong(actual, item));
    case "not_in":
      return !holds("in", actual, expected);
    case "starts_with":
      return !missing && folded(actual).startsWith(folded(expected));
    case "ends_with":
      return !missing && folded(actual).endsWith(folded(expected));
    case "gt":
      return difference(actual, expected, numberOrInstant) > 0;
    case "gte":
      return difference(actual, expected, numberOrInstant) >= 0;
    case "lt":
      return difference(actual, expected, numberOrInstant) < 0;
    case "lte":
      return difference(actual, expected, numberOrInstant) <= 0;
    case "before":
      return difference(actual, expected, instantOf) < 0;
    case "after":
      return difference(actual, expected, instantOf) > 0;
    case "matches":
      return !missing && matchesPattern(textOf(actual), textOf(expected));
  }
}

function isSame(a: unknown, b: unknown): boolean {
  if (typeof a === "object" || typeof b === "object") return isDeepEqual(a, b);
  if (typeof a === "number" || typeof b === "number") {
    const [left, right] = [numberOf(a), numberOf(b)];
    if (left !== null && right !== null) return left === right;
  }
  return String(a) === String(b);
}

function isDeepEqual(a: unknown, b: unknown): boolean {
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return a === b;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const [left, right] = [new Map(Object.entries(a)), new Map(Object.entries(b))];
  return (
    left.size === right.size &&
    [...left].every(([key, value]) => right.has(key) && isDeepEqual(value, right.get(key)))
  );
}

function contains(actual: unknown, expected: unknown): boolean {
  if (Array.isArray(actual)) return actual.some((item) => isSame(item, expected));
  return folded(actual).includes(folded(expected));
}

/** A list of values is among others when one of them is. */
const isAmong = (actual: unknown, item: unknown): boolean =>
  isSame(actual, item) || (Array.isArray(actual) && actual.some((one) => isSame(one, item)));

/** A list, or text such as "US, CA". */
function listOf(expected: unknown): unknown[] {
  if (Array.isArray(expected)) return expected;
  return typeof expected === "string" ? expected.split(",").map((item) => item.trim()) : [expected];
}

/** NaN when the two cannot be compared: then nothing is more, less or equal. */
function difference(
  actual: unknown,
  expected: unknown,
  read: (value: unknown, other: unknown) => number | null,
): number {
  const [left, right] = [read(actual, expected), read(expected, actual)];
  return left === null || right === null ? Number.NaN : left - right;
}

const numberOrInstant = (value: unknown, other: unknown): number | null =>
  numberOf(value) !== null && numberOf(other) !== null ? numberOf(value) : instantOf(value);

function numberOf(value: unknown): number | null {
  const number = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
  return typeof number === "number" && Number.isFinite(number) ? number : null;
}

const folded = (value: unknown): string => textOf(value).toLowerCase();

const textOf = (value: unknown): string =>
  typeof value === "object" && value !== null ? JSON.stringify(value) : String(value ?? "");
