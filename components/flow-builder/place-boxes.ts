import type { LayoutBox, LayoutLink } from "./canvas-layout";
import type { Point } from "./route-edge";

/** Puts boxes where a person wants them; what follows one and has no place of its own keeps its distance. Says which moved. */
export function movePlaced(
  positions: Map<string, Point>,
  boxes: readonly LayoutBox[],
  links: readonly LayoutLink[],
  placed: Record<string, Point>,
): Set<string> {
  const automatic = new Map(positions);
  const moved = new Set<string>();
  for (const { id } of boxes) {
    const given = placed[id];
    if (!given) continue;
    positions.set(id, given);
    moved.add(id);
  }
  if (moved.size === 0) return moved;
  const follow = (id: string, leader: string) => {
    const [from, to, at] = [automatic.get(leader), automatic.get(id), positions.get(leader)];
    if (!moved.has(leader) || moved.has(id) || !from || !to || !at) return false;
    positions.set(id, { x: at.x + to.x - from.x, y: at.y + to.y - from.y });
    moved.add(id);
    return true;
  };
  for (let changed = true; changed; ) {
    changed = false;
    for (const { source, target } of links) changed = follow(target, source) || changed;
  }
  // What leads to a box and has nothing before it (the catch-all) stays with it.
  const followed = new Set(links.map(({ target }) => target));
  for (const { source, target } of links) if (!followed.has(source)) follow(source, target);
  return moved;
}

/** Every card has its place: the ends of branches stand below theirs, side by side. */
export function placeStops(
  boxes: readonly LayoutBox[],
  links: readonly LayoutLink[],
  placed: Record<string, Point>,
): Map<string, Point> {
  const byId = new Map(boxes.map((box) => [box.id, box]));
  const positions = new Map<string, Point>();
  for (const { id, isStop } of boxes) {
    const at = placed[id];
    if (!isStop && at) positions.set(id, at);
  }
  const waysOf = new Map<string, number>();
  for (const { source, target, lane } of links) {
    const [from, to, at] = [byId.get(source), byId.get(target), positions.get(source)];
    if (!from || !to) continue;
    const order = waysOf.get(source) ?? 0;
    if (lane === "main") waysOf.set(source, order + 1);
    const goal = placed[target];
    if (from.isStop && goal) {
      positions.set(source, {
        x: goal.x + (to.width - from.width) / 2,
        y: goal.y - GAP - from.height,
      });
    } else if (to.isStop && at) {
      const middle = at.x + from.width / 2 + order * Math.max(SIDE, to.width + 16);
      positions.set(
        target,
        lane === "error"
          ? { x: at.x + from.width + GAP, y: at.y + (from.height - to.height) / 2 }
          : { x: Math.round(middle - to.width / 2), y: at.y + from.height + GAP },
      );
    }
  }
  return positions;
}

const GAP = 44;
const SIDE = 88;
