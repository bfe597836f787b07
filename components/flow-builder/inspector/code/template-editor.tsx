"use client";

import { EditorState } from "@codemirror/state";
import { EditorView, placeholder as placeholderOf } from "@codemirror/view";
import { useRef } from "react";
import { cn } from "@/components/ui/cn";
import { useFieldProps } from "@/components/ui/field-context";
import { useLiveValue } from "../data/use-live-value";
import { EditorFrame } from "./editor-frame";
import { pillExtension } from "./pill-extension";
import type { TemplateFieldProps } from "./template-field-props";
import { useEditorView } from "./use-editor-view";
import { useReferencePicker } from "./use-reference-picker";

/** A text with references as pills. Its value is plain text with {{ }}. */
export function TemplateEditor({
  value,
  onChange,
  label,
  multiline = false,
  placeholder = "",
  readOnly = false,
  autoFocus = false,
  className,
}: TemplateFieldProps) {
  const host = useRef<HTMLDivElement>(null);
  const field = useFieldProps({});
  const liveValue = useLiveValue();
  const live = useRef(liveValue);
  live.current = liveValue;
  const view = useRef<() => EditorView | null>(() => null);
  const picker = useReferencePicker(() => view.current());
  const editor = useEditorView(host, {
    value,
    onChange,
    readOnly,
    autoFocus,
    onUpdate: picker.onUpdate,
    attributes: {
      "aria-label": label,
      "aria-multiline": String(multiline),
      ...(field["aria-describedby"] && { "aria-describedby": field["aria-describedby"] }),
      ...(field["aria-invalid"] && { "aria-invalid": "true" }),
      ...(field["aria-required"] && { "aria-required": "true" }),
      ...picker.attributes,
    },
    extensions: () => [
      picker.extension(),
      EditorView.lineWrapping,
      placeholder ? placeholderOf(placeholder) : [],
      multiline ? [] : oneLine,
      pillExtension((expression) => live.current(expression)),
    ],
  });
  view.current = editor.view;
  return (
    <EditorFrame
      host={host}
      picker={picker}
      invalid={field["aria-invalid"] === true}
      readOnly={readOnly}
      className={cn(multiline && "[&_.cm-content]:min-h-20! [&_.cm-scroller]:max-h-80", className)}
    />
  );
}

/** Line breaks, pasted ones too, are spaces. */
const oneLine = EditorState.transactionFilter.of((transaction) =>
  transaction.docChanged && transaction.newDoc.lines > 1
    ? [
        transaction,
        {
          changes: breaksOf(transaction.newDoc.toString()).map((from) => ({
            from,
            to: from + 1,
            insert: " ",
          })),
          sequential: true,
        },
      ]
    : transaction,
);

const breaksOf = (text: string): number[] => [...text.matchAll(/\n/g)].map(({ index }) => index);
