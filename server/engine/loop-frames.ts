/**
 * Loops in the memory of a turn: their frames, and the steps of open iterations alone. What a closed iteration did is in
 * the database; nothing of it is read or kept again, so that a loop of 10,000 takes no more room than one of ten.
 *
 * A change of a frame is written with the next record of the run, whatever that is: no step of an iteration is recorded
 * before the opening of it, and an iteration that was closed but not yet written as such is simply closed once more.
 */
import { applyLoops } from "../domain/apply-loops";
import { type KnownFrame, stepKey } from "../domain/known-run";
import type { FrameChange, StepRef } from "../domain/run";
import type { FrameRow } from "./frame";
import type { RunMemory } from "./run-memory";

export const frameOf = (memory: RunMemory, ref: StepRef): KnownFrame | undefined =>
  memory.frames.get(stepKey(ref));

/** A loop that begins. `itemsJson`: its items as they are stored. */
export function addFrame(memory: RunMemory, frame: KnownFrame, itemsJson: string): void {
  memory.frames.set(stepKey(frame), frame);
  memory.frameRows.set(stepKey(frame), { frame, itemsJson, gone: false });
}

/** What the rule decided about loops, and what is to be written of it. */
export const changeLoops = (memory: RunMemory, changes: readonly FrameChange[]): void =>
  applyLoops(memory, changes, {
    changed: (key, frame) => memory.frameRows.set(key, { ...memory.frameRows.get(key), frame, gone: false }),
    gone: (key, frame) => memory.frameRows.set(key, { frame, gone: true }),
  });

/** Changes that no record has taken along yet. */
export const pendingFrames = (memory: RunMemory): FrameRow[] =>
  memory.frameRows.size === 0 ? NONE : [...memory.frameRows.values()];

/** They are written: what changed meanwhile waits for the next record. */
export function framesWritten(memory: RunMemory, rows: readonly FrameRow[]): void {
  for (const row of rows) {
    const key = stepKey(row.frame);
    const pending = memory.frameRows.get(key);
    if (pending === row) memory.frameRows.delete(key);
    else if (pending?.itemsJson !== undefined)
      memory.frameRows.set(key, { frame: pending.frame, gone: pending.gone });
  }
}

const NONE: FrameRow[] = [];
