import type { OutlineRow } from "./outline-rows";

/** Rows that are drawn together. */
export type Stretch = { rows: readonly OutlineRow[]; height: number };

/** A long outline in stretches; a short one is one of them. */
export function outlineStretches(rows: readonly OutlineRow[]): Stretch[] {
  if (rows.length <= MANY) return [{ rows, height: 0 }];
  return Array.from({ length: Math.ceil(rows.length / EACH) }, (_, index) => {
    const own = rows.slice(index * EACH, (index + 1) * EACH);
    return { rows: own, height: own.reduce((sum, row) => sum + heightOf(row) + GAP, -GAP) };
  });
}

/** From here on only what is near the window is drawn. */
const MANY = 120;
const EACH = 40;
const GAP = 6;

/** About: what stands in for rows that are not drawn. */
const heightOf = ({ kind }: OutlineRow): number => (kind === "way" || kind === "section" ? 32 : 60);
