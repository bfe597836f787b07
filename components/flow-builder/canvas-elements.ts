import type { FlowDefinition } from "@/server/domain/flow";
import { canvasGraph } from "./canvas-graph";
import type { CanvasBox, CanvasEdge, CanvasLink, CanvasNode } from "./canvas-model";
import { cardSize, stopSize } from "./card-size";
import { type CanvasLayout, layoutCanvas } from "./layout-canvas";
import type { Point } from "./route-edge";
import { plainText } from "./text-part";

export type CanvasElements = { nodes: CanvasNode[]; edges: CanvasEdge[] };

/** A definition as boxes and lines with their places. `withRun` leaves room for what a run says on each card. */
export function canvasElements(definition: FlowDefinition, withRun: boolean): CanvasElements {
  const { boxes, links } = canvasGraph(definition);
  const sized = boxes.map((box) => ({ ...box, ...sizeOf(box, withRun) }));
  const layout = layoutCanvas(
    sized,
    links.map((link) => ({ ...link, labelWidth: link.label ? link.label.length * 6.5 + 16 : 0 })),
    definition.layout?.positions,
  );
  return {
    nodes: sized.map((box) => nodeOf(box, layout)),
    edges: links.map((link) => edgeOf(link, layout, sized)),
  };
}

type SizedBox = CanvasBox & { width: number; height: number; lines: number };

function sizeOf(box: CanvasBox, withRun: boolean) {
  return box.kind === "stop" ? stopSize(box.text) : cardSize(box.face, withRun);
}

function nodeOf(box: SizedBox, layout: CanvasLayout): CanvasNode {
  const { id, width, height } = box;
  const place = {
    id,
    width,
    height,
    measured: { width, height },
    position: layout.positions.get(id) ?? { x: 0, y: 0 },
    draggable: false,
    connectable: false,
  };
  if (box.kind === "stop") {
    return {
      ...place,
      type: "stop",
      data: { text: box.text, tone: box.tone },
      selectable: false,
      focusable: false,
    };
  }
  return {
    ...place,
    type: "card",
    data: { face: box.face, stepId: box.stepId, lines: box.lines },
    ariaRole: "button",
    domAttributes: { "aria-roledescription": "step" },
    ariaLabel: [box.face.title, plainText(box.face.parts)].filter(Boolean).join(": "),
  };
}

function edgeOf(link: CanvasLink, layout: CanvasLayout, boxes: readonly SizedBox[]): CanvasEdge {
  const { id, source, target, stepIds, outlet, label, lane } = link;
  const route = layout.routes.get(id);
  return {
    id,
    source,
    target,
    type: "flow",
    // What an edge says is told by the cards' own words and by the summary.
    ariaRole: "presentation",
    domAttributes: { "aria-hidden": true },
    sourceHandle: lane === "error" ? exitOf(source, route?.points[0], layout, boxes) : "down",
    focusable: false,
    selectable: false,
    data: { stepIds, outlet, label, lane, through: route?.points ?? null, labelAt: route?.label ?? null },
  };
}

/** The error lane leaves a card at its side, where nothing stands between the card and the lane. */
function exitOf(source: string, first: Point | undefined, layout: CanvasLayout, boxes: readonly SizedBox[]) {
  const box = boxes.find(({ id }) => id === source);
  const at = layout.positions.get(source);
  if (!box || !at || !first || box.kind === "stop") return "down";
  const [left, right, y] = [at.x, at.x + box.width, at.y + box.height / 2];
  const side = first.x < left - CLEAR ? "left" : first.x > right + CLEAR ? "right" : "down";
  if (side === "down") return side;
  const [from, to] = side === "left" ? [first.x, left] : [right, first.x];
  const blocked = boxes.some(({ id, width, height }) => {
    const other = layout.positions.get(id);
    if (!other || id === source) return false;
    return other.x < to + CLEAR && other.x + width > from - CLEAR && other.y <= y && other.y + height >= y;
  });
  return blocked ? "down" : side;
}

const CLEAR = 12;
