"use client";

import { type RefObject, useCallback, useEffect, useRef, useState } from "react";
import { TRIGGER } from "@/server/domain/flow-graph";
import { useBuilderView } from "./builder-view";
import type { OutlineRow } from "./outline-rows";
import { useBuilder, useBuilderStore } from "./use-builder";

type Parts = {
  tree: RefObject<HTMLElement | null>;
  rows: readonly OutlineRow[];
  closed: ReadonlySet<string>;
  setClosed: (closed: ReadonlySet<string>) => void;
};

/** Keeps the focus in the tree, and what is focused selected: also when rows come, go and move under it. */
export function useOutlineFocus({ tree, rows, closed, setClosed }: Parts) {
  const store = useBuilderStore();
  const selection = useBuilder((state) => state.selection);
  const [activeKey, setActiveKey] = useState(() => selection[0] ?? TRIGGER);
  /** The row that the focus goes to: a long outline draws it first. */
  const [reached, setReached] = useState<string | null>(null);
  const inTree = useRef(false);
  const extending = useRef(false);
  /** A row that is shown by others: it is selected already, perhaps with more. */
  const shown = useRef<string | null>(null);
  const place = useRef(0);
  const latest = useRef({ rows, closed, setClosed });
  latest.current = { rows, closed, setClosed };

  const focus = useCallback(
    (key: string) => {
      const { rows, closed, setClosed } = latest.current;
      const line = () => tree.current?.querySelector<HTMLElement>(`[data-outline-row="${CSS.escape(key)}"]`);
      inTree.current = true;
      const row = line();
      if (row) return row.focus();
      setReached(key);
      // It stands in a row that is closed: open them all, it is one of few.
      if (closed.size > 0 && !rows.some((one) => one.key === key)) setClosed(new Set());
      const adds = extending.current;
      requestAnimationFrame(() => {
        const { rows } = latest.current;
        const near = rows[Math.min(place.current, rows.length - 1)];
        const other =
          near && tree.current?.querySelector<HTMLElement>(`[data-outline-row="${CSS.escape(near.key)}"]`);
        extending.current = adds;
        (line() ?? other)?.focus();
        extending.current = false;
      });
    },
    [tree],
  );

  const focused = useCallback(
    (row: OutlineRow) => {
      inTree.current = true;
      setActiveKey(row.key);
      const { select } = store.getState();
      const ids = row.kind === "way" ? [row.stepId] : row.kind === "section" ? [] : [row.key];
      const isShown = shown.current === row.key;
      shown.current = null;
      if (isShown && store.getState().selection.includes(row.key)) return;
      if (extending.current) select(ids, "add");
      else select(ids);
    },
    [store],
  );

  const extend = useCallback(
    (row: OutlineRow) => {
      extending.current = true;
      focus(row.key);
      extending.current = false;
    },
    [focus],
  );

  // The keys, the command palette and the other panels show a step here as they would on the canvas.
  useEffect(() => {
    const still = () => undefined;
    useBuilderView.getState().setCanvas({
      show: (id) => {
        shown.current = id;
        focus(id);
      },
      ...{ fit: still, fitSelection: still, actualSize: still, zoom: still },
      ...{ centre: () => null, toFlow: (at) => at },
    });
    return () => useBuilderView.getState().setCanvas(null);
  }, [focus]);

  useEffect(() => {
    const element = tree.current;
    const onFocusOut = ({ relatedTarget }: FocusEvent) => {
      if (relatedTarget instanceof Node && !element?.contains(relatedTarget)) inTree.current = false;
    };
    element?.addEventListener("focusout", onFocusOut);
    return () => element?.removeEventListener("focusout", onFocusOut);
  }, [tree]);

  useEffect(() => {
    const index = rows.findIndex(({ key }) => key === activeKey);
    const lost = document.activeElement === null || document.activeElement === document.body;
    const [only, ...others] = selection;
    if (index >= 0) {
      place.current = index;
      // Something else was selected: by Undo, by what was added, by another panel.
      const active = rows.find(({ key }) => key === activeKey);
      const isOwn = only === activeKey || (active?.kind === "way" && active.stepId === only);
      if (only !== undefined && others.length === 0 && !isOwn && rows.some(({ key }) => key === only)) {
        setActiveKey(only);
        if (inTree.current && (lost || tree.current?.contains(document.activeElement))) focus(only);
      } else if (inTree.current && lost) focus(activeKey);
      return;
    }
    // The row is gone: its neighbour takes its place.
    const next = rows[Math.min(place.current, rows.length - 1)];
    if (!next) return;
    setActiveKey(next.key);
    if (inTree.current && lost) focus(next.key);
  }, [rows, selection, activeKey, focus, tree]);

  return { activeKey, reached, focus, focused, extend };
}
