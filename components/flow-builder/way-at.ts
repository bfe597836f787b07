import type { Way } from "./canvas-model";
import type { Point } from "./route-edge";

/** The way under a point of the window: its line, its “+”, or the end it leads to, whatever lies over it. */
export function wayAt({ x, y }: Point): Way | null {
  for (const element of document.elementsFromPoint(x, y)) {
    const way = wayOf(element);
    if (way) return way;
  }
  // Close to a glowing point is close enough.
  let nearest: Way | null = null;
  let reach = REACH;
  for (const point of document.querySelectorAll("[data-insert]")) {
    const { left, top, width, height } = point.getBoundingClientRect();
    const distance = Math.hypot(left + width / 2 - x, top + height / 2 - y);
    if (distance >= reach) continue;
    nearest = wayOf(point);
    reach = distance;
  }
  return nearest;
}

const REACH = 36;

function wayOf(element: Element): Way | null {
  if (!(element instanceof HTMLElement || element instanceof SVGElement)) return null;
  const { wayFrom, wayOutlet } = element.dataset;
  return wayFrom !== undefined && wayOutlet !== undefined ? { stepId: wayFrom, outlet: wayOutlet } : null;
}
