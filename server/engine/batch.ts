import { chargeOf } from "../domain/charge-of";
import { findStep } from "../domain/find-step";
import { stepKey } from "../domain/known-run";
import { PRICES } from "../domain/plans";
import { rememberStep } from "../domain/remember-step";
import { retryAt } from "../domain/retry-at";
import type { StepRef } from "../domain/run";
import type { Step } from "../domain/step";
import { stepUsageKey, workflowUsageKey } from "../domain/usage";
import { waitAfter } from "./action-wait";
import type { CallResult } from "./execute-step";
import type { Outcome } from "./outcome";
import type { Call } from "./prepare-step";
import type { ChildStart, StepRow, UsageRow, WaitRow } from "./record";
import type { RunMemory, StepMemory } from "./run-memory";

type Moves = Map<string, { reserved: number; used: number }>;

/** What the next write of the run will hold. Intents apart: they are left out when their price cannot be reserved. */
export type Batch = {
  steps: StepRow[];
  usage: UsageRow[];
  waits: WaitRow[];
  /** Runs that start with the record of the steps that wait for them. */
  children: ChildStart[];
  moves: Moves;
  intents: StepRow[];
  intentMoves: Moves;
};

export const emptyBatch = (): Batch => ({
  steps: [],
  usage: [],
  waits: [],
  children: [],
  moves: new Map(),
  intents: [],
  intentMoves: new Map(),
});

function move(moves: Moves, period: string, change: { reserved?: number; used?: number }): void {
  if (!change.reserved && !change.used) return;
  const sum = moves.get(period) ?? { reserved: 0, used: 0 };
  moves.set(period, { reserved: sum.reserved + (change.reserved ?? 0), used: sum.used + (change.used ?? 0) });
}

const release = (memory: RunMemory, batch: Batch, known: StepMemory | undefined) =>
  move(batch.moves, known?.quotaPeriod ?? memory.facts.period, { reserved: -(known?.reserved ?? 0) });

/** The execution itself is charged once, with the first write of the run. */
export function addWorkflowCharge(memory: RunMemory, batch: Batch): void {
  if (memory.charged) return;
  const price = PRICES.workflow_execution;
  batch.usage.push({
    key: workflowUsageKey(memory.run.id),
    kind: "workflow_execution",
    amount: price.milliTokens,
    cost: price.microDollars,
    stepId: "run",
    period: memory.facts.period,
    metadata: {},
  });
  move(batch.moves, memory.facts.period, { used: price.milliTokens });
}

export function addOutcome(
  memory: RunMemory,
  batch: Batch,
  step: Step,
  path: string,
  outcome: Outcome,
  at: Date,
): void {
  const known = memory.steps.get(stepKey({ stepId: step.id, path }));
  const startedAt = known?.startedAt ?? at;
  const row: StepRow = {
    stepId: step.id,
    path,
    stepType: step.type,
    actionType: step.type === "action" ? step.action_id : null,
    attempt: known?.attempt ?? 1,
    status: outcome.kind,
    startedAt,
    finishedAt: outcome.kind === "waiting" || outcome.kind === "retrying" ? null : at,
    input: outcome.input,
  };
  if (outcome.kind === "failed") {
    Object.assign(row, {
      outlet: "error",
      error: outcome.error,
      output: outcome.output,
      tokenNote: outcome.ourFault ? "our_fault" : "failed",
    });
    release(memory, batch, known);
  } else if (outcome.kind === "retrying") {
    const { attempt, wakeAt, error } = outcome;
    Object.assign(row, { attempt, wakeAt, error, tokenNote: "retry", attemptEnded: true });
  } else if (outcome.kind === "waiting") {
    const { wakeAt, output, attempt = row.attempt, tokenNote } = outcome;
    Object.assign(row, { wakeAt, output, attempt, tokenNote });
    if (outcome.keeps) Object.assign(row, { reserved: known?.reserved, quotaPeriod: known?.quotaPeriod });
    else release(memory, batch, known);
    if (outcome.wait) batch.waits.push(outcome.wait);
    if (outcome.child) batch.children.push(outcome.child);
  } else {
    const { outlet, output, tokenNote } = outcome;
    Object.assign(row, { outlet, output, tokenNote });
    release(memory, batch, known);
  }
  push(memory, batch, row);
}

export function addSkip(memory: RunMemory, batch: Batch, step: Step, path: string, at: Date): void {
  push(memory, batch, {
    stepId: step.id,
    path,
    stepType: step.type,
    actionType: step.type === "action" ? step.action_id : null,
    attempt: 0,
    status: "skipped",
    tokenNote: "skipped",
    startedAt: at,
    finishedAt: at,
  });
}

/** What the step may cost at most: reserved with its intent, settled with its record. */
export function maxPrice(call: Call): number {
  return call.action.meter ? PRICES[call.action.meter.kind].milliTokens : 0;
}

export const hasIntent = ({ effect }: Call): boolean => effect === "idempotent" || effect === "once";

/**
 * An effect that leaves our database: the intent is committed before the call, so that a crash cannot hide it. Effects
 * without a trace, or in our own database, need none: they repeat freely, or commit with their record.
 */
export function addIntent(memory: RunMemory, batch: Batch, call: Call, at: Date): void {
  const key = stepKey(call.ref);
  const known = memory.steps.get(key) ?? memory.interrupted.get(key);
  const outside = hasIntent(call);
  const price = outside ? maxPrice(call) : call.settles ? (known?.reserved ?? 0) : 0;
  const period = known?.quotaPeriod ?? memory.facts.period;
  memory.interrupted.delete(key);
  const row: StepRow = {
    ...callRow(call),
    status: "running",
    startedAt: known?.startedAt ?? at,
    reserved: price,
    quotaPeriod: price > 0 ? period : null,
  };
  rememberStep(memory, stepMemory(row));
  if (!outside) return;
  move(batch.intentMoves, period, { reserved: price - (known?.reserved ?? 0) });
  batch.intents.push(row);
}

