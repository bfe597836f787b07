/** Lists are values: each of these gives a new one. */
export const withItem = <Item>(items: readonly Item[], index: number, item: Item): Item[] =>
  items.map((each, at) => (at === index ? item : each));

export const without = <Item>(items: readonly Item[], index: number): Item[] =>
  items.filter((_, at) => at !== index);

/** An item moved by so many places; it stops at the ends. */
export function moved<Item>(items: readonly Item[], index: number, by: number): Item[] {
  return movedTo(items, index, Math.max(0, Math.min(items.length - 1, index + by)));
}

/** An item taken out and put in where `to` is then. */
export function movedTo<Item>(items: readonly Item[], from: number, to: number): Item[] {
  const taken = items.slice(from, from + 1);
  const rest = without(items, from);
  return [...rest.slice(0, to), ...taken, ...rest.slice(to)];
}
