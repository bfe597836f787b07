import type { Page } from "playwright-core";

/** How many cards are drawn again while a character is typed into the name of a step, and until all is quiet. */
export async function measureEdit(page: Page): Promise<number> {
  const card = page.locator(".react-flow__node-card").nth(3);
  await card.focus();
  await page.keyboard.press("Enter");
  const name = page.locator("[data-builder-inspector] input").first();
  await name.click();
  await page.keyboard.press("End");
  await page.waitForTimeout(QUIET_MS);
  await page.evaluate(() => {
    window.batonCardRenders = 0;
  });
  await page.keyboard.type("x");
  await page.waitForTimeout(QUIET_MS);
  return page.evaluate(() => window.batonCardRenders ?? 0);
}

const QUIET_MS = 1_500;
