import type { StepError } from "./errors";

/** What became of a step that was decided without a call. */
export type StepOutcome =
  | { kind: "succeeded"; outlet: string; output?: unknown; input?: unknown; tokenNote?: string }
  | { kind: "failed"; error: StepError; input?: unknown; output?: unknown; ourFault?: boolean }
  | { kind: "retrying"; attempt: number; wakeAt: Date; error: StepError; input?: unknown }
  | {
      kind: "waiting";
      wakeAt: Date | null;
      output?: unknown;
      input?: unknown;
      /** Of an action that is held: the attempt it waits with. */
      attempt?: number;
      tokenNote?: string;
      /** What is reserved for the step stays reserved. */
      keeps?: boolean;
    };

/** A failure of the step itself, which no repeat would mend. */
export const failedStep = (code: string, message: string, input?: unknown): StepOutcome => ({
  kind: "failed",
  ...(input !== undefined && { input }),
  error: { code, message, retryable: false },
});
