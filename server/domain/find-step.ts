import type { FlowDefinition } from "./flow";
import type { Step } from "./step";

const indexes = new WeakMap<FlowDefinition, Map<string, Step>>();

export function findStep(definition: FlowDefinition, stepId: string): Step | undefined {
  let index = indexes.get(definition);
  if (!index) {
    index = new Map([...definition.steps, ...definition.error_handlers].map((step) => [step.id, step]));
    indexes.set(definition, index);
  }
  return index.get(stepId);
}
