"use client";

import { ChevronDown } from "lucide-react";
import { type KeyboardEvent, type ReactNode, useState } from "react";
import { cn } from "@/components/ui/cn";
import { useFieldProps } from "@/components/ui/field-context";
import { inputClass } from "@/components/ui/input";
import { Popover, PopoverContent, PopoverTrigger } from "@/components/ui/popover";
import type { DataNode } from "./data-node";
import { DataTree } from "./data-tree";
import { useDataRows } from "./use-data-rows";

type PathPickerProps = {
  label: string;
  nodes: readonly DataNode[];
  value: string;
  /** How the chosen place is called; its path when absent. */
  title?: string;
  onChange: (path: string) => void;
  placeholder?: string;
  readOnly?: boolean;
  /** Instead of the field: a button. */
  trigger?: ReactNode;
  className?: string;
};

/** A place in the data: a field that a question is about, a list to go through. A path can be typed, too. */
export function PathPicker({
  label,
  nodes,
  value,
  title,
  onChange,
  placeholder = "Choose a field",
  readOnly = false,
  trigger,
  className,
}: PathPickerProps) {
  const [open, setOpen] = useState(false);
  // A button cannot be required.
  const { "aria-required": _, ...field } = useFieldProps({});
  const choose = (path: string) => {
    setOpen(false);
    onChange(path);
  };
  return (
    <Popover open={open} onOpenChange={setOpen}>
      <PopoverTrigger asChild>
        {trigger ?? (
          <button
            type="button"
            {...field}
            aria-label={`${label}: ${title ?? (value || placeholder)}`}
            title={value}
            disabled={readOnly}
            className={cn(inputClass(), "flex items-center justify-between gap-2 text-left", className)}
          >
            <span className={cn("min-w-0 truncate", value === "" && "text-faint")}>
              {value === "" ? (
                placeholder
              ) : (
                <span className="rounded-sm bg-gray-4 px-1 py-px">{title ?? value}</span>
              )}
            </span>
            <ChevronDown aria-hidden className="size-4 shrink-0 text-muted" />
          </button>
        )}
      </PopoverTrigger>
      <PopoverContent aria-label={label} className="w-80 p-0">
        <Search label={label} nodes={nodes} onChoose={choose} />
      </PopoverContent>
    </Popover>
  );
}

type SearchProps = { label: string; nodes: readonly DataNode[]; onChoose: (path: string) => void };

function Search({ label, nodes, onChoose }: SearchProps) {
  const [query, setQuery] = useState("");
  const pick = (node: DataNode) => node.path !== null && onChoose(node.path);
  const data = useDataRows(nodes, query, pick);
  const onKeyDown = (event: KeyboardEvent) => {
    // In the text the cursor still moves sideways.
    const sideways = event.key === "ArrowLeft" || event.key === "ArrowRight";
    if (event.key === "Tab" || (sideways && query !== "")) return;
    const typed = query.trim();
    if (event.key === "Enter" && data.rows.length === 0 && typed !== "") {
      event.preventDefault();
      onChoose(typed);
    } else if (data.onKey(event.key)) event.preventDefault();
  };
  return (
    <>
      <input
        // biome-ignore lint/a11y/noAutofocus: the popover was opened to type here
        autoFocus
        role="combobox"
        aria-label={label}
        aria-expanded="true"
        aria-haspopup="tree"
        aria-controls={data.treeId}
        aria-activedescendant={data.active >= 0 ? data.rowId(data.active) : undefined}
        aria-autocomplete="list"
        autoComplete="off"
        spellCheck={false}
        placeholder="Search, or type a path"
        value={query}
        onChange={(event) => setQuery(event.target.value)}
        onKeyDown={onKeyDown}
        className="h-9 w-full border-line border-b bg-transparent px-3 outline-none"
      />
      <DataTree data={data} onChoose={pick} query={query} />
      {query.trim() !== "" && data.rows.every((row) => row.node.path !== query.trim()) ? (
        <div className="border-line border-t p-1">
          <button
            type="button"
            className="w-full truncate rounded-md px-2 py-1 text-left text-muted text-xs hover:bg-hover hover:text-ink"
            onClick={() => onChoose(query.trim())}
          >
            Use the path “{query.trim()}”
          </button>
        </div>
      ) : null}
    </>
  );
}
