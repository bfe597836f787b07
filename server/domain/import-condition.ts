/** Conditions as other documents write them: other names for operators, lists that all must hold. */
export function importCondition(raw: unknown): unknown {
  if (Array.isArray(raw))
    return raw.length === 1 ? importCondition(raw[0]) : { and: raw.map(importCondition) };
  if (!isRecord(raw)) return raw;
  if (Array.isArray(raw.and)) return { and: raw.and.map(importCondition) };
  if (Array.isArray(raw.or)) return { or: raw.or.map(importCondition) };
  if ("condition_id" in raw || typeof raw.operator !== "string") return raw;
  return { ...raw, operator: operatorOf(raw.operator) };
}

/** The condition of a step that carries it flat: { field, operator, value } beside id and type. */
export function flatCondition(step: Record<string, unknown>): unknown {
  if (Array.isArray(step.conditions)) {
    const rules = step.conditions.map(importCondition);
    return String(step.logic ?? "and").toLowerCase() === "or" ? { or: rules } : { and: rules };
  }
  const { field, operator, value, plugin_id, condition_id } = step;
  const rule = condition_id === undefined ? { field, operator } : { plugin_id, condition_id, operator };
  return importCondition({ ...rule, ...(value !== undefined && { value }) });
}

const operatorOf = (written: string): string => {
  const word = written
    .trim()
    .toLowerCase()
    .replace(/[\s-]+/g, "_");
  return OTHER_NAMES[word] ?? word;
};

const OTHER_NAMES: Record<string, string> = {
  ...{ "=": "equals", "==": "equals", "===": "equals", eq: "equals", is: "equals" },
  ...{ "!=": "not_equals", "!==": "not_equals", ne: "not_equals", neq: "not_equals", is_not: "not_equals" },
  ...{ ">": "gt", greater_than: "gt", ">=": "gte", greater_than_or_equal: "gte" },
  ...{ "<": "lt", less_than: "lt", "<=": "lte", less_than_or_equal: "lte" },
  ...{ includes: "contains", regex: "matches", one_of: "in", is_present: "exists", is_empty: "not_exists" },
};

export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
