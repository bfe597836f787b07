import type { KnownFrame } from "../domain/known-run";

/** What is to be written of a loop. */
export type FrameRow = {
  frame: KnownFrame;
  /** Its items as JSON, when it begins. */
  itemsJson?: string;
  /** It is not needed any more. */
  gone: boolean;
};
