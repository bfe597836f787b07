import type { Page } from "playwright-core";

declare global {
  interface Window {
    batonFrames?: { stop: () => number[] };
  }
}

/** How far apart frames are, in ms, while a card is dragged about. */
export async function measureDrag(page: Page): Promise<number[]> {
  const card = await cardInView(page);
  await page.mouse.move(card.x, card.y);
  await page.mouse.down();
  await page.mouse.move(card.x + 20, card.y + 10, { steps: 4 });
  await page.evaluate(() => {
    const frames: number[] = [];
    let before = performance.now();
    let going = true;
    const frame = (at: number) => {
      frames.push(at - before);
      before = at;
      if (going) requestAnimationFrame(frame);
    };
    requestAnimationFrame((at) => {
      before = at;
      requestAnimationFrame(frame);
    });
    window.batonFrames = {
      stop: () => {
        going = false;
        return frames;
      },
    };
  });
  const begun = performance.now();
  for (let move = 0; performance.now() - begun < DRAG_MS; move++) {
    const turn = move / 20;
    await page.mouse.move(card.x + Math.sin(turn) * 160, card.y + Math.cos(turn) * 90);
    await page.waitForTimeout(6);
  }
  const frames = await page.evaluate(() => window.batonFrames?.stop() ?? []);
  await page.mouse.up();
  return frames;
}

const DRAG_MS = 3_000;

async function cardInView(page: Page): Promise<{ x: number; y: number }> {
  const canvas = await page.locator(".baton-edit").boundingBox();
  if (!canvas) throw new Error("There is no canvas");
  const middle = { x: canvas.x + canvas.width / 2, y: canvas.y + canvas.height / 2 };
  for (const card of await page.locator(".react-flow__node-card").all()) {
    const box = await card.boundingBox();
    if (!box) continue;
    const point = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
    if (Math.abs(point.x - middle.x) < canvas.width / 4 && Math.abs(point.y - middle.y) < canvas.height / 4)
      return point;
  }
  throw new Error("No card is in the middle of the canvas");
}
