"use client";

import { type KeyboardEvent, useMemo, useRef, useState } from "react";
import { cn } from "./cn";
import { CopyButton } from "./copy-button";
import { JsonLine } from "./json-line";
import { JSON_PAGE, type JsonRow, jsonRows } from "./json-rows";
import { useCopy } from "./use-copy";

type JsonTreeProps = {
  value: unknown;
  /** What it is: "Input", "Event payload". */
  label: string;
  /** Containers open at first, counted from the root. */
  openLevels?: number;
  /** Put before copied paths: "steps.send.output". */
  pathPrefix?: string;
  className?: string;
};

/** JSON to walk in: arrows move, open and close; C copies the value, P its path. */
export function JsonTree({ value, label, openLevels = 2, pathPrefix = "", className }: JsonTreeProps) {
  const [toggled, setToggled] = useState<ReadonlyMap<string, boolean>>(new Map());
  const [pages, setPages] = useState<ReadonlyMap<string, number>>(new Map());
  const [active, setActive] = useState(0);
  const lines = useRef<HTMLDivElement>(null);
  const { copy, copied } = useCopy();
  const rows = useMemo(
    () =>
      jsonRows(
        value,
        (path, level) => toggled.get(path) ?? level < openLevels,
        (path) => pages.get(path) ?? JSON_PAGE,
      ),
    [value, toggled, pages, openLevels],
  );

  const toggle = (row: JsonRow) => {
    if (row.kind === "more")
      setPages((old) => new Map(old).set(row.path, (old.get(row.path) ?? JSON_PAGE) + JSON_PAGE));
    else if (row.size) setToggled((old) => new Map(old).set(row.path, !row.open));
  };
  const focusRow = (index: number) => {
    const next = Math.max(0, Math.min(rows.length - 1, index));
    setActive(next);
    const line = lines.current?.children[next];
    if (line instanceof HTMLElement) line.focus();
  };
  const pathOf = (path: string) =>
    !pathPrefix || path.startsWith("[") ? pathPrefix + path : path ? `${pathPrefix}.${path}` : pathPrefix;
  const onKeyDown = (event: KeyboardEvent, row: JsonRow, index: number) => {
    if (event.metaKey || event.ctrlKey || event.altKey) return;
    const open = row.kind === "value" && row.open;
    const parent = () => rows.findLastIndex((each, at) => at < index && each.level < row.level);
    const moves: Record<string, () => unknown> = {
      ArrowDown: () => focusRow(index + 1),
      ArrowUp: () => focusRow(index - 1),
      Home: () => focusRow(0),
      End: () => focusRow(rows.length - 1),
      ArrowRight: () => (open ? focusRow(index + 1) : toggle(row)),
      ArrowLeft: () => (open ? toggle(row) : focusRow(parent())),
      Enter: () => toggle(row),
      " ": () => toggle(row),
      c: () => row.kind === "value" && copy(textOf(row.value)),
      p: () => copy(pathOf(row.path)),
    };
    const move = moves[event.key];
    if (!move || event.target !== event.currentTarget) return;
    event.preventDefault();
    move();
  };

  return (
    <div
      className={cn(
        "group/json relative rounded-lg border border-line bg-sunken py-1.5 font-mono text-xs",
        className,
      )}
    >
      <div ref={lines} role="tree" aria-label={label} className="max-h-120 overflow-auto px-1.5">
        {rows.map((row, index) => (
          <JsonLine
            key={`${row.kind}:${row.path}`}
            row={row}
            focusable={index === Math.min(active, rows.length - 1)}
            onFocus={() => setActive(index)}
            onToggle={() => toggle(row)}
            onKeyDown={(event) => onKeyDown(event, row, index)}
            onCopyPath={() => copy(pathOf(row.path))}
            onCopyValue={() => row.kind === "value" && copy(textOf(row.value))}
          />
        ))}
      </div>
      <CopyButton
        text={textOf(value)}
        label={`Copy ${label.toLowerCase()}`}
        className="absolute top-1 right-1 bg-sunken"
      />
      <span role="status" className="sr-only">
        {copied ? "Copied" : ""}
      </span>
    </div>
  );
}

const textOf = (value: unknown) =>
  typeof value === "string" ? value : (JSON.stringify(value, null, 2) ?? "null");
