import { HighlightStyle, syntaxHighlighting } from "@codemirror/language";
import { EditorView } from "@codemirror/view";
import { tags } from "@lezer/highlight";

/** Colours and lines of every editor: our own variables, so light and dark come by themselves. */
const look = EditorView.theme({
  "&": { backgroundColor: "transparent", color: "var(--gray-12)", fontSize: "13px" },
  "&.cm-focused": { outline: "none" },
  ".cm-content": {
    fontFamily: "inherit",
    lineHeight: "20px",
    padding: "5px 0",
    caretColor: "var(--gray-12)",
  },
  ".cm-line": { padding: "0 10px" },
  ".cm-scroller": { fontFamily: "inherit", lineHeight: "20px" },
  ".cm-placeholder": { color: "var(--gray-10)" },
  ".cm-cursor": { borderLeftColor: "var(--gray-12)" },
  ".cm-selectionBackground, &.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground": {
    backgroundColor: "color-mix(in oklab, var(--accent) 25%, transparent)",
  },
  ".cm-gutters": { backgroundColor: "var(--sunken)", color: "var(--gray-10)", border: "none" },
  ".cm-activeLineGutter": { backgroundColor: "transparent", color: "var(--gray-12)" },
  ".cm-foldPlaceholder": { backgroundColor: "var(--gray-4)", border: "none", color: "var(--gray-11)" },
  "&.cm-focused .cm-matchingBracket": { backgroundColor: "var(--gray-5)" },
  ".cm-pill": {
    backgroundColor: "var(--gray-4)",
    borderRadius: "4px",
    padding: "1px 4px",
    margin: "0 1px",
    color: "var(--gray-12)",
    whiteSpace: "normal",
    overflowWrap: "anywhere",
    cursor: "default",
  },
  ".cm-pill-chosen": { boxShadow: "0 0 0 2px var(--ring)" },
  ".cm-reference": { backgroundColor: "var(--gray-4)", borderRadius: "3px" },
  ".cm-tooltip": {
    backgroundColor: "var(--gray-12)",
    color: "var(--gray-1)",
    border: "none",
    borderRadius: "6px",
    padding: "4px 8px",
    fontSize: "12px",
    maxWidth: "320px",
    overflowWrap: "anywhere",
  },
  ".cm-tooltip.cm-tooltip-lint": { padding: "0", backgroundColor: "var(--raised)", color: "var(--gray-12)" },
  ".cm-lint-marker": { width: "10px" },
  ".cm-panels": { backgroundColor: "var(--sunken)", color: "var(--gray-12)", borderColor: "var(--line)" },
  ".cm-panel input, .cm-panel button": { fontSize: "12px" },
});

const colours = HighlightStyle.define([
  { tag: [tags.propertyName, tags.attributeName], color: "var(--accent-ink)" },
  { tag: [tags.string, tags.attributeValue], color: "var(--emerald)" },
  { tag: [tags.number, tags.bool, tags.null], color: "var(--violet)" },
  { tag: [tags.keyword, tags.operatorKeyword, tags.tagName], color: "var(--fuchsia)" },
  { tag: [tags.comment, tags.meta, tags.angleBracket], color: "var(--gray-10)" },
  { tag: tags.invalid, color: "var(--red)" },
]);

export const editorTheme = [look, syntaxHighlighting(colours)];
