/** One claimed item, from its call to its written outcome. */
import { now } from "@/server/db/clock";
import { failpoint } from "@/server/engine/failpoint";
import { logger } from "@/server/logger";
import { type Answer, readAnswer } from "./answer";
import type { Checkpoints } from "./checkpoints";
import { isCancelled, loadRun } from "./claim";
import type { Outcome, Verdict } from "./commit";
import type { Committer } from "./committer";
import { type End, errorForSdk, followUps } from "./ended-run";
import type { FunctionConfig } from "./function-config";
import { isRecord } from "./is-record";
import { CALL, type ClaimedItem, type RunState, STATE } from "./item";
import type { CallAnswer, Sdk } from "./sdk";
import type { Session } from "./session";
import { type Call, callItem, isCallDue, resumed, type Settled, settle } from "./settle";

type Ongoing = Extract<Settled, { kind: "again" | "on" }>;

export type Work = {
  session: Session;
  sdk: Sdk;
  checkpoints: Checkpoints;
  committer: Committer;
  functions: FunctionConfig[];
  /** Told of every run that ends here. */
  ended: (item: ClaimedItem, end: End) => void;
  /** Told of every item that was written. */
  wrote: (item: { state: number; due_at: Date }) => void;
};

/** An error of ours (not the function's) is no attempt: the item is ready again after this. */
const BROKEN_MS = 5_000;
/** A process that was deployed before the function, or after it: another may take the item meanwhile. */
const UNKNOWN_MS = 60_000;
/** As on a server. */
const LONGEST_CALL_MS = 2 * 3_600_000;
let calls = 0;

