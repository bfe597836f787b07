"use client";

import { useEffect, useRef } from "react";

/**
 * What keys do, by name: `j`, `/`, `[`, `g c` (one after the other), `mod+k` (⌘ or Ctrl). Null does nothing. A key may
 * answer false to say that it was not its turn: the browser then does what it always does.
 */
export type Keys = Record<string, (() => unknown) | null>;

/** Listens on the whole page. Silent while someone types or a dialog or menu is open, but for `mod+` keys. */
export function useKeys(keys: Keys): void {
  const latest = useRef(keys);
  latest.current = keys;
  const goAt = useRef(Number.NEGATIVE_INFINITY);
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.altKey) return;
      const mod = event.metaKey || event.ctrlKey;
      if (!mod && isBusy(event.target)) return;
      const second = event.timeStamp - goAt.current < GO_MS;
      const key = event.key.toLowerCase();
      goAt.current = key === "g" && !mod && !second ? event.timeStamp : Number.NEGATIVE_INFINITY;
      const act = latest.current[`${mod ? "mod+" : second ? "g " : ""}${key}`];
      if (act && act() !== false) event.preventDefault();
    };
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  }, []);
}

/** How long "G" waits for the letter of a page. */
const GO_MS = 1_200;

const isBusy = (target: EventTarget | null): boolean =>
  document.querySelector("[role=dialog], [role=alertdialog], [role=menu]") !== null ||
  (target instanceof HTMLElement &&
    (target.isContentEditable ||
      target.closest("input, textarea, select, [role=listbox], [role=tree]") !== null));
