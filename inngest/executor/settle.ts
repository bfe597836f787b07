/**
 * What follows from a call: pure. It is asked again with the run as it is now when another of the run's items was
 * settled meanwhile, so it takes the run's state and gives back all of it.
 */
import type { Answer, Op } from "./answer";
import { retryAt } from "./backoff";
import { parseExpression } from "./expression";
import { CALL, type ClaimedItem, type Memo, type NewItem, type RunState, STATE } from "./item";
import { waitColumns } from "./start-items";
import { instantOf } from "./time-string";

export type Settled =
  | { kind: "completed"; output: unknown }
  | { kind: "failed"; error: unknown }
  /** The same call again. */
  | { kind: "again"; state: RunState; at: Date; attempt: number }
  /** The item is done; `items` take its place. */
  | { kind: "on"; state: RunState; items: NewItem[] };

export type Call = {
  checkpointed: [string, Memo][];
  answer: Answer;
  attempt: number;
  maxAttempts: number;
  planned: string | null;
};

/** The run once a timer or a wait is over; what the function is called with. */
export function resumed(item: ClaimedItem, state: RunState): RunState {
  if (item.kind !== "timer" && item.kind !== "wait") return state;
  const event: unknown = item.payload === null ? null : JSON.parse(item.payload);
  return finish(state, item.step, { data: event });
}

/** A step is over: whether the function is to be called now, or only when the step's siblings are over too. */
export const isCallDue = (item: ClaimedItem, state: RunState): boolean =>
  item.eager || state.open.every(({ eager }) => eager);

export function settle(
  item: ClaimedItem,
  current: RunState,
  call: Call | null,
  known: number,
  now: Date,
): Settled {
  const state = resumed(item, current);
  if (!call) return { kind: "on", state, items: isCallDue(item, state) ? [callItem(item, now)] : [] };
  const { answer } = call;
  if (answer.kind === "returned") return { kind: "completed", output: answer.output };
  if (answer.kind === "threw") {
    const reached = remember(state, call.checkpointed);
    if (answer.final || call.attempt + 1 >= call.maxAttempts) return { kind: "failed", error: answer.error };
    return {
      kind: "again",
      state: reached,
      at: retryAt(call.attempt, now, answer.retryAfter),
      attempt: call.attempt + 1,
    };
  }
  // Results that this call could not know have come meanwhile.
  const grown = state.stack.length > known;
  return applyOps(item, remember(state, call.checkpointed), call, answer, grown, now);
}

function applyOps(
  item: ClaimedItem,
  before: RunState,
  call: Call,
  answer: Extract<Answer, { kind: "ops" }>,
  grown: boolean,
  now: Date,
): Settled {
  let state = before;
  const items: NewItem[] = [];
  for (const op of answer.ops) {
    if (op.op === "RunComplete") return { kind: "completed", output: op.data };
    if (op.op === "StepError" && answer.noRetry !== true && call.attempt + 1 < call.maxAttempts)
      return {
        kind: "again",
        state,
        at: retryAt(call.attempt, now, answer.retryAfter),
        attempt: call.attempt + 1,
      };
    const memo = memoOf(op);
    if (memo) state = finish(state, op.id, memo);
    else if (op.op !== "DiscoveryRequest") {
      const planned = plannedItem(item, op, answer.eager, now);
      if ("refused" in planned) return { kind: "failed", error: planned.refused };
      if (op.id in state.memos || state.open.some(({ id }) => id === op.id)) continue;
      state = { ...state, open: [...state.open, { id: op.id, eager: planned.item.eager }] };
      items.push(planned.item);
    }
  }
  // A call of the function looks again at what it could not know.
  const due = call.planned === null ? state.open.length === 0 || grown : isCallDue(item, state);
  if (due) items.push(callItem(item, now));
  return { kind: "on", state, items };
}

function memoOf(op: Op): Memo | null {
  if (op.op === "StepRun") return { data: op.data };
  if (op.op === "StepFailed" || op.op === "StepError") return { error: op.error ?? op.data };
  return null;
}

/** The first result of a step is the one that counts. */
function finish(state: RunState, step: string, memo: Memo): RunState {
  const open = state.open.filter(({ id }) => id !== step);
  if (step in state.memos) return { ...state, open };
  return { memos: { ...state.memos, [step]: memo }, stack: [...state.stack, step], open };
}

function remember(state: RunState, memos: [string, Memo][]): RunState {
  return memos.reduce((known, [step, memo]) => finish(known, step, memo), state);
}

const siblingOf = (item: ClaimedItem) => ({
  run_id: item.runId,
  function_id: item.functionId,
  workspace: item.workspace,
  slot: item.slot,
  slot_limit: item.slotLimit,
});

const readyState = (item: ClaimedItem) => (item.slot === null ? STATE.ready : STATE.held);

export const callItem = (
  item: ClaimedItem,
  at: Date,
  attempt = 0,
  state: number = readyState(item),
): NewItem => ({
  ...siblingOf(item),
  step: CALL,
  kind: "call",
  state,
  due_at: at,
  attempt,
});

function plannedItem(
  item: ClaimedItem,
  op: Op,
  allEager: boolean,
  now: Date,
): { item: NewItem & { eager: boolean } } | { refused: unknown } {
  const common = { ...siblingOf(item), step: op.id, eager: allEager || op.opts.parallelMode === "race" };
  if (op.op === "StepPlanned")
    return { item: { ...common, kind: "step", state: readyState(item), due_at: now } };
  if (op.op === "Sleep") {
    const until = instantOf(op.name, now);
    return until
      ? { item: { ...common, kind: "timer", state: STATE.sleeping, due_at: until } }
      : refused(`cannot sleep for “${op.name}”`);
  }
  if (op.op === "WaitForEvent") return plannedWait(item, op, common, now);
  return refused(`does not support ${op.op} (step “${op.name || op.id}”)`);
}

function plannedWait(
  item: ClaimedItem,
  op: Op,
  common: ReturnType<typeof siblingOf> & { step: string; eager: boolean },
  now: Date,
) {
  const { timeout, if: condition } = op.opts;
  const until = typeof timeout === "string" ? instantOf(timeout, now) : null;
  if (!until) return refused(`cannot wait for “${String(timeout)}”`);
  try {
    const parsed = typeof condition === "string" ? parseExpression(condition) : null;
    const startedBy: unknown = JSON.parse(item.event);
    return {
      item: {
        ...common,
        kind: "wait" as const,
        state: STATE.sleeping,
        due_at: until,
        ...waitColumns(op.name, parsed, startedBy),
      },
    };
  } catch (error) {
    return refused(error instanceof Error ? error.message : String(error));
  }
}

const refused = (why: string) => ({
  refused: {
    name: "NotSupported",
    message: why.startsWith("The embedded") ? why : `The embedded executor ${why}`,
  },
});
