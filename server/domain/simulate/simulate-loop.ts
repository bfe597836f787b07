import { stepKey } from "../known-run";
import { plainPath } from "../loop-frame";
import { beginLoop, endLoop, keptResults, type LoopResults, RESULTS_KEPT } from "../loop-outcome";
import { loopScope } from "../loop-scope";
import type { LoopFrame, StepRef } from "../run";
import { runScope } from "../run-scope";
import type { Step } from "../step";
import type { StepOutcome } from "../step-outcome";
import type { Scene, SimulatedRun } from "./scene";

type ForEach = Extract<Step, { type: "for_each" }>;

/** The first visit opens the loop; the next one comes when all of its items are over. */
export function visitLoop(scene: Scene, run: SimulatedRun, ref: StepRef, step: ForEach): StepOutcome {
  const frame = run.frames.get(stepKey(ref));
  if (frame) {
    const known = run.steps.get(stepKey(ref));
    return endLoop(step, frame, known?.output, resultsOf(run, frame));
  }
  const begun = beginLoop(run, ref, step, runScope(run, ref, scene.at), JSON.stringify);
  if (begun.ok) run.frames.set(stepKey(ref), begun.frame);
  return begun.outcome;
}

/** The output of the last step of each item that brings data; null for an item that failed or brought nothing. */
function resultsOf(run: SimulatedRun, { stepId, path, next }: LoopFrame): LoopResults {
  const scope = loopScope(run.definition, stepId);
  if (!scope || next === 0) return { results: [] };
  const prefix = path === "" ? "" : `${path}.`;
  const places = new Map(
    Array.from({ length: Math.min(next, RESULTS_KEPT) }, (_, index) => [`${prefix}${index}`, index]),
  );
  const outputs: unknown[] = Array.from({ length: places.size }, () => null);
  const failed = new Set<number>();
  for (const record of run.inLoops) {
    const index = places.get(plainPath(record.path));
    if (index === undefined) continue;
    const { status, type } = record;
    if (
      status === "failed" ? scope.unhandled.includes(record.stepId) : scope.failedEnds.includes(record.stepId)
    )
      if (status === "failed" || status === "succeeded") failed.add(index);
    if (status === "succeeded" && scope.stepIds.includes(record.stepId) && !BRINGS_NOTHING.has(type))
      outputs[index] = record.output;
  }
  for (const index of failed) outputs[index] = null;
  return keptResults(outputs, next);
}

const BRINGS_NOTHING = new Set<Step["type"]>(["condition", "branch", "parallel", "join", "delay", "end"]);
