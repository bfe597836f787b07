import { findStep } from "./edit-steps";
import { AppError } from "./errors";
import type { FlowDefinition } from "./flow";
import { outletsOf } from "./outlets";
import { type Step, stepSchema } from "./step";
import { withTarget } from "./step-target";

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
  const change = (one: Step): Step => {
    const renamed = one === step ? { ...one, id: newId } : one;
    const pointed = outletsOf(renamed).reduce(
      (result, { outlet, target }) => (target === stepId ? withTarget(result, outlet, newId) : result),
      renamed,
    );
    return withReferences(pointed, stepId, newId);
  };
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

/** Itself when nothing in it refers to the step. */
function withReferences(step: Step, stepId: string, newId: string): Step {
  const id = stepId.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  const reference = new RegExp(
    String.raw`(?<![\w.-])steps(?:\.${id}(?=\.(?:output|error)(?![\w-]))|\[\s*(["'])${id}\1\s*\])`,
    "g",
  );
  const written = /^[\w-]+$/.test(newId) ? `steps.${newId}` : `steps["${newId}"]`;
  let changed = false;
  const rewrite = (value: unknown): unknown => {
    if (typeof value === "string") {
      if (!value.includes("steps")) return value;
      const text = value.replace(reference, () => written);
      changed ||= text !== value;
      return text;
    }
    if (Array.isArray(value)) return value.map(rewrite);
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, rewrite(inner)]));
  };
  const { name, description, ...rest } = step;
  const rewritten = rewrite(rest);
  if (!changed || typeof rewritten !== "object") return step;
  return stepSchema.parse({
    ...rewritten,
    ...(name !== undefined && { name }),
    ...(description !== undefined && { description }),
  });
}
