import { publishChange } from "../db/bus";
import { now } from "../db/clock";
import { inTransaction, pool } from "../db/pool";
import { stepKey } from "../domain/known-run";
import type { NextSteps, RunStatus } from "../domain/run";
import { findAction } from "../integrations/registry";
import { addWorkflowCharge, type Batch, emptyBatch } from "./batch";
import { failpoint } from "./failpoint";
import { lackOfTokens } from "./lack-of-tokens";
import { leasedRecord } from "./leased-record";
import { framesWritten, pendingFrames } from "./loop-frames";
import { needOf, type QuotaMove, type Recorded, type RecordInput, type RunPatch, record } from "./record";
import { recordFamily } from "./record-family";
import type { RunMemory } from "./run-memory";
import { StaleRun } from "./stale-run";
import { tryToPay } from "./try-to-pay";

/** How the turn ends, when it ends with this write. */
export type Leave = {
  next: NextSteps;
  stop: null | "cancelled" | "halted" | "hourly_limit" | "concurrency" | "out_of_tokens" | "long_enough";
};

export type WriteResult =
  | { why: "nothing" }
  | { why: "quota" }
  /** Out of tokens: nothing goes on in this turn. */
  | { why: "held"; wakeAt: Date | null; rung: boolean }
  | { why: "written"; status: RunStatus; doorbell: number; halted: boolean; wakeAt: Date | null };

/**
 * Writes a batch, and the end of the turn if it ends. `quota`: the price of the new steps cannot be reserved; what had
 * already happened is written all the same, the new steps are not begun.
 */
export async function writeBatch(
  memory: RunMemory,
  batch: Batch,
  { leave, doorbell }: { leave: Leave | null; doorbell: number },
): Promise<WriteResult> {
  const starts =
    leave === null || leave.next.done !== null || (leave.stop === null && batch.steps.length > 0);
  const charge = !memory.charged && starts;
  if (charge) addWorkflowCharge(memory, batch);
  if (!leave && batch.steps.length + batch.intents.length + batch.usage.length === 0)
    return { why: "nothing" };

  if (leave?.stop === "out_of_tokens" && !leave.next.done) {
    if (batch.steps.length + batch.usage.length > 0) await must(memory, input(memory, batch, {}, false));
    return hold(memory, doorbell);
  }
  const patch = leave ? leavePatch(memory, leave, doorbell) : {};
  const first = await pay(memory, input(memory, batch, patch, true));
  if (first.ok) {
    memory.charged ||= charge;
    return written(memory, batch, first, patch);
  }
  // The run itself cannot be paid: nothing happened yet, nothing is written but that it is held.
  if (charge) {
    memory.frameRows.clear();
    return hold(memory, doorbell);
  }
  if (batch.steps.length > 0) await must(memory, input(memory, batch, {}, false));
  return leave ? hold(memory, doorbell) : { why: "quota" };
}

/** What came about since it was found out that there are no tokens is not missed: the run then looks again at once. */
async function hold(memory: RunMemory, doorbell: number): Promise<WriteResult> {
  const batch = emptyBatch();
  const end = { status: "held", release: true, seenDoorbell: doorbell } as const;
  const { patch, data, recorded, again } = await inTransaction(async (tx) => {
    const { reason, again } = await lackOfTokens(tx, memory);
    const patch: RunPatch = { ...end, reason, wakeAt: again ? now() : memory.facts.periodEndsAt };
    const data = input(memory, batch, patch, false);
    const recorded = checked(await record(data, tx));
    if (!recorded.ok) throw new Error(`Run ${memory.run.id}: that it is held could not be recorded`);
    return { patch, data, recorded, again };
  });
  framesWritten(memory, data.frames);
  await written(memory, batch, recorded, patch);
  return { why: "held", wakeAt: patch.wakeAt ?? null, rung: again || recorded.doorbell > doorbell };
}

