import { findStep } from "./edit-steps";
import { AppError } from "./errors";
import type { FlowDefinition } from "./flow";
import { rewriteReferences } from "./rewrite-references";
import { type Step, stepSchema } from "./step";

/** The step under another id, with every arrow and every reference to its output following. */
export function renameStep(definition: FlowDefinition, stepId: string, newId: string): FlowDefinition {
  const step = findStep(definition, stepId);
  if (newId === stepId) return definition;
  if ([...definition.steps, ...definition.error_handlers].some(({ id }) => id === newId)) {
    throw new AppError("invalid", `There is a step “${newId}” already. Choose another id.`);
  }
  const parsed = stepSchema.safeParse({ ...step, id: newId });
  if (!parsed.success)
    throw new AppError(
      "invalid",
      `“${newId}” cannot be the id of a step: ${parsed.error.issues[0]?.message}.`,
    );
  const names = new Map([[stepId, newId]]);
  const change = (one: Step): Step => rewriteReferences(one === step ? { ...one, id: newId } : one, names);
  return {
    ...definition,
    steps: definition.steps.map(change),
    error_handlers: definition.error_handlers.map(change),
    ...(definition.layout && { layout: moved(definition.layout, stepId, newId) }),
  };
}

function moved(layout: NonNullable<FlowDefinition["layout"]>, stepId: string, newId: string) {
  const { [stepId]: position, ...others } = layout.positions;
  return position ? { ...layout, positions: { ...others, [newId]: position } } : layout;
}
