/**
 * One turn of a run: takes its lease, reads its record, asks the rule what is ready, does it, writes it down, and goes
 * on until everything is decided, only time or an event can go on, or the turn is long enough. Returns where it stands;
 * everything else is in the database, so that any process can take the next turn.
 */
import { now } from "../db/clock";
import { pool } from "../db/pool";
import { findStep } from "../domain/find-step";
import { stepKey } from "../domain/known-run";
import { nextSteps } from "../domain/next-steps";
import { isFinal, type NextSteps, type StepRef } from "../domain/run";
import {
  addCancelled,
  addIntent,
  addOutcome,
  addResult,
  addSkip,
  type Batch,
  emptyBatch,
  hasIntent,
  isInBatch,
} from "./batch";
import { endOpenSteps } from "./end-runs";
import { answeredWaits } from "./event-wait";
import { mustWaitForStart } from "./flow-pace";
import { lacksPlace, passPlacesOn } from "./flow-slots";
import { dropLease, endTurn, LEASE_MS, type LeasedRun, renewLease, takeLease } from "./lease";
import { changeLoops, frameOf } from "./loop-frames";
import { openMemory } from "./open-memory";
import { type Performed, performCall } from "./perform-call";
import { type Call, prepareStep } from "./prepare-step";
import { type RunMemory, runState } from "./run-memory";
import { StaleRun } from "./stale-run";
import { endedChildren } from "./sub-flow";
import { closeTrace, openTrace, type TurnTrace, timed } from "./turn-trace";
import { type Leave, type WriteResult, writeBatch } from "./write-batch";

export type Advanced = ({ done: true } | { more: true } | { wakeAt: string | null }) & { steps: string[] };

const TURN_MS = 20_000;
/** Calls that a turn begins, and writes that it makes: many steps without a call share a write. */
const TURN_WORK = 100;
/** Rows of a write: a loop of pure steps goes through many items before it is written down. */
const WRITE_STEPS = 200;
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
    // Somebody else has it, or the database forgot our lease in a crash: the next turn sees which.
    if (error instanceof StaleRun) return { more: true, steps: [] };
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
  /** Calls with a recorded intent that are not made any more: the run was over before they began. */
  dropped: Call[];
  stop: Stop;
  /** An error of ours: thrown once everything in flight is recorded. */
  broken: { error: unknown } | null;
  doorbell: number;
  /** Ids of steps that were begun. */
  begun: Set<string>;
  calls: number;
  writes: number;
  startedAt: number;
  trace: TurnTrace | null;
};

async function takeTurn(run: LeasedRun, generation: number, trace: TurnTrace | null): Promise<Advanced> {
  const memory = await timed(trace, "load", () => openMemory(run, generation));
  for (const ref of [...(await answeredWaits(memory)), ...(await endedChildren(memory))]) {
    const step = memory.steps.get(stepKey(ref));
    if (step?.status === "waiting") step.wakeAt = now();
  }
  const turn: Turn = {
    memory,
    inFlight: new Map(),
    finished: [],
    dropped: [],
    stop: await mayNotBegin(run),
    broken: null,
    doorbell: run.doorbell,
    begun: new Set(),
    calls: 0,
    writes: 0,
    startedAt: now().getTime(),
    trace,
  };
  for (;;) {
    const batch = emptyBatch();
    for (const done of turn.finished.splice(0)) settle(turn, batch, done);
    for (const { ref } of turn.dropped.splice(0)) addCancelled(memory, batch, ref, now());
    const { next, calls, unwritten } = await timed(trace, "decide", () => decide(turn, batch));
    // A call may have ended while something was decided.
    const busy = turn.inFlight.size + turn.finished.length + calls.length > 0;
    const idle = !busy && !unwritten;
    const shortWait =
      idle && !turn.stop && !next.done && next.wakeAt
        ? next.wakeAt.getTime() - now().getTime()
        : Number.POSITIVE_INFINITY;
    const leave =
      idle && shortWait > SHORT_WAIT_MS && turn.stop !== "broken" ? { next, stop: turn.stop } : null;

    const written = await timed(trace, "record", () =>
      writeBatch(turn.memory, batch, { leave, doorbell: turn.doorbell }),
    );
    if (turn.broken && idle) throw turn.broken.error;
    if (written.why === "held") return heldTurn(turn, written);
    if (written.why === "written") turn.writes++;
    const finishedNow = observe(turn, written, leave !== null, next);
    if (finishedNow) {
      await afterTurn(turn, finishedNow);
      return finishedNow;
    }
    if (written.why === "quota") {
      // Nothing of the new steps was begun. What is in flight is still recorded; then the run is held.
      outOfTokens(turn);
      if (memory.direct) for (const { ref } of calls) memory.steps.delete(stepKey(ref));
      if (turn.inFlight.size === 0) continue;
    } else if (turn.stop === "cancelled") turn.dropped.push(...calls.filter(hasIntent));
    else for (const call of calls) begin(turn, call);
    if (turn.finished.length > 0 || unwritten) continue;
    if (turn.inFlight.size > 0) await Promise.race(turn.inFlight.values());
    else if (shortWait <= SHORT_WAIT_MS)
      await new Promise((resolve) => setTimeout(resolve, Math.max(1, shortWait)));
  }
}

