"use client";

import {
  ClipboardCopy,
  ClipboardPaste,
  Copy,
  type LucideIcon,
  Pencil,
  Plus,
  Scissors,
  Trash2,
} from "lucide-react";
import { useModifierKey } from "@/components/shell/use-modifier-key";
import { useBuilderView } from "./builder-view";
import { focusInspector } from "./focus-inspector";
import { useClipboardActions } from "./inspector/use-clipboard-actions";
import { placeOfSelection } from "./place-of-selection";
import type { Point } from "./route-edge";
import { useBuilderStore } from "./use-builder";

/** What menus and buttons offer: what it is called, its key, and what it does. */
export type StepAction = {
  label: string;
  icon: LucideIcon;
  shortcut?: string;
  danger?: boolean;
  run: () => void;
};

/** What can be done with what is selected, wherever it is offered. */
export function useStepActions() {
  const store = useBuilderStore();
  const modifier = useModifierKey();
  const clipboard = useClipboardActions();
  return {
    /** The menu of steps opens at this place of the window. */
    addAfter: (id: string, at: Point): StepAction => ({
      ...{ label: "Add a step after it", icon: Plus, shortcut: "A" },
      run: () => useBuilderView.getState().choose(placeOfSelection(store.getState().definition, [id]), at),
    }),
    setUp: { label: "Set it up", icon: Pencil, shortcut: "Enter", run: focusInspector },
    copy: {
      ...{ label: "Copy", icon: ClipboardCopy, shortcut: `${modifier} C` },
      run: () => void clipboard.copy(),
    },
    cut: { label: "Cut", icon: Scissors, shortcut: `${modifier} X`, run: () => void clipboard.cut() },
    duplicate: {
      ...{ label: "Duplicate", icon: Copy, shortcut: `${modifier} D` },
      run: () => store.getState().duplicate(),
    },
    /** Behind what is selected, or at this place of the window. */
    paste: (at?: Point): StepAction => ({
      ...{ label: "Paste", icon: ClipboardPaste, shortcut: `${modifier} V` },
      run: () => void clipboard.paste(at && useBuilderView.getState().canvas?.toFlow(at)),
    }),
    remove: {
      ...{ label: "Remove", icon: Trash2, shortcut: "Del", danger: true },
      run: () => store.getState().remove(),
    },
  } satisfies Record<string, StepAction | ((...at: never[]) => StepAction)>;
}
