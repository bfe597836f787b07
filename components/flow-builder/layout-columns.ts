import type { LayoutBox, LayoutLink, Routes } from "./canvas-layout";
import type { Point } from "./route-edge";

/**
 * Top to bottom in time proportional to the flow: every chain of steps gets a column, the nearest to the right of the
 * card it leaves in which nothing else stands beside it. For flows that are too large to be ranked while someone waits.
 */
export function layoutColumns(
  boxes: readonly LayoutBox[],
  links: readonly LayoutLink[],
): { positions: Map<string, Point>; routes: Routes } {
  const byId = new Map(boxes.map((box) => [box.id, box]));
  const ways = new Map<string, LayoutLink[]>(boxes.map(({ id }) => [id, []]));
  for (const link of links) ways.get(link.source)?.push(link);
  const tops = topsOf(boxes, links);
  const bottom = (id: string) => (tops.get(id) ?? 0) + (byId.get(id)?.height ?? 0);

  const columnOf = new Map<string, number>();
  const detour = new Map<string, number>();
  const taken: [from: number, to: number][][] = [];
  /** The first column from `least` on that is free over this stretch. */
  const reserve = (least: number, from: number, to: number): number => {
    let column = least;
    while (taken[column]?.some((stretch) => stretch[0] < to + AIR && from < stretch[1] + AIR)) column++;
    taken[column] ??= [];
    taken[column]?.push([from, to]);
    return column;
  };
  const open: { head: string; least: number; from: number; link: LayoutLink | null }[] = [];
  const walk = (start: string) => {
    open.push({ head: start, least: 0, from: tops.get(start) ?? 0, link: null });
    for (let next = open.pop(); next; next = open.pop()) {
      const { head, least, from, link } = next;
      if (columnOf.has(head)) {
        // It joins a chain that stands already: the line needs a column, the step has one.
        if (link) detour.set(link.id, reserve(least, from, (tops.get(head) ?? 0) - GAP / 2));
        continue;
      }
      const chain = chainFrom(head, ways, columnOf);
      const last = chain.at(-1) ?? head;
      const onward = ways.get(last)?.[0];
      const end = onward ? (tops.get(onward.target) ?? 0) - GAP / 2 : bottom(last);
      const column = reserve(least, from, Math.max(end, bottom(last)));
      for (const id of chain) columnOf.set(id, column);
      // Branches that leave further down get the nearer columns: those from above pass over them.
      for (const id of chain)
        for (const way of (ways.get(id) ?? []).slice(1).reverse())
          open.push({ head: way.target, least: column + 1, from: bottom(id), link: way });
    }
  };
  const reached = new Set(links.map(({ target }) => target));
  for (const { id } of boxes) if (!reached.has(id)) walk(id);
  for (const { id } of boxes) if (!columnOf.has(id)) walk(id);

  const middle = middlesOf(boxes, columnOf, taken.length);
  const positions = new Map(
    boxes.map((box) => [
      box.id,
      { x: Math.round(middle(columnOf.get(box.id) ?? 0) - box.width / 2), y: tops.get(box.id) ?? 0 },
    ]),
  );
  const routes: Routes = new Map();
  for (const link of links) {
    const [source, target] = [columnOf.get(link.source) ?? 0, columnOf.get(link.target) ?? 0];
    const below = { x: 0, y: bottom(link.source) + GAP / 2 + link.labelHeight / 2 };
    const above = { x: 0, y: (tops.get(link.target) ?? 0) - GAP / 2 };
    const aside = detour.get(link.id) ?? (target < source ? source : target);
    const points = [{ ...below, x: middle(aside) }];
    if (aside !== target && above.y > below.y) points.push({ ...above, x: middle(aside) });
    routes.set(link.id, { points, label: link.labelWidth > 0 ? (points[0] ?? null) : null });
  }
  return { positions, routes };
}

const GAP = 44;
const AIR = 24;
const BESIDE = 40;

/** A column is as wide as what stands in it; where only lines pass it is narrow. */
function middlesOf(
  boxes: readonly LayoutBox[],
  columnOf: ReadonlyMap<string, number>,
  columns: number,
): (column: number) => number {
  const widths = Array.from({ length: columns }, () => LINE);
  for (const { id, width } of boxes) {
    const column = columnOf.get(id) ?? 0;
    widths[column] = Math.max(widths[column] ?? LINE, width);
  }
  let left = 0;
  const middles = widths.map((width) => {
    const middle = left + width / 2;
    left += width + BESIDE;
    return middle;
  });
  return (column) => middles[column] ?? 0;
}

const LINE = 8;

/** The step and what goes on from it the usual way, as far as nothing else has claimed it. */
function chainFrom(
  head: string,
  ways: ReadonlyMap<string, readonly LayoutLink[]>,
  claimed: ReadonlyMap<string, number>,
): string[] {
  const chain = [head];
  const seen = new Set(chain);
  for (let next = ways.get(head)?.[0]?.target; next !== undefined; next = ways.get(next)?.[0]?.target) {
    if (claimed.has(next) || seen.has(next)) break;
    chain.push(next);
    seen.add(next);
  }
  return chain;
}

/** Every box below all that lead to it. */
function topsOf(boxes: readonly LayoutBox[], links: readonly LayoutLink[]): Map<string, number> {
  const heights = new Map(boxes.map(({ id, height }) => [id, height]));
  const waiting = new Map(boxes.map(({ id }) => [id, 0]));
  const from = new Map<string, LayoutLink[]>();
  for (const link of links) {
    waiting.set(link.target, (waiting.get(link.target) ?? 0) + 1);
    from.set(link.source, [...(from.get(link.source) ?? []), link]);
  }
  const tops = new Map(boxes.map(({ id }) => [id, 0]));
  const ready = boxes.filter(({ id }) => waiting.get(id) === 0).map(({ id }) => id);
  for (const id of ready) {
    const bottom = (tops.get(id) ?? 0) + (heights.get(id) ?? 0);
    for (const link of from.get(id) ?? []) {
      tops.set(link.target, Math.max(tops.get(link.target) ?? 0, bottom + GAP + link.labelHeight));
      const left = (waiting.get(link.target) ?? 1) - 1;
      waiting.set(link.target, left);
      if (left === 0) ready.push(link.target);
    }
  }
  return tops;
}