/** `released`: the function has answered; what is left is writing. */
export async function workOn(work: Work, item: ClaimedItem, released: () => void): Promise<Verdict> {
  try {
    if (item.kind === "cancel") return await workOnCancel(work, item);
    // Left by a sibling that was settled in the moment in which the run ended.
    if (item.version === null && (item.kind !== "call" || item.payload === null))
      return await work.committer.commit({ ...outcomeOf(item), run: "leave", own: "delete" });
    const fn = work.functions.find(({ id }) => id === item.functionId);
    if (!fn)
      return await putBack(work, item, UNKNOWN_MS, "an item of a function that this process does not have");
    // Both may have come while nobody worked: the end of the sleep, and the event before it that cancels the run.
    if (fn.cancelOn.length > 0 && (await isCancelled(work.session, item.runId)))
      return await work.committer.commit(sleepingOn(item, BROKEN_MS));
    const state = resumed(item, item.state);
    const call =
      item.kind === "step" || item.kind === "call" || isCallDue(item, state)
        ? await callFunction(work, item, state)
        : null;
    released();
    return await write(work, item, call, state.stack.length);
  } catch (error) {
    return putBack(
      work,
      item,
      BROKEN_MS,
      `the executor failed at an item: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
    );
  }
}

function putBack(work: Work, item: ClaimedItem, forMs: number, why: string): Promise<Verdict> {
  logger.error({ function: item.functionId, run: item.runId }, why);
  return work.committer.commit(sleepingOn(item, forMs));
}

const sleepingOn = (item: ClaimedItem, forMs: number): Outcome => ({
  ...outcomeOf(item),
  run: "leave",
  own: { state: STATE.sleeping, due_at: new Date(now().getTime() + forMs), attempt: item.attempt },
});

async function callFunction(work: Work, item: ClaimedItem, state: RunState): Promise<Call> {
  const planned = item.kind === "step" ? item.step : null;
  // A timer's or wait's own call is the first attempt; if it fails, an item of kind `call` takes over.
  const attempt = item.kind === "step" || item.kind === "call" ? item.attempt : 0;
  const maxAttempts = work.functions.find(({ id }) => id === item.functionId)?.maxAttempts ?? 1;
  const callId = `${item.runId}/${item.step}/${++calls}`;
  const checkpointed = work.checkpoints.open(callId);
  try {
    const answering = work.sdk.call({
      functionId: item.functionId,
      runId: item.runId,
      stepId: planned,
      callId,
      attempt,
      maxAttempts,
      planOnly: state.open.length > 0,
      event: item.event,
      state,
    });
    return { checkpointed, answer: await withinLimit(answering), attempt, maxAttempts, planned };
  } finally {
    work.checkpoints.close(callId);
  }
}

/** A call that never answers would keep its run, and one of our hands, for ever. */
async function withinLimit(answering: Promise<CallAnswer>): Promise<Answer> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<Answer>((resolve) => {
    const error = { name: "TimeoutError", message: "The function did not answer within two hours" };
    timer = setTimeout(resolve, LONGEST_CALL_MS, {
      kind: "threw",
      error,
      final: false,
      retryAfter: null,
    } satisfies Answer);
  });
  return Promise.race([answering.then(readAnswer), late]).finally(() => clearTimeout(timer));
}

/** Decides and writes; again with the run as it is now while others of its items were faster. */
async function write(work: Work, item: ClaimedItem, call: Call | null, known: number): Promise<Verdict> {
  let { version, state } = item;
  for (;;) {
    const at = now();
    const settled = settle(item, state, call, known, at);
    const verdict =
      "state" in settled
        ? await writeOngoing(work, item, version, settled, at)
        : await writeEnd(work, item, endOf(settled), at);
    if (verdict !== "stale") return verdict;
    const run = await loadRun(work.session, item.runId);
    if (!run) return "lost";
    ({ version, state } = run);
  }
}

async function writeOngoing(
  work: Work,
  item: ClaimedItem,
  version: number | null,
  settled: Ongoing,
  at: Date,
): Promise<Verdict> {
  const outcome = ongoing(item, version, settled, at);
  const verdict = await work.committer.commit(outcome);
  if (verdict !== "done") return verdict;
  failpoint("after_memo");
  if (outcome.items.some(({ kind }) => kind === "wait")) failpoint("after_wait_row");
  for (const written of outcome.own === "delete" ? outcome.items : [outcome.own, ...outcome.items])
    work.wrote(written);
  return verdict;
}

function ongoing(item: ClaimedItem, version: number | null, settled: Ongoing, at: Date): Outcome {
  const { state } = settled;
  const saved = {
    function_id: item.functionId,
    workspace: item.workspace,
    event: item.event,
    memos: JSON.stringify(state.memos),
    stack: JSON.stringify(state.stack),
    open: JSON.stringify(state.open),
    started_at: at,
  };
  const base = {
    ...outcomeOf(item),
    version,
    run:
      version === null && state.stack.length + state.open.length === 0
        ? ("leave" as const)
        : ("save" as const),
    saved,
  };
  if (settled.kind === "again") {
    if (item.kind === "timer" || item.kind === "wait")
      return { ...base, own: "delete", items: [callItem(item, settled.at, settled.attempt, STATE.sleeping)] };
    return { ...base, own: { state: STATE.sleeping, due_at: settled.at, attempt: settled.attempt } };
  }
  const next = settled.items.find(({ step }) => step === CALL);
  // The item that called the function calls it again: it is the same row.
  if (item.step === CALL && next)
    return {
      ...base,
      own: { state: next.state, due_at: at, attempt: 0 },
      items: settled.items.filter(({ step }) => step !== CALL),
    };
  return { ...base, own: "delete", items: settled.items };
}

async function writeEnd(work: Work, item: ClaimedItem, end: End, at: Date): Promise<Verdict> {
  const watched = work.functions.find(({ id }) => id === item.functionId)?.cancelOn.length !== 0;
  const items = followUps(work.functions, item, end, at);
  const alone =
    item.version === null &&
    item.step === CALL &&
    !watched &&
    items.length === 0 &&
    end.status === "completed";
  const failure = end.status === "failed" ? { failure: failureOf(item, end.error, at) } : {};
  const verdict = alone
    ? await work.committer.finish(item.runId, item.leaseOwner)
    : await work.committer.commit({
        ...outcomeOf(item),
        run: "end",
        own: "delete",
        items,
        hasSiblings: item.kind === "cancel" || item.state.open.some(({ id }) => id !== item.step),
        ...failure,
      });
  if (verdict !== "done") return verdict;
  for (const written of items) work.wrote(written);
  work.ended(item, end);
  return verdict;
}

/** An event that ends the run came (or the time in which it would have counted is over). */
async function workOnCancel(work: Work, item: ClaimedItem): Promise<Verdict> {
  if (item.payload === null)
    return work.committer.commit({ ...outcomeOf(item), run: "leave", own: "delete" });
  return writeEnd(work, item, { status: "cancelled" }, now());
}

const outcomeOf = (item: ClaimedItem) => ({
  run_id: item.runId,
  step: item.step,
  lease_owner: item.leaseOwner,
  version: item.version,
  items: [],
});

const endOf = (settled: Extract<Settled, { kind: "completed" | "failed" }>): End =>
  settled.kind === "completed"
    ? { status: "completed", output: settled.output }
    : { status: "failed", error: settled.error };

function failureOf(item: ClaimedItem, error: unknown, at: Date): Outcome["failure"] {
  const event: unknown = JSON.parse(item.event);
  const { name, message } = errorForSdk(error);
  const text = `${String(name)}: ${String(message)}`.replaceAll("\u0000", "").slice(0, 2000);
  return {
    function_id: item.functionId,
    workspace: item.workspace,
    event_name: isRecord(event) ? String(event.name) : "",
    error: text,
    failed_at: at,
  };
}
