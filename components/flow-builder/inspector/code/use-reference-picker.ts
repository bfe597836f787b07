"use client";

import type { EditorView, ViewUpdate } from "@codemirror/view";
import { useRef, useState } from "react";
import { useData } from "../data/data-context";
import type { DataNode } from "../data/data-node";
import { useDataRows } from "../data/use-data-rows";
import {
  beginReference,
  dropReference,
  mayHaveMoved,
  pickerKeys,
  putReference,
  referenceAtCursor,
} from "./reference-picker";
import type { OpenReference } from "./template-text";

/** Typing {{ opens the data of the run beside the text; keys choose in it while the cursor stays where it is. */
export function useReferencePicker(view: () => EditorView | null) {
  const { tree } = useData();
  const [open, setOpen] = useState<OpenReference | null>(null);
  /** Where Escape was pressed: it stays shut there. */
  const dismissed = useRef<number | null>(null);
  const choose = (node: DataNode) => {
    const editor = view();
    if (editor && node.path !== null) putReference(editor, node.path);
  };
  const data = useDataRows(tree, open?.query ?? "", choose);
  const onKey = (key: string): boolean => {
    if (!open) return false;
    return data.onKey(key);
  };
  /** Shut until another reference is begun; braces behind which nothing was typed go. */
  const close = () => {
    const editor = view();
    if (!open) return;
    dismissed.current = open.from;
    setOpen(null);
    if (editor && open.query === "") dropReference(editor, open);
  };
  const keys = useRef(onKey);
  keys.current = onKey;
  const onUpdate = (update: ViewUpdate) => {
    if (!mayHaveMoved(update)) return;
    const found = referenceAtCursor(update.view);
    if (found?.from !== dismissed.current) dismissed.current = null;
    const next = found && dismissed.current === found.from ? null : found;
    setOpen((old) => (old?.from === next?.from && old?.query === next?.query ? old : next));
  };
  return {
    open,
    data,
    choose,
    close,
    onUpdate,
    extension: () => pickerKeys((key) => keys.current(key)),
    begin: () => {
      const editor = view();
      dismissed.current = null;
      if (editor) beginReference(editor);
    },
    /** For the text: what it controls, and which row of it the keys are on. */
    attributes: {
      "aria-autocomplete": "list",
      "aria-haspopup": "tree",
      ...(open && {
        "aria-controls": data.treeId,
        ...(data.active >= 0 && { "aria-activedescendant": data.rowId(data.active) }),
      }),
    },
  };
}
