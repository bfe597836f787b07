import type { CanvasElements } from "./canvas-elements";

/**
 * Where an arrow key leads from a card: onward along its first way out, back to what leads to it, aside among siblings.
 * In a flow that reads to the right the keys turn with it.
 */
export function neighbour({ nodes, edges }: CanvasElements, id: string, key: string): string | null {
  const cards = new Map(nodes.flatMap((node) => (node.type === "card" ? [[node.id, node] as const] : [])));
  const toTheRight = cards.get(id)?.data.direction === "right";
  const across = (card: string) => {
    const { x = 0, y = 0 } = cards.get(card)?.position ?? {};
    return toTheRight ? y : x;
  };
  const after = (source: string) =>
    edges.filter((edge) => edge.source === source && cards.has(edge.target)).map((edge) => edge.target);
  const before = edges.find((edge) => edge.target === id && cards.has(edge.source))?.source ?? null;
  const [on, back, aside, otherAside] = toTheRight ? RIGHT : DOWN;
  if (key === on) return after(id)[0] ?? null;
  if (key === back) return before;
  if ((key !== aside && key !== otherAside) || !before) return null;
  const siblings = [...new Set(after(before))].sort((a, b) => across(a) - across(b));
  return siblings[siblings.indexOf(id) + (key === aside ? -1 : 1)] ?? null;
}

const DOWN = ["ArrowDown", "ArrowUp", "ArrowLeft", "ArrowRight"] as const;
const RIGHT = ["ArrowRight", "ArrowLeft", "ArrowUp", "ArrowDown"] as const;
