import { Prec } from "@codemirror/state";
import { type EditorView, keymap, type ViewUpdate } from "@codemirror/view";
import { insertReference, type OpenReference, openReference } from "./template-text";

const LOOK_BACK = 200;

/** The reference that is being typed where the cursor is. */
export function referenceAtCursor({
  state,
  hasFocus,
}: Pick<EditorView, "state" | "hasFocus">): OpenReference | null {
  const { head, empty } = state.selection.main;
  if (!empty || !hasFocus || state.readOnly) return null;
  const start = Math.max(0, head - LOOK_BACK);
  const open = openReference(state.sliceDoc(start, head), head - start);
  return open && { from: open.from + start, query: open.query };
}

export const mayHaveMoved = (update: ViewUpdate): boolean =>
  update.docChanged || update.selectionSet || update.focusChanged;

/** Keys go to the open picker first. `onKey` says whether it took one. */
export const pickerKeys = (onKey: (key: string) => boolean) =>
  Prec.highest(
    keymap.of(
      ["ArrowDown", "ArrowUp", "ArrowLeft", "ArrowRight", "Enter", "Tab"].map((key) => ({
        key,
        run: () => onKey(key),
      })),
    ),
  );

/** Puts a reference where the cursor is, over what was typed of it. */
export function putReference(view: EditorView, path: string): void {
  const { head } = view.state.selection.main;
  const change = insertReference(view.state.doc.toString(), head, path);
  view.dispatch({
    changes: change,
    selection: { anchor: change.from + change.insert.length },
    userEvent: "input.complete",
    scrollIntoView: true,
  });
  view.focus();
}

/** Begins a reference, so that the picker opens. */
export function beginReference(view: EditorView): void {
  const { main } = view.state.selection;
  // Where nobody has put the cursor yet, it goes on at the end.
  const untouched = !view.hasFocus && main.to === 0;
  const { from, to } = untouched ? { from: view.state.doc.length, to: view.state.doc.length } : main;
  view.focus();
  view.dispatch({ changes: { from, to, insert: "{{" }, selection: { anchor: from + 2 }, userEvent: "input" });
}

/** Takes braces away behind which nothing was typed. */
export function dropReference(view: EditorView, open: OpenReference): void {
  const { head } = view.state.selection.main;
  view.dispatch({ changes: { from: open.from, to: head }, userEvent: "delete" });
}
