"use client";

import { useEffect, useRef } from "react";

type RowKeys = {
  /** Ticks a row; null for those who may only look. */
  onTick: ((rowId: string) => void) | null;
};

/**
 * "/" goes to the search field, j and k from row to row (each row's link takes the focus, so Enter opens it), x ticks the
 * row. Rows carry `data-row` with their id. Silent while someone types or a dialog or menu is open.
 */
export function useRowKeys(keys: RowKeys) {
  const latest = useRef(keys);
  latest.current = keys;
  const goAt = useRef(0);
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.metaKey || event.ctrlKey || event.altKey || event.defaultPrevented || isBusy(event.target))
        return;
      // "G, then a letter" goes to another page.
      if (event.timeStamp - goAt.current < 1_200) return;
      if (event.key === "g") goAt.current = event.timeStamp;
      const rows = [...document.querySelectorAll<HTMLElement>("main [data-row]")];
      const at = rows.findIndex((row) => row.contains(document.activeElement));
      const go = (index: number) =>
        rows[Math.min(rows.length - 1, Math.max(0, index))]?.querySelector("a")?.focus();
      if (event.key === "/") document.querySelector<HTMLElement>("main input[type=search]")?.focus();
      else if (event.key === "j") go(at + 1);
      else if (event.key === "k") go(at < 0 ? 0 : at - 1);
      else if (event.key === "x") {
        const id = rows[at]?.dataset.row;
        if (id) latest.current.onTick?.(id);
      } else return;
      event.preventDefault();
    };
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  }, []);
}

const isBusy = (target: EventTarget | null) =>
  document.querySelector("[role=dialog], [role=alertdialog], [role=menu]") !== null ||
  (target instanceof HTMLElement &&
    (target.isContentEditable || target.closest("input, textarea, select, [role=listbox]") !== null));
