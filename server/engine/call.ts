import type { StepRef } from "../domain/run";
import type { ActionStep, Step } from "../domain/step";
import type { AnyAction, Effect } from "../integrations/action";
import type { OpenConnection } from "../integrations/connection";
import type { Outcome } from "./outcome";

/** An action that is ready to be run. */
export type Call = {
  ref: StepRef;
  step: ActionStep;
  action: AnyAction;
  actionKey: string;
  input: unknown;
  effect: Effect;
  /** null: it works in the sandbox, or with nothing outside. */
  connection: OpenConnection | null;
  attempt: number;
  /** It ends what an earlier call began; its input is what that one answered. */
  settles?: boolean;
};

export type Prepared = { outcome: Outcome; step: Step } | { call: Call };
