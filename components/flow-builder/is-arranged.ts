import type { FlowDefinition } from "@/server/domain/flow";

/** Who decides where the cards of a flow stand: the layout, or somebody who moved them. */
export function isArranged({ layout, steps, error_handlers }: FlowDefinition): "by_layout" | "by_hand" {
  const positions = layout?.positions ?? {};
  return [...steps, ...error_handlers].some(({ id }) => positions[id]) ? "by_hand" : "by_layout";
}
