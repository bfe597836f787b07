import type { StepError } from "./errors";
import type { FlowDefinition } from "./flow";
import type { LoopFrame, StepRef, StepState } from "./run";

/** What is known of a step in one iteration. */
export type KnownStep = StepState & {
  attempt: number;
  output: unknown;
  error: StepError | null;
  startedAt: Date;
};

/** An item that failed, as the loop's output and its error tell it. */
export type ItemFailure = { index: number; step_id: string; message: string };

/** A loop in memory. */
export type KnownFrame = LoopFrame & {
  failures: ItemFailure[];
  /** Null: not read yet in this turn. */
  items: unknown[] | null;
};

/**
 * A run as far as its steps are decided by it. Real and simulated runs are the same in this; everything that takes one
 * is pure.
 */
export type KnownRun = {
  run: { id: string; payload: Record<string, unknown> };
  definition: FlowDefinition;
  facts: { timezone: string };
  contact: Record<string, unknown> | null;
  /** Of steps outside of loops, and of open iterations; in the order in which they were recorded. */
  steps: Map<string, KnownStep>;
  variables: Record<string, unknown>;
  /** Loops, as far as they are not inside a closed iteration. */
  frames: Map<string, KnownFrame>;
};

export const stepKey = (ref: StepRef): string => `${ref.stepId}\n${ref.path}`;
