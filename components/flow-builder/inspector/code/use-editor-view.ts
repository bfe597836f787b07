"use client";

import { history, historyKeymap, standardKeymap } from "@codemirror/commands";
import { Compartment, EditorState, type Extension } from "@codemirror/state";
import { EditorView, keymap, type ViewUpdate } from "@codemirror/view";
import { type RefObject, useEffect, useRef } from "react";
import { editorTheme } from "./editor-theme";

type EditorViewOptions = {
  value: string;
  onChange: (value: string) => void;
  /** Of the text itself: its name, what describes it. */
  attributes: Readonly<Record<string, string>>;
  readOnly: boolean;
  /** Taken once, when the editor is made. */
  extensions: () => Extension;
  onUpdate?: (update: ViewUpdate) => void;
  autoFocus?: boolean;
};

/** An editor in an element. What comes from outside replaces its text; what is typed is told. */
export function useEditorView(host: RefObject<HTMLElement | null>, options: EditorViewOptions) {
  const { value, attributes, readOnly } = options;
  const latest = useRef(options);
  latest.current = options;
  const made = useRef<{ view: EditorView; settings: Compartment } | null>(null);

  // biome-ignore lint/correctness/useExhaustiveDependencies: made once; what changes comes in through the effects below
  useEffect(() => {
    if (!host.current) return;
    const settings = new Compartment();
    const view = new EditorView({
      parent: host.current,
      state: EditorState.create({
        doc: latest.current.value,
        extensions: [
          latest.current.extensions(),
          history(),
          keymap.of([...historyKeymap, ...standardKeymap]),
          editorTheme,
          settings.of(settingsOf(latest.current)),
          EditorView.updateListener.of((update) => {
            latest.current.onUpdate?.(update);
            if (!update.docChanged) return;
            const text = update.state.doc.toString();
            if (text !== latest.current.value) latest.current.onChange(text);
          }),
        ],
      }),
    });
    made.current = { view, settings };
    if (latest.current.autoFocus) view.focus();
    return () => {
      made.current = null;
      view.destroy();
    };
  }, []);

  useEffect(() => {
    const view = made.current?.view;
    if (!view || view.state.doc.toString() === value) return;
    view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: value } });
  }, [value]);

  const spoken = JSON.stringify(attributes);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the attributes count by what they say
  useEffect(() => {
    made.current?.view.dispatch({
      effects: made.current.settings.reconfigure(settingsOf(latest.current)),
    });
  }, [spoken, readOnly]);

  return { view: () => made.current?.view ?? null };
}

const settingsOf = ({ attributes, readOnly }: EditorViewOptions): Extension => [
  EditorView.contentAttributes.of({ ...attributes, ...(readOnly && { "aria-readonly": "true" }) }),
  EditorState.readOnly.of(readOnly),
  EditorView.editable.of(!readOnly),
];
