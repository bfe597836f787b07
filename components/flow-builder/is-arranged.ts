import type { FlowDefinition } from "@/server/domain/flow";

/** Who decides where the cards of a flow stand: the layout, or somebody who moved them. */
export function isArranged({ layout, steps, error_handlers }: FlowDefinition): "by_layout" | "by_hand" {
  const positions = layout?.positions;
  if (!positions) return "by_layout";
  const isPlaced = ({ id }: { id: string }) => positions[id] !== undefined;
  return steps.some(isPlaced) || error_handlers.some(isPlaced) ? "by_hand" : "by_layout";
}
