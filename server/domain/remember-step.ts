import { findStep } from "./find-step";
import { isObject } from "./is-object";
import { type KnownRun, type KnownStep, stepKey } from "./known-run";

/** The step's record is the run's latest now; variables that it set hold from here on. */
export function rememberStep<Step extends KnownStep>(
  run: Pick<KnownRun, "definition" | "variables"> & { steps: Map<string, Step> },
  step: Step,
): void {
  const key = stepKey(step);
  run.steps.delete(key);
  run.steps.set(key, step);
  rememberVariables(run, step);
}

export function rememberVariables(run: Pick<KnownRun, "definition" | "variables">, step: KnownStep): void {
  if (
    step.status === "succeeded" &&
    findStep(run.definition, step.stepId)?.type === "set_variables" &&
    isObject(step.output)
  ) {
    Object.assign(run.variables, step.output);
  }
}
