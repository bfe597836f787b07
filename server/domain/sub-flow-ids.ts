import type { FlowDefinition } from "./flow";

/** Ids of the flows that a flow's steps run, each once, as the steps name them. */
export const subFlowIds = ({ steps, error_handlers }: FlowDefinition): string[] => [
  ...new Set([...steps, ...error_handlers].flatMap((step) => (step.type === "sub_flow" ? step.flow_id : []))),
];
