"use client";

import { ArrowDown, ArrowUp, Cable, Copy, Plus, Redo2, Trash2, Undo2 } from "lucide-react";
import type { ReactNode } from "react";
import { askPalette } from "@/components/shell/palette-commands";
import { useShell } from "@/components/shell/shell-context";
import { useModifierKey } from "@/components/shell/use-modifier-key";
import { IconButton } from "@/components/ui/icon-button";
import type { OutlineRow } from "./outline-rows";
import { useBuilder, useBuilderStore } from "./use-builder";

type OutlineToolbarProps = {
  /** The one that the buttons are about. */
  row: OutlineRow;
  onAdd: (row: OutlineRow, at: { x: number; y: number }) => void;
  onMove: (row: OutlineRow, way: "up" | "down") => void;
  onRemove: (row: OutlineRow) => void;
};

/** What can be done with the row that is chosen, for fingers and for whoever does not know the keys. */
export function OutlineToolbar({ row, onAdd, onMove, onRemove }: OutlineToolbarProps) {
  const store = useBuilderStore();
  const { openPalette } = useShell();
  const modifier = useModifierKey();
  const last = useBuilder(({ past }) => past.at(-1)?.label ?? null);
  const next = useBuilder(({ future }) => future.at(-1)?.label ?? null);
  const isStep = row.kind === "step";
  const connect = () => {
    askPalette("connect-step");
    openPalette();
  };
  return (
    <div
      role="toolbar"
      aria-label="Edit the outline"
      className="sticky top-0 z-10 flex shrink-0 items-center gap-0.5 border-line border-b bg-canvas px-3 py-1.5"
    >
      <IconButton
        label="Add a step"
        shortcut="+"
        onClick={(event) => {
          const { left, bottom } = event.currentTarget.getBoundingClientRect();
          onAdd(row, { x: left, y: bottom + 4 });
        }}
      >
        <Plus aria-hidden />
      </IconButton>
      <Tool label="Connect to another step" off={row.kind === "section"} onClick={connect}>
        <Cable aria-hidden />
      </Tool>
      <Tool label="Move up" shortcut="Alt ↑" off={!isStep} onClick={() => onMove(row, "up")}>
        <ArrowUp aria-hidden />
      </Tool>
      <Tool label="Move down" shortcut="Alt ↓" off={!isStep} onClick={() => onMove(row, "down")}>
        <ArrowDown aria-hidden />
      </Tool>
      <Tool
        label="Duplicate"
        shortcut={`${modifier} D`}
        off={!isStep}
        onClick={() => store.getState().duplicate()}
      >
        <Copy aria-hidden />
      </Tool>
      <Tool
        label={row.kind === "way" ? "End this way" : "Remove"}
        shortcut="Delete"
        off={!isStep && row.kind !== "way"}
        onClick={() => onRemove(row)}
      >
        <Trash2 aria-hidden />
      </Tool>
      <span className="ml-auto flex gap-0.5 desk:hidden">
        <Tool
          label={last === null ? "Undo" : `Undo: ${last}`}
          off={last === null}
          onClick={() => store.getState().undo()}
        >
          <Undo2 aria-hidden />
        </Tool>
        <Tool
          label={next === null ? "Redo" : `Redo: ${next}`}
          off={next === null}
          onClick={() => store.getState().redo()}
        >
          <Redo2 aria-hidden />
        </Tool>
      </span>
    </div>
  );
}

type ToolProps = {
  label: string;
  shortcut?: string;
  off: boolean;
  onClick: () => void;
  children: ReactNode;
};

/** Stays where it is when there is nothing to do: the focus is not lost. */
const Tool = ({ label, shortcut, off, onClick, children }: ToolProps) => (
  <IconButton
    label={label}
    shortcut={shortcut}
    aria-disabled={off}
    className="aria-disabled:opacity-40"
    onClick={() => !off && onClick()}
  >
    {children}
  </IconButton>
);
