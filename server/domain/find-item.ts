import type { FlowOutline, OutlineItem, OutlineWay } from "./flow-outline";

/** A step in the outline with what it stands in. */
export type PlacedItem = {
  item: OutlineItem;
  /** The steps it is one of, in order. */
  row: OutlineItem[];
  index: number;
  /** The group it is in; null: the main line, a handler's or a loose one. */
  group: { parent: OutlineItem; way: OutlineWay } | null;
};

export function findItem(outline: FlowOutline, id: string): PlacedItem | null {
  const pending: { row: OutlineItem[]; group: PlacedItem["group"] }[] = [
    { row: outline.items, group: null },
    { row: outline.handlers, group: null },
    ...outline.loose.map((row) => ({ row, group: null })),
  ];
  for (let next = pending.pop(); next; next = pending.pop()) {
    for (const [index, item] of next.row.entries()) {
      if (item.id === id) return { item, index, ...next };
      for (const way of item.ways) pending.push({ row: way.items, group: { parent: item, way } });
    }
  }
  return null;
}

/** The ids of a step and of all that stand in its groups. */
export function idsWithin(item: OutlineItem): Set<string> {
  const ids = new Set<string>();
  const pending = [item];
  for (let next = pending.pop(); next; next = pending.pop()) {
    ids.add(next.id);
    for (const { items } of next.ways) pending.push(...items);
  }
  return ids;
}
