/**
 * The gate before a call. For an internal effect it is asked in the transaction that holds the message and the step's
 * record; for one that leaves our database in a transaction of its own before the step's intent: its decision to send,
 * with what the action writes of its intent, is what a reply must be quicker than.
 */
import { inTransaction, type Tx } from "../db/pool";
import { gateOutcome } from "../domain/gate-outcome";
import type { StepRef } from "../domain/run";
import type { AnyAction, Effect } from "../integrations/action";
import { passGate } from "../records/gate";
import { actionContext } from "./action-context";
import type { Outcome } from "./outcome";
import type { RunMemory } from "./run-memory";

type GatedCall = { ref: StepRef; action: AnyAction; input: unknown; effect: Effect; attempt: number };

/** null: nothing stands against the call, or it reaches nobody. */
export async function gateCall(tx: Tx, memory: RunMemory, call: GatedCall): Promise<Outcome | null> {
  const messaging = call.action.messaging?.(call.input) ?? null;
  if (!messaging) return null;
  const { run, definition, facts } = memory;
  // Who tries a flow out does not wait for the morning: in the sandbox nobody is woken.
  const waits = run.mode === "live" || call.effect !== "internal";
  const decision = await passGate(tx, {
    workspaceId: run.workspaceId,
    runId: run.id,
    ...{ stepId: call.ref.stepId, path: call.ref.path },
    flowId: run.flowId,
    contactId: run.contactId,
    mode: run.mode,
    waits,
    timezone: facts.timezone,
    messaging,
    settings: definition.settings,
  });
  return decision.verdict === "hold" && !waits ? null : gateOutcome(decision, call.input, call.attempt);
}

/** For an effect outside of our database. */
export async function gateBeforeCall(memory: RunMemory, call: GatedCall): Promise<Outcome | null> {
  if (!call.action.messaging) return null;
  return inTransaction(async (tx) => {
    const stopped = await gateCall(tx, memory, call);
    if (!stopped)
      await call.action.intent?.(
        call.input,
        actionContext(memory, call, { tx, signal: new AbortController().signal }),
      );
    return stopped;
  });
}
