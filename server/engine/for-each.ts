/** A for_each in a turn: its frame is kept with its items, and its results are read when all of them are over. */
import { toJson } from "../db/json";
import type { DataScope } from "../domain/data-scope";
import { stepKey } from "../domain/known-run";
import { beginLoop, endLoop } from "../domain/loop-outcome";
import type { StepRef } from "../domain/run";
import type { Step } from "../domain/step";
import { addFrame, frameOf } from "./loop-frames";
import { loopResults } from "./loop-results";
import type { Outcome } from "./outcome";
import type { RunMemory } from "./run-memory";

type ForEach = Extract<Step, { type: "for_each" }>;

export async function forEach(
  memory: RunMemory,
  ref: StepRef,
  step: ForEach,
  scope: DataScope,
): Promise<Outcome> {
  const frame = frameOf(memory, ref);
  const known = memory.steps.get(stepKey(ref));
  if (!frame) {
    const begun = beginLoop(memory, ref, step, scope, toJson);
    if (begun.ok) addFrame(memory, begun.frame, begun.itemsJson);
    return begun.outcome;
  }
  if (known?.status === "waiting") {
    const results = await loopResults(memory, frame);
    const ended = endLoop(step, frame, known.output, results);
    frame.items = null;
    return ended;
  }
  // Taken over from a run that did not get to the end of it.
  return { kind: "waiting", wakeAt: null, output: { total: frame.total } };
}
