/**
 * Waits are found by an index, not by looking at each: a wait is filed under one equality of its expression, and an
 * event is looked up under each of its top-level data fields, and under the empty key for waits without an equality.
 */
import type { Expression } from "./expression";
import { isRecord } from "./is-record";

const LONGEST = 200;

/** Where a wait is filed, and what remains to be checked when an event is found there. */
export function fileWait(expression: Expression): { key: string; rest: Expression } {
  for (const [index, [left, right]] of expression.entries()) {
    const key = equalityKey(left, right) ?? equalityKey(right, left);
    if (key) return { key, rest: expression.filter((_, other) => other !== index) };
  }
  return { key: "", rest: expression };
}

export function eventKeys(event: { data: unknown }): string[] {
  const keys = [""];
  if (!isRecord(event.data)) return keys;
  for (const [field, value] of Object.entries(event.data)) {
    if (value !== null && typeof value === "object") continue;
    const key = matchKey(field, value);
    if (key) keys.push(key);
  }
  return keys;
}

function equalityKey(side: Expression[number][0], other: Expression[number][1]): string | null {
  if ("literal" in side || side.of !== "async" || side.path.length !== 2 || side.path[0] !== "data")
    return null;
  return "literal" in other ? matchKey(side.path[1] ?? "", other.literal) : null;
}

function matchKey(field: string, value: unknown): string | null {
  const key = `${field}=${JSON.stringify(value)}`;
  return key.length <= LONGEST && !key.includes("\u0000") ? key : null;
}
