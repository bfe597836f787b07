/** Whether keys belong to a field, or to something that lies over the page. */
export const isTyping = (target: EventTarget | null): boolean =>
  document.querySelector(
    "[role=dialog], [role=alertdialog], [role=menu], [role=listbox][data-state=open]",
  ) !== null ||
  (target instanceof HTMLElement &&
    (target.isContentEditable || target.closest("input, textarea, select, .cm-editor") !== null));
