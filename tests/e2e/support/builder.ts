import { expect, type Locator, type Page } from "@playwright/test";

/** Makes a flow with nothing in it and stands in the builder. Returns its id. */
export async function blankFlow(page: Page, workspace: string, name: string): Promise<string> {
  await page.goto(`${workspace}/flows?new=true`);
  const dialog = page.getByRole("dialog", { name: "New flow" });
  await dialog.getByLabel("Name").fill(name);
  await dialog.getByRole("button", { name: "Create flow" }).click();
  await page.waitForURL(/\/flows\/[0-9a-f-]{36}/);
  await expect(canvas(page)).toBeVisible({ timeout: 30_000 });
  return new URL(page.url()).pathname.split("/").at(-1) ?? "";
}

export const canvas = (page: Page): Locator => page.getByRole("application", { name: "Canvas of the flow" });

/** A card of the canvas by its title. */
export const canvasCard = (page: Page, title: string): Locator =>
  page.locator(".react-flow__node-card").filter({ has: page.getByText(title, { exact: true }) });

export const inspector = (page: Page): Locator => page.locator("[data-builder-inspector]");
export const panel = (page: Page): Locator => page.getByRole("region", { name: "Problems and test run" });
export const outline = (page: Page): Locator => page.getByRole("tree", { name: "Steps of the flow" });
/** A row of the outline by the beginning of its name. */
export const outlineRow = (page: Page, name: string): Locator =>
  outline(page).getByRole("treeitem", { name: new RegExp(`^${name}`) });

/** Waits until the server has everything that was done. */
export const saved = (page: Page): Promise<void> =>
  expect(page.getByText(/^Saved/)).toBeVisible({ timeout: 15_000 });

/** A step of the palette; its group tells it from others of the same name. */
export async function paletteStep(page: Page, title: string, group?: string): Promise<Locator> {
  const palette = page.getByRole("complementary", { name: "Steps to add" });
  await palette.getByRole("combobox").fill(title);
  const of = group ? palette.getByRole("group", { name: group }) : palette;
  return of.getByRole("option", { name: title, exact: true }).first();
}

/** As a hand does it: not in one jump. */
export async function drag(page: Page, from: Locator, to: Locator): Promise<void> {
  const [start, end] = [await middleOf(from), await middleOf(to)];
  await page.mouse.move(start.x, start.y);
  await page.mouse.down();
  await page.mouse.move(start.x + 12, start.y + 12, { steps: 3 });
  await page.mouse.move(end.x, end.y, { steps: 12 });
  await page.mouse.up();
}

export async function clickAt(page: Page, locator: Locator): Promise<void> {
  const { x, y } = await middleOf(locator);
  await page.mouse.click(x, y);
}

/** Of a point, too, which has no size: a place where ways begin. */
async function middleOf(locator: Locator): Promise<{ x: number; y: number }> {
  await expect(locator).toBeAttached();
  const box = await locator.boundingBox();
  if (!box) throw new Error("Nothing to drag to is in view");
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

/** Writes into a text with references, which is no plain field. */
export async function write(page: Page, field: Locator, text: string): Promise<void> {
  await field.click();
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.insertText(text);
}
