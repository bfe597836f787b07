import { canvasGraph } from "@/components/flow-builder/canvas-graph";
import type { Rect } from "@/components/flow-builder/canvas-layout";
import type { CanvasBox, CanvasLink } from "@/components/flow-builder/canvas-model";
import { layoutCanvas } from "@/components/flow-builder/layout-canvas";
import { type Point, routeEdge, routeThroughGutter } from "@/components/flow-builder/route-edge";
import type { FlowDefinition } from "@/server/domain/flow";

type Size = { width: number; height: number };

/** A flow as the canvas lays it out, without the canvas: boxes with their places, lines as paths. */
export type FlowDrawing = Size & {
  boxes: (Rect & { box: CanvasBox })[];
  lines: { id: string; path: string; isError: boolean; label: string; labelAt: Point | null }[];
  lane: Rect | null;
};

/** Drawn on the server too: nothing is measured, nothing of the canvas is loaded. */
export function flowDrawing(
  definition: FlowDefinition,
  sizeOf: (box: CanvasBox) => Size,
  { labels = true }: { labels?: boolean } = {},
): FlowDrawing {
  const { boxes, links } = canvasGraph(definition);
  const sizes = new Map(boxes.map((box) => [box.id, sizeOf(box)]));
  const size = (id: string) => sizes.get(id) ?? { width: 0, height: 0 };
  const shown = (label: string) => labels && label !== "";
  const { positions, routes, lane } = layoutCanvas(
    boxes.map((box) => ({ id: box.id, lane: box.lane, isStop: box.kind === "stop", ...size(box.id) })),
    links.map(({ id, source, target, lane: linkLane, label }) => ({
      ...{ id, source, target, lane: linkLane },
      labelWidth: shown(label) ? label.length * 6.5 + 16 : 0,
      labelHeight: shown(label) ? 20 : 0,
    })),
  );
  const rects = new Map(
    boxes.map((box) => [box.id, { ...(positions.get(box.id) ?? { x: 0, y: 0 }), ...size(box.id) }]),
  );
  const all = [...rects.values(), ...(lane ? [lane] : [])];
  const left = Math.min(...all.map(({ x }) => x)) - MARGIN;
  const top = Math.min(...all.map(({ y }) => y)) - MARGIN;
  const moved = <Place extends Point>(place: Place): Place => ({
    ...place,
    x: place.x - left,
    y: place.y - top,
  });
  const placed = new Map([...rects].map(([id, rect]) => [id, moved(rect)]));
  const byId = new Map(boxes.map((box) => [box.id, box]));
  return {
    width: Math.max(...all.map(({ x, width }) => x + width)) - left + MARGIN,
    height: Math.max(...all.map(({ y, height }) => y + height)) - top + MARGIN,
    boxes: boxes.flatMap((box) => {
      const rect = placed.get(box.id);
      return rect ? [{ ...rect, box }] : [];
    }),
    lines: links.flatMap((link) => {
      const route = routes.get(link.id);
      const [from, to] = [byId.get(link.source), byId.get(link.target)];
      const [start, end] = [placed.get(link.source), placed.get(link.target)];
      if (!from || !to || !start || !end) return [];
      const ends = { from, to, start, end, lane: lane && moved(lane) };
      const path = pathOf(link, ends, route?.points.map(moved) ?? []);
      const labelAt = route?.label ? moved(route.label) : null;
      return [
        { id: link.id, path, isError: link.lane === "error", label: labels ? link.label : "", labelAt },
      ];
    }),
    lane: lane && moved(lane),
  };
}

const MARGIN = 8;

type Ends = { from: CanvasBox; to: CanvasBox; start: Rect; end: Rect; lane: Rect | null };

function pathOf(link: CanvasLink, { from, to, start, end, lane }: Ends, through: readonly Point[]): string {
  const side = { x: start.x + start.width, y: start.y + start.height / 2 };
  if (lane && from.lane === "main" && to.lane === "error")
    return routeThroughGutter(
      side,
      { x: end.x, y: end.y + end.height / 2 },
      { gutter: lane.x - GUTTER, below: null, toTheRight: false },
    );
  const goal = { x: end.x + end.width / 2, y: end.y };
  const [first] = through;
  if (link.lane === "error" && first && first.x > side.x)
    return routeEdge(side, goal, through, { sideways: true });
  const order = from.kind === "card" ? Math.max(0, orderOf(from, link.outlet)) : 0;
  const count = from.kind === "card" ? from.ports.length : 1;
  const gap = Math.min(44, (start.width / 2 - 8) / Math.max(1, count - 1));
  const out = { x: start.x + start.width / 2 + order * gap, y: start.y + start.height };
  return routeEdge(out, goal, through, { order });
}

const GUTTER = 28;

const orderOf = (card: Extract<CanvasBox, { kind: "card" }>, outlet: string) =>
  card.ports.findIndex((port) => port.outlet === outlet);
