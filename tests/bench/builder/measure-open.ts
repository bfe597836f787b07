import type { Page } from "playwright-core";

declare global {
  interface Window {
    /** When the first card was on the screen, in ms since the address was asked for. */
    batonCardsAt?: number;
  }
}

/** From asking for the page to cards on the screen, by full loads of the page; the first one only warms the server. */
export async function measureOpen(page: Page, url: string, times: number): Promise<number[]> {
  await page.addInitScript(() => {
    const look = () => {
      if (document.querySelector(".react-flow__node-card")) window.batonCardsAt = performance.now();
      else requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  });
  const taken: number[] = [];
  for (let time = 0; time <= times; time++) {
    await page.goto(url, { timeout: 120_000 });
    const ready = await page.waitForFunction(() => window.batonCardsAt, null, { timeout: 120_000 });
    const at = await ready.jsonValue();
    if (at !== undefined && time > 0) taken.push(at);
  }
  return taken;
}
