/**
 * Loops in the memory of a turn: their frames, and the steps of open iterations alone. What a closed iteration did is in
 * the database; nothing of it is read or kept again, so that a loop of 10,000 takes no more room than one of ten.
 *
 * A change of a frame is written with the next record of the run, whatever that is: no step of an iteration is recorded
 * before the opening of it, and an iteration that was closed but not yet written as such is simply closed once more.
 */
import type { LoopView } from "../domain/data-scope";
import type { FlowDefinition } from "../domain/flow";
import { flowGraph } from "../domain/flow-graph";
import { applyFrameChange, iterationPath, plainPath } from "../domain/loop-frame";
import type { FrameChange, StepRef } from "../domain/run";
import type { Frame, FrameRow, ItemFailure } from "./frame";
import { findStep, type RunMemory, stepKey } from "./run-memory";

/** So many failures are kept by name; the rest are counted. */
const FAILURES_KEPT = 100;

export const frameOf = (memory: RunMemory, ref: StepRef): Frame | undefined =>
  memory.frames.get(stepKey(ref));

/** A loop that begins. `itemsJson`: its items as they are stored. */
export function addFrame(memory: RunMemory, frame: Frame, itemsJson: string): void {
  memory.frames.set(stepKey(frame), frame);
  memory.frameRows.set(stepKey(frame), { frame, itemsJson, gone: false });
}

/** What the rule decided about loops: iterations are closed, and forgotten, and others opened. */
export function applyLoops(memory: RunMemory, changes: readonly FrameChange[]): void {
  for (const change of changes) {
    const key = stepKey(change);
    const frame = memory.frames.get(key);
    if (!frame) continue;
    const failures = [...frame.failures, ...failuresOf(memory, change)].slice(0, FAILURES_KEPT);
    const changed = { ...frame, ...applyFrameChange(frame, change), failures };
    memory.frames.set(key, changed);
    memory.frameRows.set(key, { ...memory.frameRows.get(key), frame: changed, gone: false });
    const step = findStep(memory.definition, change.stepId);
    const tolerant = step?.type === "for_each" && step.on_item_error === "continue";
    for (const { index, outcome } of change.close)
      forget(memory, change.stepId, iterationPath(change.path, index), tolerant || outcome === "succeeded");
  }
}

function failuresOf(memory: RunMemory, { path, close }: FrameChange): ItemFailure[] {
  return close.flatMap(({ index, failure }) => {
    if (!failure) return [];
    const failed = memory.steps.get(
      stepKey({ stepId: failure.stepId, path: iterationPath(path, index) }),
    )?.error;
    const message = failed?.message ?? failure.reason ?? `it ended at step “${failure.stepId}”`;
    return [{ index, step_id: failure.stepId, message }];
  });
}

/** `over`: nothing asks for the loops inside again. Those of an item that failed stay for a retry of the run. */
function forget(memory: RunMemory, loopId: string, path: string, over: boolean): void {
  for (const [key, step] of memory.steps)
    if (isBelow(step.path, path) && belongs(memory.definition, step, loopId)) memory.steps.delete(key);
  for (const [key, frame] of memory.frames) {
    if (!isBelow(frame.path, path) || !belongs(memory.definition, frame, loopId)) continue;
    memory.frames.delete(key);
    if (over) memory.frameRows.set(key, { frame, gone: true });
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

/** The loops that a step stands in, innermost first. None for a handler, unless it has its loop in its path. */
export function loopsAround(definition: FlowDefinition, stepId: string, path: string): string[] {
  const graph = flowGraph(definition);
  const lane = path.indexOf("@");
  const loops: string[] = [];
  let loop = lane < 0 ? (graph.node(stepId)?.loop ?? null) : path.slice(lane + 1);
  for (; loop !== null && !loops.includes(loop); loop = graph.node(loop)?.loop ?? null) loops.push(loop);
  return loops;
}

/** The frames of the iterations that something at this place stands in, outermost first. */
export function enclosingFrames(
  memory: RunMemory,
  stepId: string,
  path: string,
): { frame: Frame; index: number }[] {
  const plain = plainPath(path);
  if (plain === "") return [];
  const loops = loopsAround(memory.definition, stepId, path).reverse();
  let at = "";
  return plain.split(".").flatMap((part, depth) => {
    const outer = at;
    const index = Number(part);
    at = iterationPath(at, index);
    const loop = loops[depth];
    const frame =
      loop === undefined
        ? [...memory.frames.values()].find((one) => one.path === outer && one.open.includes(index))
        : memory.frames.get(stepKey({ stepId: loop, path: outer }));
    return frame ? [{ frame, index }] : [];
  });
}

/** What `{{item}}`, `{{index}}` and `{{loop}}` are there. Items must have been read (`readItems`). */
export function loopView(memory: RunMemory, stepId: string, path: string): LoopView | null {
  let view: LoopView | null = null;
  for (const { frame, index } of enclosingFrames(memory, stepId, path)) {
    const item = frame.items?.[index] ?? null;
    view = { item, index, number: index + 1, total: frame.total, parent: view };
  }
  return view;
}

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
