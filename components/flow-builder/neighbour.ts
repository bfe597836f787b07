import type { CanvasElements } from "./canvas-elements";

/** Where an arrow key leads from a card: down along its first way out, up to what leads to it, sideways among siblings. */
export function neighbour({ nodes, edges }: CanvasElements, id: string, key: string): string | null {
  const cards = new Map(
    nodes.flatMap((node) => (node.type === "card" ? [[node.id, node.position.x] as const] : [])),
  );
  const after = (source: string) =>
    edges.filter((edge) => edge.source === source && cards.has(edge.target)).map((edge) => edge.target);
  const before = edges.find((edge) => edge.target === id)?.source ?? null;
  if (key === "ArrowDown") return after(id)[0] ?? null;
  if (key === "ArrowUp") return before;
  if (key !== "ArrowLeft" && key !== "ArrowRight") return null;
  if (!before) return null;
  const siblings = [...new Set(after(before))].sort((a, b) => (cards.get(a) ?? 0) - (cards.get(b) ?? 0));
  return siblings[siblings.indexOf(id) + (key === "ArrowLeft" ? -1 : 1)] ?? null;
}
