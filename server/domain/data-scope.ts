import { UNSUBSCRIBE_FIELD, UNSUBSCRIBE_MERGE } from "./unsubscribe-field";

/**
 * What a reference can see in a run. Bare paths (`email`, `location.country`) read the trigger's payload first, then the
 * steps' outputs merged in the order in which they came: an output never shadows the trigger. Prefixes (`trigger.`,
 * `steps.ID.output.`, `variables.`, `contact.`, `error.`) are explicit: `error` is there behind the error outlet of a step
 * and in error handlers, with message, code, step_id and run_id. What is not there is undefined, never an error.
 *
 * Inside a loop, `item` and `index` (from 0) are those of the innermost loop and shadow everything of these names;
 * `loop.item`, `loop.index`, `loop.number` (from 1) and `loop.total` are the same written out, `loop.parent` is the loop
 * around it.
 */
export type ScopeInput = {
  trigger: Record<string, unknown>;
  steps: Record<string, { output: unknown }>;
  variables: Record<string, unknown>;
  contact: Record<string, unknown> | null;
  error: Record<string, unknown> | null;
  now: Date;
  /** In which texts write instants; UTC when absent. */
  timezone?: string;
  /** The iteration, inside a loop. */
  loop?: LoopView | null;
};

export type LoopView = {
  item: unknown;
  index: number;
  number: number;
  total: number;
  parent: LoopView | null;
};

export type DataScope = {
  /** Everything by name, for templates and plugins. */
  data: Record<string, unknown>;
  now: Date;
  timezone?: string;
  lookup: (path: string) => unknown;
};

export function dataScope(input: ScopeInput): DataScope {
  const data: Record<string, unknown> = Object.create(null);
  data[UNSUBSCRIBE_FIELD] = UNSUBSCRIBE_MERGE;
  for (const { output } of Object.values(input.steps)) if (isRecord(output)) Object.assign(data, output);
  Object.assign(data, input.trigger, {
    trigger: input.trigger,
    steps: input.steps,
    variables: input.variables,
    contact: input.contact,
    error: input.error,
    now: input.now.toISOString(),
    ...(input.loop && { loop: input.loop, item: input.loop.item, index: input.loop.index }),
  });
  return {
    data,
    now: input.now,
    ...(input.timezone && { timezone: input.timezone }),
    lookup: (path) => readPath(data, path),
  };
}

/** The scope of a bare payload: trigger filters, samples. */
export const payloadScope = (payload: Record<string, unknown>, now: Date): DataScope =>
  dataScope({ trigger: payload, steps: {}, variables: {}, contact: null, error: null, now });

/** A scope of plain values: merge fields of a message template. */
export const valuesScope = (values: Record<string, unknown>): Pick<DataScope, "data" | "lookup"> => ({
  data: values,
  lookup: (path) => readPath(values, path),
});

/**
 * Own properties only: a path cannot reach a prototype. `a.b`, `a[0].b`, `a["b c"]`; keys with dots of their own are
 * found too ("order.created" as the id of a step). Lists and texts have a size, lists a first and a last.
 */
export function readPath(root: unknown, path: string): unknown {
  return walk(root, splitPath(path), { left: 2_000 });
}

/** `budget`: keys with dots allow many readings of a long path; data made to have all of them must not keep us busy. */
function walk(value: unknown, parts: string[], budget: { left: number }): unknown {
  const [first, ...rest] = parts;
  if (first === undefined || budget.left-- <= 0) return undefined;
  const direct = own(value, first);
  const found = rest.length === 0 || direct === undefined ? direct : walk(direct, rest, budget);
  if (found !== undefined || rest.length === 0) return found;
  for (let length = 2; length <= parts.length; length++) {
    const joined = own(value, parts.slice(0, length).join("."));
    if (joined !== undefined)
      return length === parts.length ? joined : walk(joined, parts.slice(length), budget);
  }
  return undefined;
}

function own(value: unknown, key: string): unknown {
  if (typeof value === "string") return key === "size" ? value.length : undefined;
  if (typeof value !== "object" || value === null) return undefined;
  if (Array.isArray(value) && !/^\d+$/.test(key)) {
    return key === "size"
      ? value.length
      : key === "first"
        ? value[0]
        : key === "last"
          ? value.at(-1)
          : undefined;
  }
  return Object.getOwnPropertyDescriptor(value, key)?.value;
}

export function splitPath(path: string): string[] {
  const parts: string[] = [];
  for (const match of path.trim().matchAll(/\[\s*(?:"([^"]*)"|'([^']*)'|(\d+))\s*\]|([^.[\]]+)/g)) {
    parts.push((match[1] ?? match[2] ?? match[3] ?? match[4] ?? "").trim());
  }
  return parts;
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
