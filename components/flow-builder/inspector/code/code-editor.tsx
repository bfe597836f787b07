"use client";

import { bracketMatching, foldGutter, foldKeymap, indentOnInput } from "@codemirror/language";
import { highlightSelectionMatches, searchKeymap } from "@codemirror/search";
import type { Extension } from "@codemirror/state";
import { EditorView, keymap, lineNumbers, placeholder as placeholderOf } from "@codemirror/view";
import { Maximize2 } from "lucide-react";
import { type ReactNode, useRef, useState } from "react";
import { cn } from "@/components/ui/cn";
import { Dialog, DialogContent } from "@/components/ui/dialog";
import { useFieldProps } from "@/components/ui/field-context";
import { IconButton } from "@/components/ui/icon-button";
import type { CodeFieldProps } from "./code-field-props";
import { EditorFrame } from "./editor-frame";
import { referenceMarks } from "./reference-marks";
import { useEditorView } from "./use-editor-view";
import { useReferencePicker } from "./use-reference-picker";

/** How a language is read, coloured and checked. */
type CodeEditorProps = Omit<CodeFieldProps, "language"> & { language: () => Extension };

/** Code in some language. Tab leaves it, as it leaves every field; {{ offers the data of the run. */
export function CodeEditor(props: CodeEditorProps) {
  const [large, setLarge] = useState(false);
  return (
    <>
      <Code
        {...props}
        tools={
          <IconButton
            label="Edit in a large window"
            tabIndex={-1}
            className="size-6 opacity-60 focus-visible:opacity-100 group-focus-within:opacity-100 group-hover:opacity-100"
            onClick={() => setLarge(true)}
          >
            <Maximize2 aria-hidden className="size-3.5!" />
          </IconButton>
        }
      />
      {large ? (
        <Dialog open onOpenChange={setLarge}>
          <DialogContent title={props.label} size="lg">
            <Code {...props} tall />
          </DialogContent>
        </Dialog>
      ) : null}
    </>
  );
}

function Code({
  language,
  label,
  value,
  onChange,
  placeholder = "",
  readOnly = false,
  invalid = false,
  tall = false,
  tools,
}: CodeEditorProps & { tools?: ReactNode }) {
  const host = useRef<HTMLDivElement>(null);
  const field = useFieldProps({});
  const view = useRef<() => EditorView | null>(() => null);
  const picker = useReferencePicker(() => view.current());
  const editor = useEditorView(host, {
    value,
    onChange,
    readOnly,
    autoFocus: tall,
    onUpdate: picker.onUpdate,
    attributes: {
      "aria-label": label,
      ...(field["aria-describedby"] && { "aria-describedby": field["aria-describedby"] }),
      ...((field["aria-invalid"] || invalid) && { "aria-invalid": "true" }),
      ...picker.attributes,
    },
    extensions: () => [
      picker.extension(),
      language(),
      tall ? [lineNumbers(), foldGutter()] : [],
      bracketMatching(),
      indentOnInput(),
      EditorView.lineWrapping,
      referenceMarks,
      highlightSelectionMatches(),
      placeholder ? placeholderOf(placeholder) : [],
      keymap.of([...searchKeymap, ...foldKeymap]),
    ],
  });
  view.current = editor.view;
  return (
    <EditorFrame
      host={host}
      picker={picker}
      invalid={invalid || field["aria-invalid"] === true}
      readOnly={readOnly}
      tools={tools}
      className={cn(
        "font-mono text-xs [&_.cm-editor]:text-xs",
        tall ? "[&_.cm-scroller]:h-[55vh]!" : "[&_.cm-content]:min-h-16! [&_.cm-scroller]:max-h-72",
      )}
    />
  );
}
