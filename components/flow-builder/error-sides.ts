import type { CanvasLayout } from "./canvas-layout";
import type { CanvasLink, Direction, PortSide } from "./canvas-model";

type Box = { id: string; width: number; height: number; isStop: boolean };

/** A way of an error leaves its card at a side, where nothing stands between the card and the way; by card. */
export function errorSides(
  links: readonly CanvasLink[],
  boxes: readonly Box[],
  layout: CanvasLayout,
  direction: Direction,
): ReadonlyMap<string, PortSide> {
  const sides = new Map<string, PortSide>();
  const errors = links.filter(({ lane, id }) => lane === "error" && layout.routes.has(id));
  if (errors.length === 0) return sides;
  const rects = new Map(boxes.map((box) => [box.id, rectOf(box, layout, direction)]));
  for (const { id, source } of errors) {
    const from = rects.get(source);
    const first = layout.routes.get(id)?.points[0];
    if (!from || !first || from.isStop) continue;
    const goal = direction === "down" ? first.x : first.y;
    const side = goal < from.left - CLEAR ? "left" : goal > from.right + CLEAR ? "right" : "on";
    const middle = (from.top + from.bottom) / 2;
    const [begin, end] = side === "left" ? [goal, from.left] : [from.right, goal];
    const blocked = [...rects].some(
      ([other, rect]) =>
        other !== source &&
        rect !== null &&
        rect.left < end + CLEAR &&
        rect.right > begin - CLEAR &&
        rect.top <= middle &&
        rect.bottom >= middle,
    );
    sides.set(source, blocked ? "on" : side);
  }
  return sides;
}

const CLEAR = 12;

/** As if the flow read downwards. */
function rectOf({ id, width, height, isStop }: Box, layout: CanvasLayout, direction: Direction) {
  const at = layout.positions.get(id);
  if (!at) return null;
  return direction === "down"
    ? { isStop, left: at.x, right: at.x + width, top: at.y, bottom: at.y + height }
    : { isStop, left: at.y, right: at.y + height, top: at.x, bottom: at.x + width };
}
