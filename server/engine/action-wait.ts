/**
 * An action that only begins something, such as a call: the step waits, with its price reserved, for the event that tells
 * how it ended. The wait is a row written with the record of the beginning; settling is one more record, in one
 * transaction with what the action writes then. So the beginning, the end and the charge are there once each.
 */
import { newId } from "../db/id";
import { pool } from "../db/pool";
import { canonicalEventType } from "../domain/event-type";
import { isObject } from "../domain/is-object";
import { stepKey } from "../domain/known-run";
import type { StepRef } from "../domain/run";
import type { ActionStep } from "../domain/step";
import { LOOK_AGAIN_MS } from "../domain/wait-terms";
import type { AnyAction } from "../integrations/action";
import type { Call, Prepared } from "./call";
import { visitWait } from "./event-wait";
import type { WaitRow } from "./record";
import type { RunMemory } from "./run-memory";

/**
 * What the record of the beginning holds beside the output; null: the action is done when it has run. An event that was
 * quicker than the record of an effect outside of our database is found by looking again.
 */
export function waitAfter(
  call: Call,
  output: unknown,
  begunAt: Date,
  at: Date,
): { wait: WaitRow; wakeAt: Date } | null {
  const { waits } = call.action;
  if (!waits) return null;
  const expiresAt = new Date(at.getTime() + waits.longestMs);
  const again = new Date(at.getTime() + LOOK_AGAIN_MS);
  return {
    wakeAt: call.effect === "internal" || expiresAt < again ? expiresAt : again,
    wait: {
      id: newId(),
      ...call.ref,
      kind: "event",
      eventTypes: [canonicalEventType(waits.eventType)],
      subject: null,
      match: waits.match(output),
      opensAt: begunAt,
      expiresAt,
      afterEventId: null,
    },
  };
}

/** A step that has begun: still waiting, or the call that settles it. null: it has not begun. */
export async function prepareSettling(
  memory: RunMemory,
  ref: StepRef,
  step: ActionStep,
  { action, actionKey }: { action: AnyAction; actionKey: string },
): Promise<Prepared | null> {
  const { waits } = action;
  const known = memory.steps.get(stepKey(ref));
  if (!waits || known?.status !== "waiting" || !(await hasBegun(memory.run.id, ref))) return null;
  const visited = await visitWait(memory, ref);
  if (visited.kind === "waiting") return { step, outcome: { ...visited, output: known.output, keeps: true } };
  const output = visited.kind === "succeeded" && visited.outlet === "event" ? visited.output : null;
  const event = isObject(output) ? output : null;
  // From here on the tokens are owed: without any, it is held like every run.
  memory.direct = null;
  const settling: AnyAction = {
    ...withoutGate(action),
    run: (begun, ctx) => waits.settle(begun, event, ctx),
  };
  return {
    call: {
      ...{ ref, step, actionKey, action: settling, input: known.output },
      ...{ effect: "internal", connection: null, attempt: known.attempt, settles: true },
    },
  };
}

/** It was let through when it began, and it ends now. */
function withoutGate({ waits: _waits, delegate: _delegate, ...action }: AnyAction): AnyAction {
  return { ...action, messaging: null, intent: null };
}

/** One that the gate holds waits, too, but for its time alone. */
async function hasBegun(runId: string, ref: StepRef): Promise<boolean> {
  const { rowCount } = await pool().query(
    "select from waits where run_id = $1 and step_id = $2 and iteration_path = $3",
    [runId, ref.stepId, ref.path],
  );
  return rowCount === 1;
}