function leavePatch(memory: RunMemory, { next, stop }: Leave, doorbell: number): RunPatch {
  const end = { release: true, seenDoorbell: doorbell };
  if (next.done) {
    const { outcome, reason, failedStepId, handledErrors } = next.done;
    const error =
      outcome === "failed" && failedStepId !== null
        ? (memory.steps.get(stepKey({ stepId: failedStepId, path: "" }))?.error?.message ?? reason)
        : null;
    return {
      ...end,
      status: outcome,
      reason,
      wakeAt: null,
      handledErrors,
      failedStepId,
      errorMessage: error,
    };
  }
  if (stop === "cancelled") return { ...end, wakeAt: null };
  if (stop === "hourly_limit" || stop === "concurrency" || stop === "halted")
    return { ...end, status: "held", reason: stop, wakeAt: null };
  if (stop === "long_enough") return { ...end, wakeAt: now() };
  return { ...end, status: "waiting", reason: null, wakeAt: next.wakeAt };
}

function input(memory: RunMemory, batch: Batch, patch: RunPatch, withIntents: boolean): RecordInput {
  const moves = new Map(batch.moves);
  if (withIntents) {
    for (const [period, add] of batch.intentMoves) {
      const sum = moves.get(period) ?? { reserved: 0, used: 0 };
      moves.set(period, { reserved: sum.reserved + add.reserved, used: sum.used + add.used });
    }
  }
  const quota: QuotaMove[] = [...moves]
    .map(([period, sum]) => ({ period, ...sum }))
    .filter((sum) => sum.reserved !== 0 || sum.used !== 0)
    // Shards of an earlier period are locked first: so does the turn of a period.
    .sort((one, other) => (one.period < other.period ? -1 : 1));
  return {
    ...leasedRecord(memory),
    steps: withIntents ? [...batch.steps, ...batch.intents] : batch.steps,
    usage: batch.usage,
    waits: batch.waits,
    children: batch.children,
    frames: pendingFrames(memory),
    quota,
    patch,
  };
}

async function pay(memory: RunMemory, data: RecordInput): Promise<Recorded> {
  const recorded = await tryToPay(
    memory,
    async (gathers) => checked(await recordFamily(memory, { ...data, gathers })),
    ({ ok }) => (ok ? null : needOf(data.quota)),
  );
  if (recorded.ok) framesWritten(memory, data.frames);
  return recorded;
}

async function must(memory: RunMemory, data: RecordInput): Promise<Recorded & { ok: true }> {
  const recorded = await pay(memory, data);
  if (!recorded.ok) throw new Error(`Run ${memory.run.id}: what already happened could not be recorded`);
  return recorded;
}

function checked(recorded: Recorded): Recorded {
  if (!recorded.ok && recorded.why === "stale") throw new StaleRun();
  return recorded;
}

const leaveEnds = (patch: RunPatch) => patch.status === "completed" || patch.status === "failed";

const waitsForEvents = (memory: RunMemory) =>
  memory.definition.steps.some(
    (step) =>
      step.type === "wait_for_event" ||
      (step.type === "action" && findAction(step.action_id)?.waits !== undefined),
  );

async function written(
  memory: RunMemory,
  batch: Batch,
  recorded: Recorded & { ok: true },
  patch: RunPatch,
): Promise<WriteResult> {
  if (batch.intents.length > 0) failpoint("after_intent");
  if (batch.steps.length > 0) failpoint("after_record");
  if (patch.status === "waiting") failpoint("after_wait_row");
  if (leaveEnds(patch) && waitsForEvents(memory)) {
    await pool().query("update waits set closed_at = $2 where run_id = $1 and closed_at is null", [
      memory.run.id,
      now(),
    ]);
  }
  publishChange({ workspaceId: memory.run.workspaceId, runId: memory.run.id });
  return {
    why: "written",
    status: recorded.status,
    doorbell: recorded.doorbell,
    halted: recorded.halted,
    wakeAt: patch.wakeAt ?? null,
  };
}
