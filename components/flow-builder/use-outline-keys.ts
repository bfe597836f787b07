"use client";

import { type KeyboardEvent, useRef } from "react";
import type { OutlineRow } from "./outline-rows";

type Deeds = {
  focus: (key: string) => void;
  /** Goes on to a row and keeps what is selected. */
  extend: (row: OutlineRow) => void;
  remove: (row: OutlineRow) => void;
  toggle: (key: string, open: boolean) => void;
  /** Enter: what the row is about. */
  open: (row: OutlineRow) => void;
  add: (row: OutlineRow) => void;
  menu: (row: OutlineRow) => void;
  move: (row: OutlineRow, way: "up" | "down") => void;
};

/** Letters typed within this long are one word. */
const WORD_MS = 600;

/** The keys of a tree, and those by which steps are added and moved. Keys it does not know go on to the builder's own. */
export function useOutlineKeys(rows: readonly OutlineRow[], deeds: Deeds) {
  const typed = useRef({ text: "", at: Number.NEGATIVE_INFINITY });
  return (event: KeyboardEvent<HTMLElement>, row: OutlineRow) => {
    if (event.target !== event.currentTarget) return;
    const act = actOf(event, row, rows, deeds) ?? typeAhead(event, row);
    if (!act) return;
    event.preventDefault();
    event.stopPropagation();
    act();
  };

  function typeAhead(event: KeyboardEvent, row: OutlineRow): (() => void) | null {
    const { key, timeStamp } = event;
    if (event.metaKey || event.ctrlKey || event.altKey || !/^[\p{L}\p{N}]$/u.test(key)) return null;
    const { text, at } = typed.current;
    const goesOn = timeStamp - at < WORD_MS;
    const word = (goesOn ? text : "") + key.toLowerCase();
    typed.current = { text: word, at: timeStamp };
    // One letter again and again goes through all that begin with it.
    const wanted = [...word].every((letter) => letter === word[0]) ? (word[0] ?? "") : word;
    const index = rows.findIndex((one) => one.key === row.key);
    const from = wanted.length === 1 ? index + 1 : index;
    const found = [...rows.slice(from), ...rows.slice(0, from)].find(({ title }) =>
      title.toLowerCase().startsWith(wanted),
    );
    return () => found && deeds.focus(found.key);
  }
}

function actOf(
  event: KeyboardEvent,
  row: OutlineRow,
  rows: readonly OutlineRow[],
  { focus, extend, remove, toggle, open, add, menu, move }: Deeds,
): (() => void) | null {
  const index = rows.findIndex(({ key }) => key === row.key);
  const go = (to: number) => () => {
    const target = rows[Math.max(0, Math.min(rows.length - 1, to))];
    if (target) focus(target.key);
  };
  const plain = !event.metaKey && !event.ctrlKey && !event.altKey;
  if (event.altKey && !event.ctrlKey && !event.metaKey) {
    if (event.key === "ArrowUp") return () => move(row, "up");
    return event.key === "ArrowDown" ? () => move(row, "down") : null;
  }
  if (!plain) return null;
  if (event.shiftKey && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
    const target = rows[index + (event.key === "ArrowDown" ? 1 : -1)];
    return () => target && extend(target);
  }
  if (event.key === "ContextMenu" || (event.key === "F10" && event.shiftKey)) return () => menu(row);
  switch (event.key) {
    case "ArrowDown":
      return go(index + 1);
    case "ArrowUp":
      return go(index - 1);
    case "Home":
      return go(0);
    case "End":
      return go(rows.length - 1);
    case "ArrowRight":
      if (row.open === false) return () => toggle(row.key, true);
      return row.open ? go(index + 1) : () => undefined;
    case "ArrowLeft": {
      if (row.open) return () => toggle(row.key, false);
      const { parent } = row;
      return () => parent !== null && focus(parent);
    }
    case "Enter":
    case " ":
      return () => open(row);
    case "Delete":
    case "Backspace":
      return () => remove(row);
    case "+":
    case "Insert":
      return () => add(row);
    default:
      return null;
  }
}
