import type { FlowDefinition } from "@/server/domain/flow";
import { TRIGGER } from "@/server/domain/flow-graph";
import { mainOutlet } from "@/server/domain/outlets";
import type { ChooserPlace } from "./builder-view";

/** Where a step goes that is added without a word about the place: behind what is selected, else at the end. */
export function placeOfSelection(definition: FlowDefinition, selection: readonly string[]): ChooserPlace {
  const id = selection.at(-1);
  if (id === TRIGGER || definition.steps.length === 0) return { kind: "step", after: { stepId: TRIGGER } };
  const step = [...definition.steps, ...definition.error_handlers].find((one) => one.id === id);
  return step && mainOutlet(step) !== undefined
    ? { kind: "step", after: { stepId: step.id } }
    : { kind: "step" };
}
