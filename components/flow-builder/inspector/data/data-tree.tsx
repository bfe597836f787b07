"use client";

import { Braces, Calendar, ChevronRight, CircleSlash, Hash, List, ToggleLeft, Type } from "lucide-react";
import { useEffect, useRef } from "react";
import { cn } from "@/components/ui/cn";
import { valueGist } from "@/server/domain/value-gist";
import type { DataNode, ValueKind } from "./data-node";
import type { DataRow } from "./data-rows";
import type { DataRows } from "./use-data-rows";

type DataTreeProps = {
  data: DataRows;
  onChoose: (node: DataNode) => void;
  query: string;
  /** Beside a text that is no combobox, what scrolls has to be reachable by itself. */
  reachable?: boolean;
};

/** Earlier data with its sample values. Focus stays in the field; this only shows where the keys are. */
export function DataTree({ data, onChoose, query, reachable = false }: DataTreeProps) {
  const { rows, active, rowId, treeId, setActive, toggle } = data;
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    list.current?.querySelector(`[data-row="${active}"]`)?.scrollIntoView({ block: "nearest" });
  }, [active]);
  const choose = (row: DataRow, index: number) => {
    setActive(index);
    if (row.node.path === null) toggle(row);
    else onChoose(row.node);
  };
  return (
    <>
      <div
        ref={list}
        id={treeId}
        role="tree"
        aria-label="Data"
        tabIndex={reachable ? 0 : undefined}
        className="max-h-72 overflow-y-auto overscroll-contain p-1"
      >
        {rows.map((row, index) => (
          // biome-ignore lint/a11y/useFocusableInteractive: see the tree
          // biome-ignore lint/a11y/useKeyWithClickEvents: keys are handled by the field that has focus
          <div
            key={`${row.node.id}:${row.level}`}
            id={rowId(index)}
            data-row={index}
            role="treeitem"
            aria-level={row.level}
            aria-selected={index === active}
            aria-expanded={row.expandable ? row.open : undefined}
            onClick={() => choose(row, index)}
            onPointerMove={() => index !== active && setActive(index)}
            className={cn(
              "flex min-h-7 cursor-pointer items-center gap-1.5 rounded-md pr-2",
              index === active && "bg-hover",
            )}
            style={{ paddingLeft: 4 + (row.level - 1) * 16 }}
          >
            <Twist row={row} onToggle={() => toggle(row)} />
            <KindIcon kind={row.node.kind} heading={row.node.path === null} />
            <span className={cn("shrink-0 truncate", row.level === 1 && !row.trail && "font-medium")}>
              {row.node.label}
            </span>
            {row.trail ? <span className="truncate text-faint text-xs">{row.trail}</span> : null}
            <span className="ml-auto min-w-0 truncate pl-3 text-muted text-xs">{aside(row)}</span>
          </div>
        ))}
      </div>
      {rows.length === 0 ? (
        <p className="px-3 pb-3 text-muted text-xs">
          Nothing here is called “{query}”. Go on typing to write it yourself.
        </p>
      ) : null}
    </>
  );
}

function Twist({ row, onToggle }: { row: DataRow; onToggle: () => void }) {
  if (!row.expandable) return <span className="size-4 shrink-0" />;
  return (
    <span
      aria-hidden
      onClick={(event) => {
        event.stopPropagation();
        onToggle();
      }}
      className="grid size-4 shrink-0 place-items-center text-muted"
    >
      <ChevronRight className={cn("size-3.5 transition-transform", row.open && "rotate-90")} />
    </span>
  );
}

function aside({ node, open }: DataRow): string {
  if (node.note) return node.note;
  if (node.path === null || open) return "";
  if (node.kind === "nothing") return "empty";
  return valueGist(node.value, 60);
}

function KindIcon({ kind, heading }: { kind: ValueKind; heading: boolean }) {
  if (heading) return null;
  const Icon = ICONS[kind];
  return <Icon aria-hidden className="size-3.5 shrink-0 text-faint" />;
}

const ICONS = {
  text: Type,
  number: Hash,
  boolean: ToggleLeft,
  date: Calendar,
  list: List,
  object: Braces,
  nothing: CircleSlash,
} as const;