/** The run failed while a step of another branch still waited for its time: it is over, and its tokens are free. */
export function addCancelled(memory: RunMemory, batch: Batch, ref: StepRef, at: Date): void {
  const known = memory.steps.get(stepKey(ref));
  const step = findStep(memory.definition, ref.stepId);
  if (!known || !step) return;
  release(memory, batch, known);
  push(memory, batch, {
    ...ref,
    stepType: step.type,
    attempt: known.attempt,
    status: "cancelled",
    startedAt: known.startedAt,
    finishedAt: at,
    error: known.error,
  });
}

export function addResult(
  memory: RunMemory,
  batch: Batch,
  call: Call,
  result: CallResult,
  begunAt: Date,
  at: Date,
): void {
  const known = memory.steps.get(stepKey(call.ref));
  const reserved = known?.reserved ?? 0;
  const begun = result.ok ? waitAfter(call, result.output, begunAt, at) : null;
  if (result.ok && begun) {
    const price = maxPrice(call);
    const period = known?.quotaPeriod ?? memory.facts.period;
    batch.waits.push(begun.wait);
    move(batch.moves, period, { reserved: price - reserved });
    push(memory, batch, {
      ...callRow(call),
      status: "waiting",
      output: result.output,
      outputJson: result.json,
      wakeAt: begun.wakeAt,
      reserved: price,
      quotaPeriod: price > 0 ? period : null,
      startedAt: begunAt,
    });
    return;
  }
  if (result.ok) {
    const usage = usageOf(memory, call, result.output);
    batch.usage.push(...usage);
    const tokens = usage.reduce((sum, line) => sum + line.amount, 0);
    release(memory, batch, known);
    for (const { period, amount } of usage) move(batch.moves, period, { used: amount });
    push(memory, batch, {
      ...callRow(call),
      status: "succeeded",
      outlet: "success",
      output: result.output,
      outputJson: result.json,
      tokens,
      startedAt: begunAt,
      finishedAt: at,
      attemptEnded: call.attempt > 1,
    });
    return;
  }
  const { attempt } = call;
  const { retryAfterMs } = result;
  const again = result.error.retryable
    ? retryAt(memory.definition.settings, call.step, { attempt, retryAfterMs }, at, Math.random())
    : null;
  if (again) {
    push(memory, batch, {
      ...callRow(call),
      status: "retrying",
      error: result.error,
      wakeAt: again,
      reserved,
      quotaPeriod: known?.quotaPeriod ?? null,
      tokenNote: "retry",
      startedAt: begunAt,
      attemptEnded: true,
    });
    return;
  }
  release(memory, batch, known);
  push(memory, batch, {
    ...callRow(call),
    status: "failed",
    outlet: "error",
    error: result.error,
    tokenNote: result.error.code === "outcome_unknown" ? "our_fault" : "failed",
    startedAt: begunAt,
    finishedAt: at,
    attemptEnded: true,
  });
}

function callRow(
  call: Call,
): Pick<StepRow, "stepId" | "path" | "stepType" | "actionType" | "effect" | "attempt" | "input"> {
  return {
    stepId: call.ref.stepId,
    path: call.ref.path,
    stepType: "action",
    actionType: call.actionKey,
    effect: call.effect,
    attempt: call.attempt,
    // What was asked stays as it was.
    input: call.settles ? undefined : call.input,
  };
}

function usageOf(memory: RunMemory, call: Call, output: unknown): UsageRow[] {
  const { meter } = call.action;
  if (!meter) return [];
  const charge = chargeOf(meter.kind, meter.units(output));
  if (!charge) return [];
  const { to, message } = meter.describe(call.input);
  const keys = meter.keys?.(output) ?? [
    stepUsageKey(memory.run.id, call.ref.stepId, call.ref.path, meter.kind),
  ];
  const known = memory.steps.get(stepKey(call.ref));
  const inReserve = Math.floor((known?.reserved ?? 0) / Math.max(1, charge.milliTokens));
  return keys.map((key, at) => ({
    key,
    kind: meter.kind,
    amount: charge.milliTokens,
    cost: charge.microDollars,
    stepId: call.ref.stepId,
    // What was reserved is spent where that was; what goes beyond it, today.
    period: (at < inReserve ? known?.quotaPeriod : null) ?? memory.facts.period,
    metadata: { to, message: message.slice(0, 50) },
  }));
}

/** The step's row is in there already; a statement writes a row once. */
export const isInBatch = (batch: Batch, ref: StepRef): boolean =>
  batch.steps.some(({ stepId, path }) => stepId === ref.stepId && path === ref.path);

/** Into the batch, and into the memory that the rule reads. */
function push(memory: RunMemory, batch: Batch, row: StepRow): void {
  batch.steps.push(row);
  // A step begins once, however often it is tried: a wait behind it looks back on all that happened since.
  const startedAt = memory.steps.get(stepKey(row))?.startedAt ?? row.startedAt;
  rememberStep(memory, { ...stepMemory(row), startedAt });
}

const stepMemory = (row: StepRow): StepMemory => ({
  stepId: row.stepId,
  path: row.path,
  status: row.status,
  outlet: row.outlet ?? null,
  wakeAt: row.wakeAt ?? null,
  attempt: row.attempt,
  output: row.output,
  error: row.error ?? null,
  reserved: row.reserved ?? 0,
  quotaPeriod: row.quotaPeriod ?? null,
  startedAt: row.startedAt,
});
