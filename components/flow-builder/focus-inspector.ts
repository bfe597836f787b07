/** Moves the focus to the first field of what is selected; to the inspector itself when it has none. */
export function focusInspector(): void {
  const inspector = document.querySelector<HTMLElement>("[data-builder-inspector]");
  // In a narrow window it is behind the steps until it is asked for.
  if (inspector?.offsetParent === null && reveal) {
    reveal();
    requestAnimationFrame(() => requestAnimationFrame(() => focusFirst(inspector)));
  } else focusFirst(inspector);
}

/** Whoever can bring the inspector to the front says how, for as long as they are there. */
export function provideInspector(show: () => void): () => void {
  reveal = show;
  return () => {
    if (reveal === show) reveal = null;
  };
}

let reveal: (() => void) | null = null;

function focusFirst(inspector: HTMLElement | null, tries = FRAMES): void {
  const panel = inspector?.querySelector("[role=tabpanel]") ?? inspector;
  const field = panel?.querySelector<HTMLElement>(FIELDS);
  // The flow as a whole comes a moment later.
  if (inspector?.childElementCount === 0 && tries > 0)
    requestAnimationFrame(() => focusFirst(inspector, tries - 1));
  else (field ?? inspector)?.focus();
}

const FRAMES = 30;

const FIELDS =
  "input:not([type=hidden]):not([disabled]), textarea:not([disabled]), select, [contenteditable=true], button[role=combobox], button:not([disabled])";
