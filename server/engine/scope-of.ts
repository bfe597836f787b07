import { now } from "../db/clock";
import { type DataScope, dataScope } from "../domain/data-scope";
import { failuresBefore } from "../domain/failures-before";
import { plainPath } from "../domain/loop-frame";
import type { StepRef } from "../domain/run";
import { loopsAround, loopView } from "./loop-frames";
import type { RunMemory, StepMemory } from "./run-memory";

/**
 * What a step's references can see: the outputs of its own iteration, of those around it and of the steps outside of
 * loops, never those of another item. Variables are the run's: what any iteration set last, in the order of the records,
 * holds for all. An error handler, and every step behind the error outlet of another one, sees the error that led to it,
 * inside a loop that of its own item.
 */
export function scopeOf(memory: RunMemory, ref: StepRef): DataScope {
  const steps: Record<string, { output: unknown }> = {};
  const loops = ref.path === "" ? [] : loopsAround(memory.definition, ref.stepId, ref.path);
  for (const [, known] of memory.steps)
    if (known.status === "succeeded" && isVisible(memory, ref.path, loops, known))
      steps[known.stepId] = { output: known.output };
  const handled = memory.definition.error_handlers.some((handler) => handler.id === ref.stepId)
    ? lastFailure(memory, ref.path)
    : failureBehind(memory, ref, loops);
  return dataScope({
    trigger: memory.run.payload,
    steps,
    variables: memory.variables,
    contact: memory.contact,
    error: handled && { ...handled.error, step_id: handled.stepId, run_id: memory.run.id },
    now: now(),
    timezone: memory.facts.timezone,
    loop: ref.path === "" ? null : loopView(memory, ref.stepId, ref.path),
  });
}

/** The latest failure whose error outlet leads to this step: of its own iteration, or of one around it. */
function failureBehind(memory: RunMemory, ref: StepRef, loops: string[]): StepMemory | null {
  const behind = failuresBefore(memory.definition, ref.stepId);
  if (behind.size === 0) return null;
  return (
    [...memory.steps.values()]
      .reverse()
      .find(
        (step) =>
          step.status === "failed" && behind.has(step.stepId) && isVisible(memory, ref.path, loops, step),
      ) ?? null
  );
}

function isVisible(memory: RunMemory, path: string, loops: string[], known: StepMemory): boolean {
  if (known.path === "") return true;
  if (path === "") return false;
  const own = plainPath(path);
  const other = plainPath(known.path);
  if (own !== other && !own.startsWith(`${other}.`)) return false;
  const [loop] = loopsAround(memory.definition, known.stepId, known.path);
  return loop === undefined || loops.length === 0 || loops.includes(loop);
}

/** The most recent failure of an iteration, or outside of them: what `{{error}}` and an error handler speak of. */
export function lastFailure(memory: RunMemory, path: string): StepMemory | null {
  const own = plainPath(path);
  return (
    [...memory.steps.values()]
      .reverse()
      .find((step) => step.status === "failed" && plainPath(step.path) === own) ?? null
  );
}
