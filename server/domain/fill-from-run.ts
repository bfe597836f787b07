import type { DataScope } from "./data-scope";
import { isObject } from "./is-object";
import type { KnownRun } from "./known-run";
import type { StepRef } from "./run";
import { lastFailure } from "./run-scope";

type Fillable = { fields: readonly string[]; aliases: Readonly<Record<string, string>> };

/**
 * Declared inputs that the configuration leaves out are taken from same-named run data. Whom a message goes to is taken
 * from the trigger alone: the `to` of an earlier step's output is whom that one wrote to.
 */
export function fillFromRun(
  action: Fillable,
  config: unknown,
  scope: DataScope,
  run: KnownRun,
  ref: StepRef,
): unknown {
  if (!isObject(config)) return config;
  const filled: Record<string, unknown> = { ...config };
  const handlerData = run.definition.error_handlers.some((handler) => handler.id === ref.stepId)
    ? failureData(run, ref.path)
    : {};
  for (const field of action.fields) {
    if (
      filled[field] !== undefined ||
      Object.entries(action.aliases).some(([alias, of]) => of === field && filled[alias] !== undefined)
    )
      continue;
    const value = handlerData[field] ?? scope.lookup(field === RECIPIENT ? `trigger.${field}` : field);
    if (value !== undefined && value !== null) filled[field] = value;
  }
  return filled;
}

const RECIPIENT = "to";

function failureData(run: KnownRun, path: string): Record<string, unknown> {
  const failure = lastFailure(run, path);
  return { error: failure?.error ?? null, step_id: failure?.stepId ?? null, run_id: run.run.id };
}
