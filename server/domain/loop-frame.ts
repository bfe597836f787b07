import type { FrameChange, LoopFrame } from "./run";
import type { Step } from "./step";

type ForEach = Extract<Step, { type: "for_each" }>;

/** A loop that was just reached. `items` is how long its list turned out to be. */
export const openFrame = (step: ForEach, path: string, items: number): LoopFrame => ({
  stepId: step.id,
  path,
  total: Math.min(items, step.limit),
  next: 0,
  succeeded: 0,
  failed: 0,
  open: [],
});

/** The frame after what nextSteps decided about it. */
export function applyFrameChange(frame: LoopFrame, change: FrameChange): LoopFrame {
  const closed = change.close.filter(({ index }) => frame.open.includes(index));
  const failed = closed.filter(({ outcome }) => outcome === "failed").length;
  const handled = closed.reduce((sum, { handledErrors }) => sum + handledErrors, frame.handledErrors ?? 0);
  const opened = change.open.filter((index) => index >= frame.next);
  return {
    ...frame,
    next: Math.max(frame.next, ...opened.map((index) => index + 1)),
    succeeded: frame.succeeded + closed.length - failed,
    failed: frame.failed + failed,
    open: [...frame.open.filter((index) => !closed.some((one) => one.index === index)), ...opened],
    ...(handled > 0 && { handledErrors: handled }),
  };
}

/** No further item is begun. */
export const isStopped = (step: ForEach, frame: LoopFrame): boolean =>
  frame.failed > 0 && step.on_item_error === "stop";

/** Every item that is to be done is done. */
export const isComplete = (step: ForEach, frame: LoopFrame): boolean =>
  frame.open.length === 0 && (frame.next >= frame.total || isStopped(step, frame));

/** The way out of a complete loop: error when an item failed and the loop was to stop at that. */
export const loopOutlet = (step: ForEach, frame: LoopFrame): "success" | "error" =>
  isStopped(step, frame) ? "error" : "success";

/** "3" inside "" is "3"; 17 inside "3" is "3.17". */
export const iterationPath = (path: string, index: number): string =>
  path === "" ? `${index}` : `${path}.${index}`;

/** The iteration's own steps' path: "3" of "3@notify_all". */
export const plainPath = (path: string): string => {
  const lane = path.indexOf("@");
  return lane < 0 ? path : path.slice(0, lane);
};

/** Of a handler that several loops share. */
export const lanePath = (path: string, loopId: string): string => `${path}@${loopId}`;
