import { sameValue } from "./same-value";

/** Called with the path of a place that both have changed, each to something else. */
export type OnConflict = (field: string) => void;

/**
 * Three values of one place: as it was, as I have it, as they have it. What one side changed is taken; where both did,
 * mine stays. Objects are merged by their keys, lists of things with ids by these, anything else as a whole.
 */
export function mergeValues(
  base: unknown,
  mine: unknown,
  theirs: unknown,
  field: string,
  onConflict: OnConflict,
): unknown {
  if (sameValue(mine, theirs) || sameValue(base, theirs)) return mine;
  if (sameValue(base, mine)) return theirs;
  const inside = (key: string) => (field === "" ? key : `${field}.${key}`);
  if (isObject(mine) && isObject(theirs)) {
    const before = isObject(base) ? base : {};
    const keys = new Set([...Object.keys(mine), ...Object.keys(theirs)]);
    const entries = [...keys].map((key): [string, unknown] => [
      key,
      mergeValues(own(before, key), own(mine, key), own(theirs, key), inside(key), onConflict),
    ]);
    return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
  }
  const [was, here, there] = [base ?? [], mine, theirs].map(byId);
  if (was && here && there) return mergeLists(was, here, there, inside, onConflict);
  onConflict(field);
  return mine;
}

type Thing = { id: string };
type Things = ReadonlyMap<string, Thing>;

/** Mine in my order; theirs that are new follow the one they stand behind. */
function mergeLists(
  base: Things,
  mine: Things,
  theirs: Things,
  inside: (key: string) => string,
  onConflict: OnConflict,
): unknown[] {
  const places = [...mine.keys()];
  const mergeOne = (id: string): unknown => {
    const [was, here, there] = [base.get(id), mine.get(id), theirs.get(id)];
    const field = inside(places.includes(id) ? String(places.indexOf(id)) : id);
    if (here && there) return mergeValues(was, here, there, field, onConflict);
    const left = here ?? there;
    if (!was) return left;
    // One took it away: it stays away unless the other has changed it.
    if (sameValue(was, left)) return undefined;
    onConflict(field);
    return left;
  };
  return mergeOrder(places, [...theirs.keys()])
    .map(mergeOne)
    .filter((value) => value !== undefined);
}

/** The first list, and of the second what the first has not, each behind its neighbour. */
export function mergeOrder(first: readonly string[], second: readonly string[]): string[] {
  const order = [...first];
  const known = new Set(first);
  for (const [index, id] of second.entries()) {
    if (known.has(id)) continue;
    const before = second[index - 1];
    order.splice(before === undefined ? 0 : order.indexOf(before) + 1, 0, id);
    known.add(id);
  }
  return order;
}

function byId(value: unknown): Things | null {
  if (!Array.isArray(value)) return null;
  const things = new Map<string, Thing>();
  for (const item of value) {
    if (!isThing(item) || things.has(item.id)) return null;
    things.set(item.id, item);
  }
  return things;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const isThing = (value: unknown): value is Thing => isObject(value) && typeof value.id === "string";

const own = (value: Record<string, unknown>, key: string): unknown =>
  Object.hasOwn(value, key) ? value[key] : undefined;
