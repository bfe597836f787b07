"use client";

import { closeBrackets, closeBracketsKeymap } from "@codemirror/autocomplete";
import { html } from "@codemirror/lang-html";
import { javascript } from "@codemirror/lang-javascript";
import { json } from "@codemirror/lang-json";
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
import { jsonFaults } from "./json-faults";
import { referenceMarks } from "./reference-marks";
import { useEditorView } from "./use-editor-view";
import { useReferencePicker } from "./use-reference-picker";

/** JSON, HTML or JavaScript. Tab leaves it, as it leaves every field; {{ offers the data of the run. */
export function CodeEditor(props: CodeFieldProps) {
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
}: CodeFieldProps & { tools?: ReactNode }) {
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
      LANGUAGES[language](),
      tall ? [lineNumbers(), foldGutter()] : [],
      bracketMatching(),
      // Braces of a reference close themselves by the choice that is made for them.
      language === "javascript" ? closeBrackets() : [],
      indentOnInput(),
      EditorView.lineWrapping,
      referenceMarks,
      highlightSelectionMatches(),
      placeholder ? placeholderOf(placeholder) : [],
      keymap.of([...closeBracketsKeymap, ...searchKeymap, ...foldKeymap]),
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

const LANGUAGES: Record<CodeFieldProps["language"], () => Extension> = {
  json: () => [json(), jsonFaults],
  html: () => html({ autoCloseTags: false }),
  javascript: () => javascript(),
};
