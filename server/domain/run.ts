/** Statuses of runs and steps, and the questions one may ask of them. Spelled as in the database. */
import * as z from "zod";

export const runStatusSchema = z.enum([
  "queued",
  "running",
  "waiting",
  "held",
  "completed",
  "failed",
  "cancelled",
]);
export type RunStatus = z.infer<typeof runStatusSchema>;

/** running: an attempt is under way; retrying: failed, tried again at wakeAt; waiting: a delay or wait until wakeAt (or an event). */
export const stepStatusSchema = z.enum([
  "running",
  "retrying",
  "waiting",
  "succeeded",
  "failed",
  "skipped",
  "cancelled",
]);
export type StepStatus = z.infer<typeof stepStatusSchema>;

export const runModeSchema = z.enum(["live", "test"]);
export type RunMode = z.infer<typeof runModeSchema>;
export const runOriginSchema = z.enum(["event", "replay", "manual", "schedule", "direct", "sub_flow"]);
export type RunOrigin = z.infer<typeof runOriginSchema>;

export const isFinal = (status: RunStatus) =>
  status === "completed" || status === "failed" || status === "cancelled";
export const isCancellable = (status: RunStatus) => !isFinal(status);
export const isStepFinal = (status: StepStatus) =>
  status !== "running" && status !== "retrying" && status !== "waiting";

/** What the rule knows of one step in one iteration ("" outside loops, "3.17" = item 17 inside item 3). */
export type StepState = {
  stepId: string;
  path: string;
  status: StepStatus;
  /** The way out that was taken: success, error, true, false, event, timeout, case:<id>, default, approved, rejected. */
  outlet: string | null;
  /** When a retrying or waiting step is due; null: only an event wakes it. */
  wakeAt: Date | null;
};

/**
 * A loop in progress, by counts and open iterations only: items are stored once elsewhere. It is kept until the
 * iteration (or the run) it stands in is over.
 */
export type LoopFrame = {
  stepId: string;
  path: string;
  total: number;
  next: number;
  succeeded: number;
  failed: number;
  open: number[];
  /** Errors that were handled inside closed iterations. */
  handledErrors?: number;
};

/** Steps of closed iterations may be given and are ignored. */
export type RunState = { steps: StepState[]; frames: LoopFrame[] };

/**
 * One box to decide: a step in an iteration. An error handler that several loops lead to has the loop's id in its path
 * ("3@notify_all"): item 3 of one is not item 3 of another.
 */
export type StepRef = { stepId: string; path: string };

/** What happens to a loop's frame; `applyFrameChange` does it. */
export type FrameChange = StepRef & {
  close: {
    index: number;
    outcome: "succeeded" | "failed";
    handledErrors: number;
    /** Which of its steps failed the item, and why if an end says so. */
    failure?: { stepId: string; reason: string | null } | null;
  }[];
  open: number[];
};

/** The protocol between these and the engine is described at `nextSteps`. */
export type NextSteps = {
  /** Execute now (first time, a retry that is due, or a wait that is over). */
  run: StepRef[];
  /** Nothing leads here any more. Record as skipped. */
  skip: StepRef[];
  /** Waiting or retrying in a run (or an item) that has failed meanwhile. Record as cancelled. */
  cancel: StepRef[];
  /** Iterations to close and to open. */
  loops: FrameChange[];
  /** Earliest moment at which something becomes due by itself; null when only an event (or nothing) can. */
  wakeAt: Date | null;
  /** Set when every step is decided. `handledErrors`: steps that failed into an error branch. */
  done: null | {
    outcome: "completed" | "failed";
    reason: string | null;
    failedStepId: string | null;
    handledErrors: number;
  };
};
