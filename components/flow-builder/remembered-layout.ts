import type { CanvasLayout, LayoutBox, LayoutLink } from "./canvas-layout";
import type { Direction } from "./canvas-model";
import { layoutCanvas } from "./layout-canvas";
import type { Point } from "./route-edge";

/** What changes in a card's words leaves its size and its ways alone, most of the time: then everything stays in place. */
export function rememberedLayout(
  boxes: LayoutBox[],
  links: LayoutLink[],
  placed: Record<string, Point> | undefined,
  direction: Direction,
): CanvasLayout {
  const key = [
    direction,
    ...boxes.map(({ id, width, height }) => `${id}:${width}:${height}`),
    ...links.map(({ id, target, labelWidth }) => `${id}>${target}:${labelWidth}`),
  ].join("|");
  const known = recent.find((one) => one.key === key && one.placed === placed);
  if (known) return known.layout;
  const layout = layoutCanvas(boxes, links, placed, direction);
  recent.unshift({ key, placed, layout });
  recent.length = Math.min(recent.length, MOST);
  return layout;
}

const MOST = 8;
const recent: { key: string; placed: unknown; layout: CanvasLayout }[] = [];
