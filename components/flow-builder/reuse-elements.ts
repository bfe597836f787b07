import type { CanvasElements } from "./canvas-elements";
import type { CanvasEdge, CanvasNode } from "./canvas-model";

/** The new elements, with the old object for every one that did not change: what is the same object is not drawn again. */
export function reuseElements(before: CanvasElements | null, after: CanvasElements): CanvasElements {
  if (!before) return after;
  return {
    nodes: reuse<CanvasNode>(before.nodes, after.nodes),
    edges: reuse<CanvasEdge>(before.edges, after.edges),
  };
}

function reuse<Element extends { id: string; data?: unknown }>(
  before: Element[],
  after: Element[],
): Element[] {
  const known = new Map(before.map((element) => [element.id, element]));
  let same = before.length === after.length;
  const result = after.map((element, index) => {
    const old = known.get(element.id);
    const kept = !old ? element : alike(old, element, DEPTH) ? old : withData(element, old);
    same &&= kept === before[index];
    return kept;
  });
  return same ? before : result;
}

/** What only moved says the same: its card is moved, not drawn. */
const withData = <Element extends { data?: unknown }>(element: Element, old: Element): Element =>
  alike(old.data, element.data, DEPTH) ? { ...element, data: old.data } : element;

/** Faces, steps and routes keep their identity by themselves; what is built anew each time is looked into. */
const DEPTH = 4;

function alike(a: unknown, b: unknown, depth: number): boolean {
  if (Object.is(a, b)) return true;
  if (depth === 0 || typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false;
  const [one, other] = [Object.entries(a), new Map(Object.entries(b))];
  return (
    one.length === other.size &&
    one.every(([key, value]) => other.has(key) && alike(value, other.get(key), depth - 1))
  );
}
