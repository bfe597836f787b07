import type { StepError } from "../domain/errors";
import type { ChildStart, WaitRow } from "./record";

/** What became of a step that was decided without a call. */
export type Outcome =
  | { kind: "succeeded"; outlet: string; output?: unknown; input?: unknown; tokenNote?: string }
  | { kind: "failed"; error: StepError; input?: unknown; output?: unknown; ourFault?: boolean }
  | { kind: "retrying"; attempt: number; wakeAt: Date; error: StepError; input?: unknown }
  | {
      kind: "waiting";
      wakeAt: Date | null;
      wait?: WaitRow;
      child?: ChildStart;
      output?: unknown;
      input?: unknown;
      /** Of an action that is held: the attempt it waits with. */
      attempt?: number;
      tokenNote?: string;
      /** What is reserved for the step stays reserved. */
      keeps?: boolean;
    };