/** Why the run does nothing in this turn: its flow or workspace is stopped, or it is not its turn yet. */
async function mayNotBegin(run: LeasedRun): Promise<Turn["stop"]> {
  if (run.halted) return "halted";
  if (await mustWaitForStart(run)) return "hourly_limit";
  return (await lacksPlace(run)) ? "concurrency" : null;
}

function settle(turn: Turn, batch: Batch, done: Performed): void {
  if (done.kind === "recorded") {
    if (isFinal(done.status)) turn.stop = "cancelled";
    else if (done.halted) turn.stop ??= "halted";
    return;
  }
  if (done.kind === "broken") {
    turn.broken = { error: done.error };
    turn.stop = "broken";
  } else if (done.kind === "unpaid") outOfTokens(turn);
  else addResult(turn.memory, batch, done.call, done.result, done.begunAt, now());
}

/** A run is held; an action outside of a flow has nobody who comes back to it, and fails. */
function outOfTokens(turn: Turn): void {
  const { direct } = turn.memory;
  if (direct) direct.unpaid = true;
  else turn.stop ??= "out_of_tokens";
}

type Decided = {
  next: NextSteps;
  calls: Call[];
  /** There is more to decide, once the batch is written. */
  unwritten: boolean;
};

/** Asks the rule until it has nothing more; decides the pure steps, collects the calls. */
async function decide(turn: Turn, batch: Batch): Promise<Decided> {
  const { memory } = turn;
  const calls: Call[] = [];
  for (;;) {
    const at = now();
    const next = nextSteps(memory.definition, runState(memory), at);
    if (!turn.stop && isLongEnough(turn, at)) turn.stop = "long_enough";
    const ended = turn.stop !== null && turn.stop !== "out_of_tokens" && turn.stop !== "long_enough";
    const passedOver = next.skip.length + next.cancel.length;
    const ready = next.run.length + next.loops.length;
    if (ended || (passedOver === 0 && (next.done || turn.stop || ready === 0)))
      return { next, calls, unwritten: false };
    if (batch.steps.length >= WRITE_STEPS || next.cancel.some((ref) => isInBatch(batch, ref)))
      return { next, calls, unwritten: true };
    for (const ref of next.skip) {
      const step = findStep(memory.definition, ref.stepId);
      if (step) addSkip(memory, batch, step, ref.path, at);
    }
    for (const ref of next.cancel) addCancelled(memory, batch, ref, at);
    if (turn.stop) continue;
    changeLoops(memory, next.loops);
    let unwritten = false;
    for (const ref of next.run) {
      if (mustBeWrittenFirst(memory, batch, ref)) {
        unwritten = true;
        continue;
      }
      turn.begun.add(ref.stepId);
      const prepared = await prepareStep(memory, ref);
      if ("call" in prepared) {
        calls.push(prepared.call);
        turn.calls++;
        addIntent(memory, batch, prepared.call, at);
      } else {
        addOutcome(memory, batch, prepared.step, ref.path, prepared.outcome, at);
      }
    }
    if (unwritten) return { next, calls, unwritten };
  }
}

const isLongEnough = (turn: Turn, at: Date): boolean =>
  turn.calls >= TURN_WORK || turn.writes >= TURN_WORK || at.getTime() - turn.startedAt > TURN_MS;

/** A visit of a step whose last one is in this batch; and the end of a loop, which reads what its items recorded. */
function mustBeWrittenFirst(memory: RunMemory, batch: Batch, ref: StepRef): boolean {
  if (batch.steps.length === 0 || !memory.steps.has(stepKey(ref))) return false;
  return isInBatch(batch, ref) || frameOf(memory, ref) !== undefined;
}

function begin(turn: Turn, call: Call): void {
  const running = timed(turn.trace, "call", () => performCall(turn.memory, call)).then((performed) => {
    turn.finished.push(performed);
    turn.inFlight.delete(call);
  });
  turn.inFlight.set(call, running);
}

/** There are no tokens for what it would do next, not even for being begun. */
function heldTurn({ begun }: Turn, { rung, wakeAt }: Extract<WriteResult, { why: "held" }>): Advanced {
  const steps = [...begun];
  return rung ? { more: true, steps } : { wakeAt: wakeAt?.toISOString() ?? null, steps };
}

/** What the write told: somebody cancelled or halted meanwhile, or the turn is over. */
function observe(turn: Turn, written: WriteResult, left: boolean, next: NextSteps): Advanced | null {
  if (written.why !== "written") return null;
  // Not by this turn: cancelled, or ended by an event.
  const over = isFinal(written.status);
  if (over && !left) turn.stop = "cancelled";
  else if (written.halted && !left) turn.stop = "halted";
  const rung = written.doorbell > turn.doorbell;
  turn.doorbell = written.doorbell;
  if (!left) return null;
  const steps = [...turn.begun];
  if (next.done || over) return { done: true, steps };
  if (turn.stop === "long_enough" || rung) return { more: true, steps };
  return { wakeAt: written.wakeAt?.toISOString() ?? null, steps };
}

/** What was left open when somebody else ended the run; the place of a run that is over. */
async function afterTurn({ stop, memory: { run } }: Turn, advanced: Advanced): Promise<void> {
  if (stop === "cancelled") await endOpenSteps(pool(), [run.id]);
  if ("done" in advanced && run.runLimit !== null && run.flowId !== null) await passPlacesOn(run.flowId);
}
