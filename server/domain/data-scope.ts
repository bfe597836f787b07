/**
 * What a reference can see in a run. Bare paths (`email`, `location.country`) read the trigger's payload first, then the
 * steps' outputs merged in the order in which they came: an output never shadows the trigger. Prefixes (`trigger.`,
 * `steps.ID.output.`, `variables.`, `contact.`, `error.`) are explicit. What is not there is undefined, never an error.
 */
export type ScopeInput = {
  trigger: Record<string, unknown>;
  steps: Record<string, { output: unknown }>;
  variables: Record<string, unknown>;
  contact: Record<string, unknown> | null;
  error: Record<string, unknown> | null;
  now: Date;
};

export type DataScope = {
  /** Everything by name, for templates and plugins. */
  data: Record<string, unknown>;
  now: Date;
  lookup: (path: string) => unknown;
};

export function dataScope(input: ScopeInput): DataScope {
  const data: Record<string, unknown> = Object.create(null);
  for (const { output } of Object.values(input.steps)) if (isRecord(output)) Object.assign(data, output);
  Object.assign(data, input.trigger, {
    trigger: input.trigger, steps: input.steps, variables: input.variables, contact: input.contact, error: input.error, now: input.now.toISOString(),
  });
  return { data, now: input.now, lookup: (path) => readPath(data, path) };
}

/** The scope of a bare payload: trigger filters, samples. */
export const payloadScope = (payload: Record<string, unknown>, now: Date): DataScope =>
  dataScope({ trigger: payload, steps: {}, variables: {}, contact: null, error: null, now });

/** A scope of plain values: merge fields of a message template. */
export const valuesScope = (values: Record<string, unknown>): Pick<DataScope, "data" | "lookup"> => ({ data: values, lookup: (path) => readPath(values, path) });

/** Own properties only: a path cannot reach a prototype. `a.b`, `a[0].b`, `a["b c"]`; ids with dots or dashes are found too. */
export function readPath(root: unknown, path: string): unknown {
  const parts = splitPath(path);
  if (parts.length === 0) return undefined;
  return walk(root, parts);
}

function walk(value: unknown, parts: string[]): unknown {
  const [first, ...rest] = parts;
  if (first === undefined) return value;
  const direct = own(value, first);
  if (direct !== undefined) {
    const found = walk(direct, rest);
    if (found !== undefined || rest.length === 0) return found;
  }
  // A key that has dots of its own: "order.created" as a step's id.
  for (let length = 2; length <= parts.length; length++) {
    const joined = own(value, parts.slice(0, length).join("."));
    if (joined !== undefined) return walk(joined, parts.slice(length));
  }
  return undefined;
}

function own(value: unknown, key: string): unknown {
  if (typeof value !== "object" || value === null) return undefined;
  return Object.getOwnPropertyDescriptor(value, key)?.value;
}

export function splitPath(path: string): string[] {
  const parts: string[] = [];
  for (const match of path.trim().matchAll(/\[\s*(?:"([^"]*)"|'([^']*)'|(\d+))\s*\]|([^.[\]]+)/g)) {
    parts.push((match[1] ?? match[2] ?? match[3] ?? match[4] ?? "").trim());
  }
  return parts;
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null && !Array.isArray(value);
