import { useMemo } from "react";
import type { FlowDefinition } from "@/server/domain/flow";
import { flowSummary } from "@/server/domain/summary";
import { canvasGraph } from "./canvas-graph";
import { plainText } from "./text-part";

/** The canvas in words, for screen readers. */
export function FlowSummary({ id, definition }: { id: string; definition: FlowDefinition }) {
  const text = useMemo(() => summary(definition), [definition]);
  return (
    <p id={id} className="sr-only">
      {text}
    </p>
  );
}

/** “1. Customer created: When … Then 2. 2. Is it a US customer: country is US. yes: 3, no: the end. …” */
function summary(definition: FlowDefinition): string {
  const { boxes, links } = canvasGraph(definition);
  const cards = boxes.filter((box) => box.kind === "card");
  const numberOf = new Map(cards.map((card, index) => [card.id, index + 1]));
  const waysOf = new Map<string, typeof links>(cards.map((card) => [card.id, []]));
  for (const link of links) waysOf.get(link.source)?.push(link);
  const sentences = cards.map((card, index) => {
    const ways = (waysOf.get(card.id) ?? []).map(
      (link) => `${link.label || "then"}: ${numberOf.get(link.target) ?? "the end"}`,
    );
    const what = plainText(card.face.parts);
    return `${index + 1}. ${card.face.title}${what ? `, ${what}` : ""}.${ways.length > 0 ? ` ${ways.join(", ")}.` : ""}`;
  });
  return `${flowSummary(definition)} Step by step: ${sentences.join(" ")} Arrow keys move between steps, Enter selects one.`;
}
