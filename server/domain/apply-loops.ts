import { findStep } from "./find-step";
import type { FlowDefinition } from "./flow";
import { type ItemFailure, type KnownFrame, type KnownRun, type KnownStep, stepKey } from "./known-run";
import { applyFrameChange, iterationPath, plainPath } from "./loop-frame";
import { loopsAround } from "./loop-place";
import type { FrameChange, StepRef } from "./run";

/** So many failures are kept by name; the rest are counted. */
const FAILURES_KEPT = 100;

type Told = {
  /** A frame that is another one now. */
  changed?: (key: string, frame: KnownFrame) => void;
  /** A loop inside a closed iteration that nothing asks for again. */
  gone?: (key: string, frame: KnownFrame) => void;
};

/** What the rule decided about loops: iterations are closed, and forgotten, and others opened. */
export function applyLoops<Step extends KnownStep, Frame extends KnownFrame>(
  run: Pick<KnownRun, "definition"> & { steps: Map<string, Step>; frames: Map<string, Frame> },
  changes: readonly FrameChange[],
  { changed, gone }: Told = {},
): void {
  for (const change of changes) {
    const key = stepKey(change);
    const frame = run.frames.get(key);
    if (!frame) continue;
    const failures = [...frame.failures, ...failuresOf(run.steps, change)].slice(0, FAILURES_KEPT);
    const after = { ...frame, ...applyFrameChange(frame, change), failures };
    run.frames.set(key, after);
    changed?.(key, after);
    const step = findStep(run.definition, change.stepId);
    const tolerant = step?.type === "for_each" && step.on_item_error === "continue";
    for (const { index, outcome } of change.close) {
      const told = tolerant || outcome === "succeeded" ? gone : undefined;
      forget(run, change.stepId, iterationPath(change.path, index), told);
    }
  }
}

function failuresOf(steps: ReadonlyMap<string, KnownStep>, { path, close }: FrameChange): ItemFailure[] {
  return close.flatMap(({ index, failure }) => {
    if (!failure) return [];
    const failed = steps.get(stepKey({ stepId: failure.stepId, path: iterationPath(path, index) }))?.error;
    const message = failed?.message ?? failure.reason ?? `it ended at step “${failure.stepId}”`;
    return [{ index, step_id: failure.stepId, message }];
  });
}

/** Loops inside an item that failed stay for a retry of the run: nobody is told that they are gone. */
function forget(
  run: Pick<KnownRun, "definition"> & { steps: Map<string, KnownStep>; frames: Map<string, KnownFrame> },
  loopId: string,
  path: string,
  gone: Told["gone"],
): void {
  for (const [key, step] of run.steps)
    if (isBelow(step.path, path) && belongs(run.definition, step, loopId)) run.steps.delete(key);
  for (const [key, frame] of run.frames) {
    if (!isBelow(frame.path, path) || !belongs(run.definition, frame, loopId)) continue;
    run.frames.delete(key);
    gone?.(key, frame);
  }
}

const isBelow = (path: string, iteration: string): boolean => {
  const plain = plainPath(path);
  return plain === iteration || plain.startsWith(`${iteration}.`);
};

/** Paths alone do not tell: item 3 of two loops that run side by side is "3" for both. */
function belongs(definition: FlowDefinition, { stepId, path }: StepRef, loopId: string): boolean {
  const loops = loopsAround(definition, stepId, path);
  return loops.length === 0 || loops.includes(loopId);
}
