import type { Page } from "playwright-core";

/** A hundred edits taken back at once (until they are on the screen), and one alone, in ms. */
export async function measureUndo(page: Page, edits: number): Promise<{ all: number; single: number[] }> {
  await page.keyboard.press("Escape");
  await page.evaluate(async (count) => {
    const key = (name: string, ctrlKey = false) =>
      window.dispatchEvent(new KeyboardEvent("keydown", { key: name, ctrlKey, bubbles: true }));
    for (let edit = 0; edit < count; edit++) {
      key("n");
      await new Promise((next) => setTimeout(next));
    }
  }, edits);
  return page.evaluate(async (count) => {
    const undo = () =>
      window.dispatchEvent(new KeyboardEvent("keydown", { key: "z", ctrlKey: true, bubbles: true }));
    const redo = () =>
      window.dispatchEvent(new KeyboardEvent("keydown", { key: "y", ctrlKey: true, bubbles: true }));
    const single: number[] = [];
    for (let time = 0; time < 20; time++) {
      const begun = performance.now();
      undo();
      await new Promise((next) => setTimeout(next));
      single.push(performance.now() - begun);
      redo();
      await new Promise((next) => requestAnimationFrame(next));
    }
    const begun = performance.now();
    for (let edit = 0; edit < count; edit++) undo();
    await new Promise((next) => requestAnimationFrame(() => setTimeout(next)));
    return { all: performance.now() - begun, single };
  }, edits);
}
