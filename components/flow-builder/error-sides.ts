import type { CanvasLayout } from "./canvas-layout";
import type { CanvasLink, Direction, PortSide } from "./canvas-model";

type Box = { id: string; width: number; height: number; isStop: boolean };

type Drawn = {
  links: readonly CanvasLink[];
  boxes: readonly Box[];
  layout: CanvasLayout;
  direction: Direction;
  /** Along which ways lead into the lane of the error handlers. */
  gutter: number | null;
  isIntoLane: (link: CanvasLink) => boolean;
};

/**
 * A way of an error leaves its card at a side, where nothing stands between the card and the way (`sides`, by card).
 * Into the lane of the handlers it passes below what stands in between, where there is room (`below`, by way).
 */
export function errorSides({ links, boxes, layout, direction, gutter, isIntoLane }: Drawn): {
  sides: ReadonlyMap<string, PortSide>;
  below: ReadonlyMap<string, number>;
} {
  const sides = new Map<string, PortSide>();
  const below = new Map<string, number>();
  const errors = links.filter(({ lane }) => lane === "error");
  if (errors.length === 0) return { sides, below };
  const rects = new Map(boxes.map((box) => [box.id, rectOf(box, layout, direction)]));
  const areas = [...rects.values()].filter((rect) => rect !== null);
  for (const link of errors) {
    const from = rects.get(link.source);
    if (!from || from.isStop) continue;
    const middle = (from.top + from.bottom) / 2;
    const first = layout.routes.get(link.id)?.points[0];
    if (first) {
      const goal = direction === "down" ? first.x : first.y;
      const side = goal < from.left - CLEAR ? "left" : goal > from.right + CLEAR ? "right" : "on";
      const [begin, end] = side === "left" ? [goal, from.left] : [from.right, goal];
      const blocked = areas.some((rect) => rect !== from && isCrossed(rect, begin, end, middle, 0));
      sides.set(link.source, blocked ? "on" : side);
    } else if (gutter !== null && isIntoLane(link)) {
      if (!areas.some((rect) => rect !== from && isCrossed(rect, from.right, gutter, middle, 0))) continue;
      const at = freeBelow(from, gutter, areas);
      if (at === null) continue;
      sides.set(link.source, "on");
      below.set(link.id, at);
    }
  }
  return { sides, below };
}

const CLEAR = 12;
/** So far a line keeps from cards above and below it. */
const AIR = 8;

type Area = { left: number; right: number; top: number; bottom: number };

const isCrossed = ({ left, right, top, bottom }: Area, from: number, to: number, at: number, air: number) =>
  left < to + CLEAR && right > from - CLEAR && top - air <= at && bottom + air >= at;

/** The first height below a card at which a line passes all the others up to the gutter; null: there is none. */
function freeBelow(from: Area, gutter: number, areas: readonly Area[]): number | null {
  const middle = (from.left + from.right) / 2;
  const beneath = areas.filter(
    ({ left, right, top }) => top >= from.bottom && left < from.right && right > middle,
  );
  const ceiling = Math.min(...beneath.map(({ top }) => top - AIR));
  for (let at = from.bottom + CLEAR; at <= ceiling; ) {
    const line = at;
    const inTheWay = areas.filter((rect) => rect !== from && isCrossed(rect, middle, gutter, line, AIR));
    if (inTheWay.length === 0) return line;
    at = Math.max(...inTheWay.map(({ bottom }) => bottom)) + AIR + 1;
  }
  return null;
}

/** As if the flow read downwards. */
function rectOf({ id, width, height, isStop }: Box, layout: CanvasLayout, direction: Direction) {
  const at = layout.positions.get(id);
  if (!at) return null;
  return direction === "down"
    ? { isStop, left: at.x, right: at.x + width, top: at.y, bottom: at.y + height }
    : { isStop, left: at.y, right: at.y + height, top: at.x, bottom: at.x + width };
}
