/**
 * Places of a flow by their names: `variables.score`, `trigger.cron`, `settings.cool_down`, and `steps.<id>.…` for a step
 * or an error handler. Things in lists are named by their id, or by their number from 0.
 */
export function valueAt(document: unknown, place: string): unknown {
  const found = find(document, pathOf(document, place));
  return found?.at(-1);
}

/** The document with another value in a place that has one; null: it has no such place. */
export function withValueAt(document: unknown, place: string, value: unknown): unknown {
  const path = pathOf(document, place);
  const found = find(document, path);
  return found === null ? null : put(found, path, value);
}

/** A step is in one of two lists, and its id may have dots of its own. */
function pathOf(document: unknown, place: string): string[] {
  const [first = "", ...rest] = place.split(".");
  if (first !== "steps") return [first, ...rest];
  for (const list of ["steps", "error_handlers"]) {
    const steps = own(document, list);
    for (let length = rest.length; length > 0; length--) {
      const id = rest.slice(0, length).join(".");
      if (own(steps, id) !== undefined) return [list, id, ...rest.slice(length)];
    }
  }
  return [first, ...rest];
}

/** Every value on the way, the whole first; null when the way leads nowhere. */
function find(document: unknown, keys: readonly string[]): unknown[] | null {
  const values = [document];
  for (const key of keys) {
    const next = own(values.at(-1), key);
    if (next === undefined) return null;
    values.push(next);
  }
  return values;
}

function put(values: readonly unknown[], keys: readonly string[], value: unknown): unknown {
  return keys.reduceRight<unknown>((inner, key, depth) => {
    const around = values[depth];
    if (Array.isArray(around)) {
      const index = indexOf(around, key);
      return around.map((item: unknown, at) => (at === index ? inner : item));
    }
    return { ...(typeof around === "object" ? around : {}), [key]: inner };
  }, value);
}

function own(value: unknown, key: string): unknown {
  if (Array.isArray(value)) return value[indexOf(value, key)];
  if (typeof value !== "object" || value === null) return undefined;
  return Object.getOwnPropertyDescriptor(value, key)?.value;
}

function indexOf(list: readonly unknown[], key: string): number {
  const byId = list.findIndex(
    (item) => typeof item === "object" && item !== null && "id" in item && item.id === key,
  );
  return byId < 0 && /^\d+$/.test(key) ? Number(key) : byId;
}
