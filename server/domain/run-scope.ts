import { type DataScope, dataScope } from "./data-scope";
import { failuresBefore } from "./failures-before";
import type { KnownRun, KnownStep } from "./known-run";
import { plainPath } from "./loop-frame";
import { loopsAround, loopView } from "./loop-place";
import type { StepRef } from "./run";

/**
 * What a step's references can see: the outputs of its own iteration, of those around it and of the steps outside of
 * loops, never those of another item. Variables are the run's: what any iteration set last, in the order of the records,
 * holds for all. An error handler, and every step behind the error outlet of another one, sees the error that led to it,
 * inside a loop that of its own item.
 */
export function runScope(known: KnownRun, ref: StepRef, at: Date): DataScope {
  const steps: Record<string, { output: unknown }> = {};
  const loops = ref.path === "" ? [] : loopsAround(known.definition, ref.stepId, ref.path);
  for (const [, step] of known.steps)
    if (step.status === "succeeded" && isVisible(known, ref.path, loops, step))
      steps[step.stepId] = { output: step.output };
  const handled = known.definition.error_handlers.some((handler) => handler.id === ref.stepId)
    ? lastFailure(known, ref.path)
    : failureBehind(known, ref, loops);
  return dataScope({
    trigger: known.run.payload,
    steps,
    variables: known.variables,
    contact: known.contact,
    error: handled && { ...handled.error, step_id: handled.stepId, run_id: known.run.id },
    now: at,
    timezone: known.facts.timezone,
    loop: ref.path === "" ? null : loopView(known, ref.stepId, ref.path),
  });
}

/** The most recent failure of an iteration, or outside of them: what `{{error}}` and an error handler speak of. */
export function lastFailure(known: KnownRun, path: string): KnownStep | null {
  const own = plainPath(path);
  return (
    [...known.steps.values()]
      .reverse()
      .find((step) => step.status === "failed" && plainPath(step.path) === own) ?? null
  );
}

/** The latest failure whose error outlet leads to this step: of its own iteration, or of one around it. */
function failureBehind(known: KnownRun, ref: StepRef, loops: string[]): KnownStep | null {
  const behind = failuresBefore(known.definition, ref.stepId);
  if (behind.size === 0) return null;
  return (
    [...known.steps.values()]
      .reverse()
      .find(
        (step) =>
          step.status === "failed" && behind.has(step.stepId) && isVisible(known, ref.path, loops, step),
      ) ?? null
  );
}

function isVisible(known: KnownRun, path: string, loops: string[], step: KnownStep): boolean {
  if (step.path === "") return true;
  if (path === "") return false;
  const own = plainPath(path);
  const other = plainPath(step.path);
  if (own !== other && !own.startsWith(`${other}.`)) return false;
  const [loop] = loopsAround(known.definition, step.stepId, step.path);
  return loop === undefined || loops.length === 0 || loops.includes(loop);
}
