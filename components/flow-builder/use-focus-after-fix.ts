"use client";

import { type RefObject, useEffect, useRef } from "react";

/** A fixed problem leaves the list, and its button with it: the focus goes on to the one that takes its place. */
export function useFocusAfterFix(problems: unknown): RefObject<HTMLUListElement | null> {
  const list = useRef<HTMLUListElement>(null);
  const place = useRef<{ index: number; tab: string | null } | null>(null);
  useEffect(() => {
    const onClick = ({ target }: MouseEvent) => {
      const line = target instanceof Element && target.closest("[data-fix]")?.closest("[data-problem]");
      const tab = line ? (line.closest("[role=tabpanel]")?.getAttribute("aria-labelledby") ?? null) : null;
      place.current = line ? { index: linesOf(list.current).indexOf(line), tab } : null;
    };
    document.addEventListener("click", onClick, true);
    return () => document.removeEventListener("click", onClick, true);
  }, []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: after each change of the list
  useEffect(() => {
    if (place.current === null || document.activeElement !== document.body) return;
    const lines = linesOf(list.current);
    const { index, tab } = place.current;
    const next = lines[Math.min(index, lines.length - 1)];
    place.current = null;
    (next?.querySelector("button") ?? document.getElementById(tab ?? ""))?.focus();
  }, [problems]);
  return list;
}

const linesOf = (list: Element | null): Element[] => [...(list?.querySelectorAll("[data-problem]") ?? [])];
