/** What a value is, as far as its form and its questions go. */
export type ValueKind = "text" | "number" | "boolean" | "date" | "list" | "object" | "nothing";

/** A place in the data of a run that can be referred to, with its value in the sample. */
export type DataNode = {
  /** Unique in its tree. */
  id: string;
  label: string;
  /** What stands between the braces; null: only a heading. */
  path: string | null;
  kind: ValueKind;
  value: unknown;
  children: readonly DataNode[];
  /** What the heading is about: "customer.created", "not tested yet". */
  note?: string;
};

const DATE = /^\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?\s*(?:Z|[+-]\d\d:?\d\d)?)?$/;

export function kindOf(value: unknown): ValueKind {
  if (value === null || value === undefined) return "nothing";
  if (Array.isArray(value)) return "list";
  if (value instanceof Date) return "date";
  switch (typeof value) {
    case "string":
      return DATE.test(value.trim()) ? "date" : "text";
    case "number":
      return "number";
    case "boolean":
      return "boolean";
    default:
      return "object";
  }
}

/** `trigger` + `email` → `trigger.email`; names with other signs are quoted. */
export function joinPath(path: string, key: string): string {
  if (path === "") return key;
  return /^[\w-]+$/.test(key) ? `${path}.${key}` : `${path}[${key.includes('"') ? `'${key}'` : `"${key}"`}]`;
}

const DEEPEST = 6;
const WIDEST = 200;

/** A value with all that is in it. Of a list its first item stands for the others. */
export function valueNode(label: string, path: string, value: unknown, depth = 0): DataNode {
  return {
    id: path,
    label,
    path,
    kind: kindOf(value),
    value,
    children: depth < DEEPEST ? childrenOf(path, value, depth) : [],
  };
}

export function childrenOf(path: string, value: unknown, depth = 0): DataNode[] {
  if (Array.isArray(value)) {
    return value.length === 0 ? [] : [valueNode("first item", `${path}[0]`, value[0], depth + 1)];
  }
  if (typeof value !== "object" || value === null || value instanceof Date) return [];
  return Object.entries(value)
    .slice(0, WIDEST)
    .map(([key, inner]) => valueNode(key, joinPath(path, key), inner, depth + 1));
}
