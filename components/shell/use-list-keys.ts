"use client";

import { useKeys } from "./use-keys";

type ListKeys = {
  /** What x does to the row with this id; null for those who may only look. */
  onTick?: ((rowId: string) => void) | null;
  /** What x does takes the row away: the focus goes on to the next one. */
  tickRemoves?: boolean;
  /** What n makes. */
  onNew?: (() => unknown) | null;
};

/**
 * The keys of every list: "/" goes to the search field, j and k from row to row (Enter opens it), x and n act. On a board
 * h and l go to the column beside. A row carries `data-row` with its id, and `data-open` on what opens it; a column is
 * a section.
 */
export function useListKeys({ onTick = null, tickRemoves = false, onNew = null }: ListKeys = {}): void {
  const go = (step: number) => {
    const { rows, at } = look();
    return focusRow(rows[at < 0 ? 0 : Math.min(rows.length - 1, Math.max(0, at + step))]);
  };
  const tick = () => {
    const { rows, at } = look();
    const id = rows[at]?.dataset.row;
    if (!id || !onTick) return false;
    onTick(id);
    if (tickRemoves) focusRow(rows[at + 1] ?? rows[at - 1]);
    return true;
  };
  useKeys({
    "/": () => document.querySelector<HTMLElement>("main input[type=search]")?.focus(),
    j: () => go(1),
    k: () => go(-1),
    h: () => goBeside(-1),
    l: () => goBeside(1),
    x: onTick && tick,
    n: onNew,
  });
}

function look(): { rows: HTMLElement[]; at: number } {
  const rows = [...document.querySelectorAll<HTMLElement>("main [data-row]")];
  return { rows, at: rows.findIndex((row) => row.contains(document.activeElement)) };
}

function focusRow(row: HTMLElement | undefined): boolean {
  const opens = row?.querySelector<HTMLElement>("[data-open]");
  opens?.focus();
  return opens !== null && opens !== undefined;
}

/** The same place, or the last, of the next column that has a row. */
function goBeside(step: number): boolean {
  const { rows, at } = look();
  const columns = [...new Set(rows.map((row) => row.closest("section")))].map((column) =>
    rows.filter((row) => row.closest("section") === column),
  );
  if (columns.length < 2) return false;
  const here = rows[at];
  const from = columns.findIndex((column) => here && column.includes(here));
  const place = here ? (columns[from]?.indexOf(here) ?? 0) : 0;
  const column = columns[from < 0 ? 0 : from + step];
  return focusRow(column?.[Math.min(column.length - 1, place)]);
}
