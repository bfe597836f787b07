import type { LoopFrame } from "../domain/run";

/** An item that failed, as the loop's output and its error tell it. */
export type ItemFailure = { index: number; step_id: string; message: string };

/** A loop in the memory of a turn. */
export type Frame = LoopFrame & {
  failures: ItemFailure[];
  /** Null: not read yet in this turn. */
  items: unknown[] | null;
};

/** What is to be written of a loop. */
export type FrameRow = {
  frame: Frame;
  /** Its items as JSON, when it begins. */
  itemsJson?: string;
  /** It is not needed any more. */
  gone: boolean;
};
