import type { FlowDefinition } from "@/server/domain/flow";
import { plainText } from "@/server/domain/text-part";
import { canvasGraph } from "./canvas-graph";
import type { CanvasLayout, Rect } from "./canvas-layout";
import type { CanvasBox, CanvasEdge, CanvasLink, CanvasNode, Direction, PortSide } from "./canvas-model";
import { cardSize, stopSize } from "./card-size";
import { errorSides } from "./error-sides";
import { handlesOf, portsOn } from "./place-ports";
import { rememberedLayout } from "./remembered-layout";

export type CanvasElements = {
  nodes: CanvasNode[];
  edges: CanvasEdge[];
  /** Where the cards stand; the same object for as long as none of them moves. */
  layout: CanvasLayout;
};

export type HowToDraw = {
  /** Leave room for what a run says on each card. */
  withRun?: boolean;
  direction?: Direction;
  /** Loops whose steps are folded up. */
  folded?: ReadonlySet<string>;
  /** Cards can be dragged, and ways drawn between them. */
  editable?: boolean;
};

/** A definition as boxes and lines with their places. */
export function canvasElements(definition: FlowDefinition, how: HowToDraw = {}): CanvasElements {
  const { withRun = false, direction = "down", folded, editable = false } = how;
  const { boxes, links } = canvasGraph(definition, folded);
  const sized = boxes.map((box) => ({
    box,
    id: box.id,
    ...sizeOf(box, withRun),
    isStop: box.kind === "stop",
  }));
  const layout = rememberedLayout(
    sized.map(({ box, id, width, height, isStop }) => ({ id, lane: box.lane, width, height, isStop })),
    links.map(({ id, source, target, lane, label }) => ({
      ...{ id, source, target, lane },
      labelWidth: label ? label.length * 6.5 + 16 : 0,
      labelHeight: label ? 20 : 0,
    })),
    definition.layout?.positions,
    direction,
  );
  const lanes = new Map(boxes.map(({ id, lane }) => [id, lane]));
  const isIntoLane = ({ source, target }: CanvasLink) =>
    lanes.get(source) === "main" && lanes.get(target) === "error";
  const gutter = layout.lane && (direction === "down" ? layout.lane.x : layout.lane.y) - GUTTER;
  const draw: Draw = {
    ...{ layout, direction, editable, gutter },
    ...errorSides({ links, boxes: sized, layout, direction, gutter, isIntoLane }),
    boxes: new Map(boxes.map((box) => [box.id, box])),
  };
  return {
    nodes: [
      ...(layout.lane ? [laneNode(layout.lane)] : []),
      ...(definition.layout?.notes ?? []).map((note) => noteNode(note, editable)),
      ...sized.map((box) => nodeOf(box, draw)),
    ],
    edges: links.map((link) => edgeOf(link, draw)),
    layout,
  };
}

type Sized = { box: CanvasBox; width: number; height: number; lines: number };
type Draw = {
  layout: CanvasLayout;
  direction: Direction;
  editable: boolean;
  /** Along which ways lead into the lane of the error handlers. */
  gutter: number | null;
  sides: ReadonlyMap<string, PortSide>;
  below: ReadonlyMap<string, number>;
  boxes: ReadonlyMap<string, CanvasBox>;
};

const sizeOf = (box: CanvasBox, withRun: boolean) =>
  box.kind === "stop" ? stopSize(box.text) : cardSize(box.face, withRun);

function nodeOf(
  { box, width, height, lines }: Sized,
  { layout, direction, editable, sides }: Draw,
): CanvasNode {
  const place = {
    id: box.id,
    ...{ width, height },
    measured: { width, height },
    position: layout.positions.get(box.id) ?? { x: 0, y: 0 },
    connectable: editable,
  };
  if (box.kind === "stop") {
    const { text, tone, way, folded } = box;
    const on = portsOn([{ outlet: "on", label: "", lane: "main" }], place, direction, "right");
    return {
      ...place,
      type: "stop",
      handles: handlesOf(on, place, direction),
      data: { text, tone, way, direction, ...(folded !== undefined && { folded }) },
      draggable: false,
      selectable: false,
      focusable: false,
      // It is no more than its button: the canvas would let the pointer through.
      ...(editable && { style: { pointerEvents: "all" as const } }),
    };
  }
  const { face, stepId, fold, subFlow } = box;
  const ports = portsOn(box.ports, place, direction, sides.get(box.id) ?? "right");
  return {
    ...place,
    type: "card",
    handles: handlesOf(ports, place, direction),
    data: {
      face,
      stepId,
      lines,
      ports,
      direction,
      ...(fold && { fold }),
      ...(subFlow !== undefined && { subFlow }),
    },
    draggable: editable,
    // A card to work with has buttons of its own: it is no button itself.
    ariaRole: editable ? "group" : "button",
    domAttributes: { "aria-roledescription": "step" },
    ariaLabel: [face.title, plainText(face.parts)].filter(Boolean).join(": "),
  };
}

function edgeOf(link: CanvasLink, { layout, direction, editable, boxes, gutter, below }: Draw): CanvasEdge {
  const { id, source, target, stepIds, outlet, label, lane } = link;
  const [from, to] = [boxes.get(source), boxes.get(target)];
  const route = layout.routes.get(id);
  const intoLane = from?.lane === "main" && to?.lane === "error";
  const order = from?.kind === "card" ? from.ports.findIndex((port) => port.outlet === outlet) : 0;
  return {
    id,
    source,
    target,
    type: "flow",
    // What an edge says is told by the cards' own words and by the summary.
    ariaRole: "presentation",
    domAttributes: { "aria-hidden": true },
    sourceHandle: from?.kind === "stop" ? "on" : outlet,
    targetHandle: intoLane ? "in-side" : "in",
    focusable: false,
    selectable: false,
    reconnectable: editable && from?.kind === "card" ? "target" : false,
    data: {
      ...{ stepIds, outlet, label, lane, direction, order },
      through: route?.points ?? null,
      labelAt: route?.label ?? null,
      gutter: intoLane ? gutter : null,
      below: intoLane ? (below.get(id) ?? null) : null,
    },
  };
}

const GUTTER = 28;

const laneNode = ({ x, y, width, height }: Rect): CanvasNode => ({
  id: LANE,
  type: "lane",
  position: { x, y },
  ...{ width, height },
  measured: { width, height },
  data: { title: "When a step fails" },
  draggable: false,
  connectable: false,
  selectable: false,
  focusable: false,
  zIndex: -2,
});

/** The box around the error handlers. */
export const LANE = "$lane";

type Note = NonNullable<FlowDefinition["layout"]>["notes"][number];

const noteNode = ({ id, x, y, width, height, text }: Note, editable: boolean): CanvasNode => ({
  id: noteId(id),
  type: "note",
  position: { x, y },
  ...{ width, height },
  measured: { width, height },
  data: { text },
  draggable: editable,
  connectable: false,
  selectable: editable,
  focusable: editable,
  zIndex: -1,
  ariaRole: "note",
  ariaLabel: text ? `Note: ${text}` : "Empty note",
});

/** As the selection names it. */
export const noteId = (id: string) => `note:${id}`;
