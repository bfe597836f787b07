/**
 * One turn of a run: takes its lease, reads its record, asks the rule what is ready, does it, writes it down, and goes
 * on until everything is decided, only time or an event can go on, or the turn is long enough. Returns where it stands;
 * everything else is in the database, so that any process can take the next turn.
 */
import { now } from "../db/clock";
import { nextSteps } from "../domain/next-steps";
import type { NextSteps } from "../domain/run";
import { addCancelled, addIntent, addOutcome, addResult, addSkip, type Batch, emptyBatch } from "./batch";
import { answeredWaits } from "./event-wait";
import { dropLease, endTurn, LEASE_MS, type LeasedRun, renewLease, takeLease } from "./lease";
import { type Performed, performCall } from "./perform-call";
import { type Call, prepareStep } from "./prepare-step";
import { findStep, openMemory, type RunMemory, runState, stepKey } from "./run-memory";
import { closeTrace, openTrace, type TurnTrace, timed } from "./turn-trace";
import { type Leave, StaleRun, type WriteResult, writeBatch } from "./write-batch";

export type Advanced = ({ done: true } | { more: true } | { wakeAt: string | null }) & { steps: string[] };

const TURN_MS = 20_000;
const TURN_STEPS = 50;
/** A wait this short is not worth giving the run back for. */
const SHORT_WAIT_MS = 2_000;

export async function advance(target: { runId: string; generation: number }): Promise<Advanced> {
  const trace = openTrace(target.runId);
  const lease = await timed(trace, "lease", () => takeLease(target.runId, target.generation));
  if ("over" in lease) return { done: true, steps: [] };
  if ("busyUntil" in lease) return { wakeAt: lease.busyUntil.toISOString(), steps: [] };
  const keepAlive = setInterval(
    () => void renewLease(target.runId, target.generation, lease.run.leaseOwner).catch(() => {}),
    LEASE_MS / 3,
  );
  try {
    return await takeTurn(lease.run, target.generation, trace);
  } catch (error) {
    if (error instanceof StaleRun) return { done: true, steps: [] };
    await dropLease(target.runId, lease.run.leaseOwner).catch(() => {});
    throw error;
  } finally {
    clearInterval(keepAlive);
    endTurn(lease.run.leaseOwner);
    closeTrace(trace);
  }
}

/** Why no new step is begun any more. */
type Stop = Leave["stop"] | "broken";

type Turn = {
  memory: RunMemory;
  inFlight: Map<Call, Promise<void>>;
  finished: Performed[];
  stop: Stop;
  /** An error of ours: thrown once everything in flight is recorded. */
  broken: { error: unknown } | null;
  doorbell: number;
  begun: string[];
  startedAt: number;
  trace: TurnTrace | null;
};

async function takeTurn(run: LeasedRun, generation: number, trace: TurnTrace | null): Promise<Advanced> {
  const memory = await timed(trace, "load", () => openMemory(run, generation));
  for (const ref of await answeredWaits(memory)) {
    const step = memory.steps.get(stepKey(ref));
    if (step?.status === "waiting") step.wakeAt = now();
  }
  const turn: Turn = {
    memory,
    inFlight: new Map(),
    finished: [],
    stop: run.halted ? "halted" : null,
    broken: null,
    doorbell: run.doorbell,
    begun: [],
    startedAt: now().getTime(),
    trace,
  };
  for (;;) {
    const batch = emptyBatch();
    for (const done of turn.finished.splice(0)) settle(turn, batch, done);
    const { next, calls } = await timed(trace, "decide", () => decide(turn, batch));
    const idle = turn.inFlight.size === 0 && calls.length === 0;
    const shortWait =
      idle && !turn.stop && !next.done && next.wakeAt
        ? next.wakeAt.getTime() - now().getTime()
        : Number.POSITIVE_INFINITY;
    const leave =
      idle && shortWait > SHORT_WAIT_MS && turn.stop !== "broken"
        ? { next, stop: turn.stop, doorbell: turn.doorbell }
        : null;

    const written = await timed(trace, "record", () => writeBatch(turn.memory, batch, { leave }));
    if (turn.broken && idle) throw turn.broken.error;
    const finishedNow = observe(turn, written, leave !== null, next);
    if (finishedNow) return finishedNow;
    if (written.why === "quota") {
      // Nothing of the new steps was begun. What is in flight is still recorded; then the run is held.
      turn.stop = "out_of_tokens";
      if (turn.inFlight.size === 0) continue;
    } else {
      for (const call of calls) begin(turn, call);
    }
    if (turn.finished.length > 0) continue;
    if (turn.inFlight.size > 0) await Promise.race(turn.inFlight.values());
    else if (shortWait <= SHORT_WAIT_MS)
      await new Promise((resolve) => setTimeout(resolve, Math.max(1, shortWait)));
  }
}

function settle(turn: Turn, batch: Batch, done: Performed): void {
  if (done.kind === "recorded") return;
  if (done.kind === "broken") {
    turn.broken = { error: done.error };
    turn.stop = "broken";
  } else if (done.kind === "unpaid") turn.stop ??= "out_of_tokens";
  else addResult(turn.memory, batch, done.call, done.result, done.begunAt, now());
}

/** Asks the rule until it has nothing more; decides the pure steps, collects the calls. */
async function decide(turn: Turn, batch: Batch): Promise<{ next: NextSteps; calls: Call[] }> {
  const { memory } = turn;
  const calls: Call[] = [];
  for (;;) {
    const at = now();
    const next = nextSteps(memory.definition, runState(memory), at);
    if (!turn.stop && (turn.begun.length >= TURN_STEPS || at.getTime() - turn.startedAt > TURN_MS))
      turn.stop = "long_enough";
    const ended = turn.stop === "cancelled" || turn.stop === "halted" || turn.stop === "broken";
    const passedOver = next.skip.length + next.cancel.length;
    if (ended || (passedOver === 0 && (next.done || turn.stop || next.run.length === 0)))
      return { next, calls };
    for (const ref of next.skip) {
      const step = findStep(memory.definition, ref.stepId);
      if (step) addSkip(memory, batch, step, ref.path, at);
    }
    for (const ref of next.cancel) addCancelled(memory, batch, ref, at);
    if (turn.stop) continue;
    for (const ref of next.run) {
      turn.begun.push(ref.stepId);
      const prepared = await prepareStep(memory, ref);
      if ("call" in prepared) {
        calls.push(prepared.call);
        addIntent(memory, batch, prepared.call, at);
      } else {
        addOutcome(memory, batch, prepared.step, ref.path, prepared.outcome, at);
      }
    }
  }
}

function begin(turn: Turn, call: Call): void {
  const running = timed(turn.trace, "call", () => performCall(turn.memory, call)).then((performed) => {
    turn.finished.push(performed);
    turn.inFlight.delete(call);
  });
  turn.inFlight.set(call, running);
}

/** What the write told: somebody cancelled or halted meanwhile, or the turn is over. */
function observe(turn: Turn, written: WriteResult, left: boolean, next: NextSteps): Advanced | null {
  if (written.why === "nothing" || written.why === "quota") return null;
  if (written.status === "cancelled") turn.stop = "cancelled";
  else if (written.halted && !left) turn.stop = "halted";
  const rung = written.doorbell > turn.doorbell;
  turn.doorbell = written.doorbell;
  if (!left) return null;
  const steps = turn.begun;
  if (next.done || written.status === "cancelled") return { done: true, steps };
  if (turn.stop === "long_enough" || rung) return { more: true, steps };
  return { wakeAt: written.wakeAt?.toISOString() ?? null, steps };
}
