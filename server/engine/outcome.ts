import type { StepOutcome } from "../domain/step-outcome";
import type { ChildStart, WaitRow } from "./record";

/** What became of a step that was decided without a call, and what its record begins. */
export type Outcome =
  | Exclude<StepOutcome, { kind: "waiting" }>
  | (Extract<StepOutcome, { kind: "waiting" }> & { wait?: WaitRow; child?: ChildStart });
