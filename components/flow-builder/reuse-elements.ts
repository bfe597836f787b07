import type { CanvasElements } from "./canvas-elements";
import type { CanvasEdge, CanvasNode, CardData, PlacedPort, Way } from "./canvas-model";
import type { Point } from "./route-edge";

/**
 * The new elements, with the old object for every one that did not change: what is the same object is not drawn again.
 * Compared field by field: this is done for a thousand elements after every edit.
 */
export function reuseElements(before: CanvasElements | null, after: CanvasElements): CanvasElements {
  if (!before) return after;
  const nodes = new Map(before.nodes.map((node) => [node.id, node]));
  const edges = new Map(before.edges.map((edge) => [edge.id, edge]));
  return {
    nodes: same(
      before.nodes,
      after.nodes.map((node) => {
        const old = nodes.get(node.id);
        return old ? reusedNode(old, node) : node;
      }),
    ),
    edges: same(
      before.edges,
      after.edges.map((edge) => {
        const old = edges.get(edge.id);
        return old && sameEdge(old, edge) ? old : edge;
      }),
    ),
    layout: after.layout,
  };
}

const same = <Element>(before: Element[], after: Element[]): Element[] =>
  before.length === after.length && after.every((element, index) => element === before[index])
    ? before
    : after;

function reusedNode(old: CanvasNode, node: CanvasNode): CanvasNode {
  if (!sameSays(old, node)) return node;
  const inPlace =
    old.position.x === node.position.x &&
    old.position.y === node.position.y &&
    old.width === node.width &&
    old.height === node.height &&
    old.draggable === node.draggable;
  if (inPlace) return old;
  // What only moved says the same: its card is moved, not drawn.
  if (old.type === "card" && node.type === "card") return { ...node, data: old.data };
  if (old.type === "stop" && node.type === "stop") return { ...node, data: old.data };
  return node;
}

function sameSays(old: CanvasNode, node: CanvasNode): boolean {
  if (old.type === "card" && node.type === "card") return sameCard(old.data, node.data);
  if (old.type === "stop" && node.type === "stop")
    return (
      old.data.text === node.data.text &&
      old.data.tone === node.data.tone &&
      old.data.folded === node.data.folded &&
      old.data.direction === node.data.direction &&
      sameWay(old.data.way, node.data.way)
    );
  if (old.type === "note" && node.type === "note") return old.data.text === node.data.text;
  return old.type === "lane" && node.type === "lane" && old.data.title === node.data.title;
}

/** A step that did not change keeps its face. */
const sameCard = (old: CardData, data: CardData): boolean =>
  old.face === data.face &&
  old.lines === data.lines &&
  old.direction === data.direction &&
  old.subFlow === data.subFlow &&
  old.fold?.open === data.fold?.open &&
  old.fold?.count === data.fold?.count &&
  old.ports.length === data.ports.length &&
  old.ports.every((port, index) => samePort(port, data.ports[index]));

const samePort = (old: PlacedPort, port: PlacedPort | undefined): boolean =>
  port !== undefined &&
  old.outlet === port.outlet &&
  old.label === port.label &&
  old.side === port.side &&
  old.x === port.x &&
  old.y === port.y;

const sameWay = (old: Way | null, way: Way | null): boolean =>
  old?.stepId === way?.stepId && old?.outlet === way?.outlet;

function sameEdge(old: CanvasEdge, edge: CanvasEdge): boolean {
  const [was, is] = [old.data, edge.data];
  if (!was || !is) return false;
  return (
    old.source === edge.source &&
    old.target === edge.target &&
    old.sourceHandle === edge.sourceHandle &&
    old.targetHandle === edge.targetHandle &&
    old.reconnectable === edge.reconnectable &&
    was.outlet === is.outlet &&
    was.label === is.label &&
    was.lane === is.lane &&
    was.direction === is.direction &&
    was.order === is.order &&
    was.gutter === is.gutter &&
    was.below === is.below &&
    samePoint(was.labelAt, is.labelAt) &&
    samePoints(was.through, is.through) &&
    (was.stepIds?.length ?? 0) === (is.stepIds?.length ?? 0) &&
    (was.stepIds ?? []).every((id, index) => id === is.stepIds?.[index])
  );
}

const samePoint = (old: Point | null | undefined, point: Point | null | undefined): boolean =>
  old === point || (old?.x === point?.x && old?.y === point?.y);

const samePoints = (old: readonly Point[] | null, points: readonly Point[] | null): boolean =>
  old === points ||
  (old !== null &&
    points !== null &&
    old.length === points.length &&
    old.every((point, index) => samePoint(point, points[index])));
