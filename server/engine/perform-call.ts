import { publishChange } from "../db/bus";
import { now } from "../db/clock";
import { inTransaction } from "../db/pool";
import { stepKey } from "../domain/known-run";
import { rememberStep } from "../domain/remember-step";
import type { RunStatus } from "../domain/run";
import { loadContact } from "../records/contact-scope";
import { addOutcome, addResult, emptyBatch } from "./batch";
import { type CallResult, executeStep } from "./execute-step";
import { failpoint } from "./failpoint";
import { gateCall } from "./gate-call";
import { leasedRecord } from "./leased-record";
import { framesWritten, pendingFrames } from "./loop-frames";
import type { Call } from "./prepare-step";
import { needOf, record } from "./record";
import type { RunMemory } from "./run-memory";
import { StaleRun } from "./stale-run";
import { tryToPay } from "./try-to-pay";
import type { WorkspaceFacts } from "./workspace-facts";

/** recorded: an internal effect, committed with its record. unpaid: out of tokens, nothing happened. */
export type Performed =
  | { kind: "result"; call: Call; result: CallResult; begunAt: Date }
  | { kind: "recorded"; status: RunStatus; halted: boolean }
  /** `need`: what its record would have to be able to pay. */
  | { kind: "unpaid"; need: number }
  | { kind: "broken"; error: unknown };

export async function performCall(memory: RunMemory, call: Call): Promise<Performed> {
  const begunAt = now();
  try {
    if (call.effect !== "internal")
      return { kind: "result", call, result: await executeStep(memory, call, null), begunAt };
    const performed = await tryToPay(
      memory,
      (gathers) => performInternal(memory, call, begunAt, gathers),
      (result) => (result.kind === "unpaid" ? result.need : null),
    );
    if (performed.kind === "unpaid") memory.steps.delete(stepKey(call.ref));
    return performed;
  } catch (error) {
    return { kind: "broken", error };
  }
}

/** The effect is in our database: its writes, its Event and its record are one transaction. */
async function performInternal(
  memory: RunMemory,
  call: Call,
  begunAt: Date,
  gathers: WorkspaceFacts | undefined,
): Promise<Performed> {
  const key = stepKey(call.ref);
  const before = memory.steps.get(key);
  // Until the commit nobody else may see it: the rule would go on from what can still be undone.
  const own: RunMemory = { ...memory, steps: new Map(before && [[key, before]]) };
  const { run } = memory;
  const frames = pendingFrames(memory);
  try {
    const { status, halted } = await inTransaction(async (tx) => {
      const batch = emptyBatch();
      const stopped = await gateCall(tx, memory, call);
      if (stopped) addOutcome(own, batch, call.step, call.ref.path, stopped, now());
      else {
        const result = await executeStep(memory, call, tx);
        if (!result.ok) throw new NotDone(result);
        addResult(own, batch, call, result, begunAt, now());
      }
      const quota = [...batch.moves].map(([period, sum]) => ({ period, ...sum }));
      const recorded = await record(
        {
          ...leasedRecord(memory),
          steps: batch.steps,
          usage: batch.usage,
          waits: batch.waits,
          frames,
          quota,
          gathers,
          patch: {},
        },
        tx,
      );
      if (!recorded.ok) throw recorded.why === "stale" ? new StaleRun() : new Unpaid(needOf(quota));
      return recorded;
    });
    const done = own.steps.get(key);
    if (done) rememberStep(memory, done);
    framesWritten(memory, frames);
    // What the step did to the contact, the next one reads.
    if (memory.contact && run.contactId && call.action.category === "crm")
      memory.contact = await loadContact(run.workspaceId, run.contactId);
    failpoint("after_record");
    publishChange({ workspaceId: run.workspaceId, runId: run.id });
    return { kind: "recorded", status, halted };
  } catch (error) {
    if (error instanceof NotDone) return { kind: "result", call, result: error.result, begunAt };
    if (error instanceof Unpaid) return { kind: "unpaid", need: error.need };
    throw error;
  }
}

class Unpaid extends Error {
  constructor(readonly need: number) {
    super("out of tokens");
  }
}

class NotDone extends Error {
  constructor(readonly result: CallResult) {
    super("the action failed");
  }
}
