/** Whether keys belong to a field, or to something that lies over the page. */
export const isTyping = (target: EventTarget | null): boolean =>
  (target instanceof HTMLElement &&
    (target.isContentEditable || target.closest("input, textarea, select, .cm-editor") !== null)) ||
  isCovered();

/** What lies over the page hangs on the body, beside it: the page itself, which is large, need not be searched. */
function isCovered(): boolean {
  const page = document.querySelector("main");
  for (const element of document.body.children)
    if (!element.contains(page) && (element.matches(OVER) || element.querySelector(OVER))) return true;
  return false;
}

const OVER = "[role=dialog], [role=alertdialog], [role=menu], [role=listbox][data-state=open]";
