import type { KnownRun, KnownStep } from "../domain/known-run";
import type { RunState } from "../domain/run";
import type { FrameRow } from "./frame";
import type { LeasedRun } from "./lease";
import type { WorkspaceFacts } from "./workspace-facts";

export type StepMemory = KnownStep & { reserved: number; quotaPeriod: string | null };

/** What one call of advance knows of its run: the record as it was read, plus what it did since. */
export type RunMemory = Omit<KnownRun, "run" | "facts" | "steps"> & {
  run: LeasedRun;
  generation: number;
  facts: WorkspaceFacts;
  steps: Map<string, StepMemory>;
  /** A step that stood in flight when its process died: key → what is known of it. */
  interrupted: Map<string, StepMemory & { effect: string }>;
  charged: boolean;
  /** How often the limit had risen when what it needs could not be paid; null: not known. */
  raises: number | null;
  /** An action outside of a flow. `unpaid`: there are no tokens for it, so it fails. */
  direct: { unpaid: boolean } | null;
  /** Changes of frames that go with the next record. */
  frameRows: Map<string, FrameRow>;
};

export const runState = (memory: RunMemory): RunState => ({
  steps: [...memory.steps.values()],
  frames: [...memory.frames.values()],
});
