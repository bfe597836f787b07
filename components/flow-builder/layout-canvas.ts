import type { CanvasLayout, LayoutBox, LayoutLink, Rect, Routes } from "./canvas-layout";
import type { Direction, Lane } from "./canvas-model";
import { layoutColumns } from "./layout-columns";
import { layoutRanks } from "./layout-ranks";
import { movePlaced, placeStops } from "./place-boxes";
import type { Point } from "./route-edge";

/** Positions that a person gave are kept; boxes without one stand relative to the step that leads to them. */
export function layoutCanvas(
  boxes: readonly LayoutBox[],
  links: readonly LayoutLink[],
  placed: Record<string, Point> = {},
  direction: Direction = "down",
): CanvasLayout {
  if (direction === "down") return layoutDown(boxes, links, placed);
  // To read to the right is to read down with the axes exchanged.
  const turnedPlaces = Object.fromEntries(Object.entries(placed).map(([id, at]) => [id, turned(at)]));
  const { positions, routes, lane } = layoutDown(
    boxes.map((box) => ({ ...box, width: box.height, height: box.width })),
    links.map((link) => ({ ...link, labelWidth: link.labelHeight, labelHeight: link.labelWidth })),
    turnedPlaces,
  );
  return {
    positions: new Map([...positions].map(([id, at]) => [id, turned(at)])),
    routes: new Map(
      [...routes].map(([id, { points, label }]) => [
        id,
        { points: points.map(turned), label: label && turned(label) },
      ]),
    ),
    lane: lane && { x: lane.y, y: lane.x, width: lane.height, height: lane.width },
  };
}

const turned = ({ x, y }: Point): Point => ({ x: y, y: x });

function layoutDown(
  boxes: readonly LayoutBox[],
  links: readonly LayoutLink[],
  placed: Record<string, Point>,
): CanvasLayout {
  if (boxes.every(({ id, isStop }) => isStop || placed[id] !== undefined)) {
    const positions = placeStops(boxes, links, placed);
    return { positions, routes: new Map(), lane: laneAround(boxes, positions) };
  }
  const main = arranged("main", boxes, links);
  const aside = arranged("error", boxes, links);
  standBeside(main.positions, aside, boxes);
  const positions = new Map([...main.positions, ...aside.positions]);
  const moved = movePlaced(positions, boxes, links, placed);
  const routes: Routes = new Map([...main.routes, ...aside.routes]);
  for (const { id, source, target } of links) if (moved.has(source) || moved.has(target)) routes.delete(id);
  return { positions, routes, lane: laneAround(boxes, positions) };
}

type Arrangement = { positions: Map<string, Point>; routes: Routes };

/** Few steps get the best order of branches that can be found; many get theirs in a moment. */
function arranged(lane: Lane, boxes: readonly LayoutBox[], links: readonly LayoutLink[]): Arrangement {
  const own = boxes.filter((box) => box.lane === lane);
  const ids = new Set(own.map(({ id }) => id));
  const within = links.filter(({ source, target }) => ids.has(source) && ids.has(target));
  return own.length > MANY ? layoutColumns(own, within) : layoutRanks(own, within);
}

const MANY = 150;

function standBeside(
  main: ReadonlyMap<string, Point>,
  aside: Arrangement,
  boxes: readonly LayoutBox[],
): void {
  const right = Math.max(0, ...boxes.map(({ id, width }) => (main.get(id)?.x ?? 0) + width));
  const left = Math.min(0, ...[...aside.positions.values()].map(({ x }) => x));
  const by = { x: right - left + LANE_GAP, y: LANE_HEAD };
  const shift = (at: Point) => ({ x: at.x + by.x, y: at.y + by.y });
  for (const [id, at] of aside.positions) aside.positions.set(id, shift(at));
  for (const [id, { points, label }] of aside.routes)
    aside.routes.set(id, { points: points.map(shift), label: label && shift(label) });
}

function laneAround(boxes: readonly LayoutBox[], positions: ReadonlyMap<string, Point>): Rect | null {
  const own = boxes.flatMap(({ id, lane, width, height }) => {
    const at = positions.get(id);
    return lane === "error" && at ? [{ ...at, right: at.x + width, bottom: at.y + height }] : [];
  });
  if (own.length === 0) return null;
  const x = Math.min(...own.map((box) => box.x)) - LANE_PADDING;
  const y = Math.min(...own.map((box) => box.y)) - LANE_HEAD;
  return {
    x,
    y,
    width: Math.max(...own.map(({ right }) => right)) + LANE_PADDING - x,
    height: Math.max(...own.map(({ bottom }) => bottom)) + LANE_PADDING - y,
  };
}

const LANE_GAP = 96;
const LANE_PADDING = 20;
const LANE_HEAD = 40;
