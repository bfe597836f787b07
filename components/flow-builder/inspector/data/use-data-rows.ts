"use client";

import { useId, useMemo, useState } from "react";
import type { DataNode } from "./data-node";
import { type DataRow, foundRows, openRows } from "./data-rows";

export type DataRows = {
  rows: readonly DataRow[];
  active: number;
  /** Of the element that shows a row, for aria-activedescendant. */
  rowId: (index: number) => string;
  treeId: string;
  setActive: (index: number) => void;
  toggle: (row: DataRow) => void;
  /** True when the key meant the tree. `onChoose` gets what Enter stands on. */
  onKey: (key: string) => boolean;
};

/** A tree of data that keys walk through while focus stays where one types. */
export function useDataRows(
  nodes: readonly DataNode[],
  query: string,
  onChoose: (node: DataNode) => void,
): DataRows {
  const treeId = useId();
  const [toggled, setToggled] = useState<ReadonlyMap<string, boolean>>(new Map());
  const [place, setPlace] = useState({ query, index: 0 });
  const rows = useMemo(
    () =>
      query.trim() === ""
        ? openRows(nodes, (id) => toggled.get(id) ?? nodes.slice(0, 2).some((node) => node.id === id))
        : foundRows(nodes, query),
    [nodes, query, toggled],
  );
  // Other words begin at the top again.
  const active = Math.min(place.query === query ? place.index : 0, rows.length - 1);
  const setActive = (index: number) =>
    setPlace({ query, index: Math.max(0, Math.min(rows.length - 1, index)) });
  const toggle = (row: DataRow) => {
    if (row.expandable) setToggled((old) => new Map(old).set(row.node.id, !row.open));
  };
  const onKey = (key: string): boolean => {
    const row = rows[active];
    if (!row) return false;
    switch (key) {
      case "ArrowDown":
        setActive(active + 1 < rows.length ? active + 1 : 0);
        return true;
      case "ArrowUp":
        setActive(active > 0 ? active - 1 : rows.length - 1);
        return true;
      case "ArrowRight":
        if (!row.expandable) return false;
        if (row.open) setActive(active + 1);
        else toggle(row);
        return true;
      case "ArrowLeft":
        if (row.open) toggle(row);
        else if (row.level > 1)
          setActive(rows.findLastIndex((one, at) => at < active && one.level < row.level));
        else return false;
        return true;
      case "Enter":
      case "Tab":
        if (row.node.path === null) toggle(row);
        else onChoose(row.node);
        return true;
      default:
        return false;
    }
  };
  return { rows, active, rowId: (index) => `${treeId}-${index}`, treeId, setActive, toggle, onKey };
}
