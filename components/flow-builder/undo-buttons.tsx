"use client";

import { Redo2, Undo2 } from "lucide-react";
import { useModifierKey } from "@/components/shell/use-modifier-key";
import { IconButton } from "@/components/ui/icon-button";
import { useBuilder, useBuilderStore } from "./use-builder";

/** Back and forth through everything that was done since the page was opened. */
export function UndoButtons() {
  const store = useBuilderStore();
  const modifier = useModifierKey();
  const last = useBuilder(({ past }) => past.at(-1)?.label ?? null);
  const next = useBuilder(({ future }) => future.at(-1)?.label ?? null);
  return (
    <div className="flex max-desk:hidden">
      <IconButton
        label={last === null ? "Undo" : `Undo: ${last}`}
        shortcut={`${modifier} Z`}
        aria-disabled={last === null}
        className="aria-disabled:opacity-40"
        onClick={() => store.getState().undo()}
      >
        <Undo2 aria-hidden />
      </IconButton>
      <IconButton
        label={next === null ? "Redo" : `Redo: ${next}`}
        shortcut={`⇧ ${modifier} Z`}
        aria-disabled={next === null}
        className="aria-disabled:opacity-40"
        onClick={() => store.getState().redo()}
      >
        <Redo2 aria-hidden />
      </IconButton>
    </div>
  );
}
