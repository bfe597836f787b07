import type { FlowDefinition } from "./flow";
import { isComplete, isStopped, iterationPath, lanePath } from "./loop-frame";
import {
  type FrameChange,
  isStepFinal,
  type LoopFrame,
  type NextSteps,
  type RunState,
  type StepState,
} from "./run";
import { ENDS, rootScope, type ScopeGraph, type ScopeNode } from "./scope-graph";

/**
 * The whole scheduling rule: what to do next in a run, from what is recorded of it. Pure; the durable runner, the dry
 * run and the replay all go by it.
 *
 * - An edge is taken when its step is final with that outlet, dead when it is final with another one or skipped, and
 *   undecided before. A step runs when all its incoming edges are decided and one is taken (a join of mode `any` and an
 *   error handler: at the first that is taken), and is skipped when all are dead.
 * - A failed step goes out by `error`. Where no edge is there for it, the run fails: nothing new starts, what is running
 *   may finish. An `end` step with the outcome failed does the same.
 *
 * Protocol. The caller repeats: ask; record `skip`, `cancel` and `loops`; execute `run`; ask again when something was
 * recorded or wakeAt is reached; until `done`. `done` never comes with `run`, `skip` or `loops`.
 * - A step in flight is given as `running`, or not executed twice by other means.
 * - A wait whose event has come is given with a wakeAt that has passed: it is then in `run`, and its outlet is what the
 *   caller found (event or timeout, approved or rejected).
 * - A for_each in `run` without a frame: resolve its items, record it as `waiting` (wakeAt null) with `openFrame`. While
 *   the frame is there, `loops` says which iterations to close and open (`applyFrameChange`, one write), and the steps of
 *   open iterations come like others, with the iteration's path ("3", or "3.17" inside item 3). In `run` with a frame:
 *   the loop is complete, record it with `loopOutlet`. An item fails like a run: by a failed step without an error edge.
 *   on_item_error `stop` begins no further item; those under way go on to their end.
 */
export function nextSteps(definition: FlowDefinition, state: RunState, now: Date): NextSteps {
  const turn: Turn = {
    at: now.getTime(),
    steps: statesByPath(state.steps),
    frames: new Map(state.frames.map((frame) => [`${frame.path}/${frame.stepId}`, frame])),
    next: { run: [], skip: [], cancel: [], loops: [], wakeAt: null, done: null },
  };
  const whole = decideScope(turn, rootScope(definition), "", false);
  const { next } = turn;
  if (whole.settled && next.run.length === 0 && next.skip.length === 0 && next.loops.length === 0) {
    const { failure, handled, endings } = whole;
    next.wakeAt = null;
    next.done = {
      outcome: failure ? "failed" : "completed",
      reason: failure ? failure.reason : endingReason(endings),
      failedStepId: failure ? failure.stepId : null,
      handledErrors: handled,
    };
  }
  return next;
}

type Turn = {
  at: number;
  steps: Map<string, Map<string, StepState>>;
  frames: Map<string, LoopFrame>;
  next: NextSteps;
};

type Failure = { stepId: string; reason: string | null };
type Endings = { notMet: boolean; other: boolean; reason: string | null };

type Decided = {
  /** Nothing of it is running or to come, once this answer is recorded. */
  settled: boolean;
  failure: Failure | null;
  handled: number;
  endings: Endings;
};

/** One pass over a scope in topological order. `halted`: what it stands in has failed. */
function decideScope(turn: Turn, scope: ScopeGraph, path: string, halted: boolean): Decided {
  const states = turn.steps.get(path) ?? NOTHING;
  const stateOf = ({ step, lane }: ScopeNode): StepState | undefined =>
    lane === null ? states.get(step.id) : turn.steps.get(lanePath(path, lane))?.get(step.id);
  const failure = findFailure(scope, stateOf);
  const halt = halted || failure !== null;
  const taken = new Uint16Array(scope.nodes.length);
  const dead = new Uint16Array(scope.nodes.length);
  if (scope.entry !== ENDS) taken[scope.entry] = 1;
  const result: Decided = {
    settled: true,
    failure,
    handled: 0,
    endings: { notMet: false, other: false, reason: null },
  };

  for (let index = 0; index < scope.nodes.length; index++) {
    const node = scope.nodes[index];
    if (!node) continue;
    const state = stateOf(node);
    const ref = { stepId: node.step.id, path: node.lane === null ? path : lanePath(path, node.lane) };
    if (state && isStepFinal(state.status)) {
      leave(node, outletOf(state), taken, dead, result.endings);
      if (state.status === "failed" && hasWay(node, "error")) result.handled++;
      if (node.body) result.handled += handledInside(node, turn.frames.get(`${path}/${ref.stepId}`));
    } else if (state) {
      const open =
        node.body && state.status === "waiting"
          ? decideLoop(turn, node, node.body, path, halt)
          : "due by time";
      if (state.status === "running" || open === "open") result.settled = false;
      else if (halt) turn.next.cancel.push(ref);
      else {
        result.settled = false;
        if (open === "complete" || (open === "due by time" && isDue(turn, state))) turn.next.run.push(ref);
      }
    } else {
      const arrived = taken[index] ?? 0;
      const gone = dead[index] ?? 0;
      if (halt || gone === node.incoming) {
        turn.next.skip.push(ref);
        leave(node, null, taken, dead, result.endings);
      } else {
        result.settled = false;
        if (arrived > 0 && (node.any || arrived + gone === node.incoming)) turn.next.run.push(ref);
      }
    }
  }
  return result;
}

/** The first, as listed, so that it does not matter which of several failed first. */
function findFailure(scope: ScopeGraph, stateOf: (node: ScopeNode) => StepState | undefined): Failure | null {
  for (const node of scope.nodes) {
    const state = stateOf(node);
    if (!state) continue;
    if (state.status === "failed" && !hasWay(node, "error")) return { stepId: node.step.id, reason: null };
    if (node.step.type === "end" && node.step.outcome === "failed" && state.status === "succeeded") {
      return { stepId: node.step.id, reason: node.step.reason ?? null };
    }
  }
  return null;
}

/** "complete": every item is over and so is the loop. "open": not yet. */
function decideLoop(
  turn: Turn,
  node: ScopeNode,
  body: ScopeGraph,
  path: string,
  halt: boolean,
): "open" | "complete" {
  const { step } = node;
  const frame = turn.frames.get(`${path}/${step.id}`);
  // Without a frame it was not really begun: as good as due.
  if (step.type !== "for_each" || !frame) return "complete";
  const change: FrameChange = { stepId: step.id, path, close: [], open: [] };
  let open = 0;
  for (const index of frame.open) {
    const item = decideScope(turn, body, iterationPath(path, index), halt);
    if (!item.settled) open++;
    else
      change.close.push({
        index,
        outcome: halt || item.failure ? "failed" : "succeeded",
        handledErrors: item.handled,
        ...(item.failure && { failure: item.failure }),
      });
  }
  if (halt) return open > 0 ? "open" : "complete";
  const stopped =
    isStopped(step, frame) ||
    (step.on_item_error === "stop" && change.close.some(({ outcome }) => outcome === "failed"));
  for (let index = frame.next; !stopped && index < frame.total && open < step.concurrency; index++, open++)
    change.open.push(index);
  if (change.close.length > 0 || change.open.length > 0) turn.next.loops.push(change);
  else if (isComplete(step, frame)) return "complete";
  return "open";
}

function handledInside({ step }: ScopeNode, frame: LoopFrame | undefined): number {
  if (step.type !== "for_each" || !frame) return 0;
  return (frame.handledErrors ?? 0) + (step.on_item_error === "continue" ? frame.failed : 0);
}

/** Marks the edges out of a decided step. `outlet` null: it was not run. */
function leave(
  node: ScopeNode,
  outlet: string | null,
  taken: Uint16Array,
  dead: Uint16Array,
  endings: Endings,
): void {
  const all = node.step.type === "parallel" && outlet !== null && outlet !== "error";
  for (const edge of node.out) {
    const goes = all || edge.outlet === outlet;
    if (edge.to !== ENDS) {
      const marks = goes ? taken : dead;
      marks[edge.to] = (marks[edge.to] ?? 0) + 1;
    } else if (goes) {
      if (node.step.type === "condition" && outlet === "false") endings.notMet = true;
      else endings.other = true;
    }
  }
  if (node.step.type === "end" && outlet !== null) {
    endings.other = true;
    endings.reason ??= node.step.reason ?? null;
  }
}

/** A run that ended because a condition did not hold says so; one that also went on elsewhere does not. */
const endingReason = ({ notMet, other, reason }: Endings): string | null =>
  reason ?? (notMet && !other ? "condition not met" : null);

function outletOf({ status, outlet }: StepState): string | null {
  if (status === "succeeded") return outlet ?? "success";
  return status === "failed" ? "error" : null;
}

const hasWay = (node: ScopeNode, outlet: string): boolean => node.out.some((edge) => edge.outlet === outlet);

function isDue(turn: Turn, { status, wakeAt }: StepState): boolean {
  if (!wakeAt) return status === "retrying";
  if (wakeAt.getTime() <= turn.at) return true;
  if (!turn.next.wakeAt || wakeAt < turn.next.wakeAt) turn.next.wakeAt = wakeAt;
  return false;
}

const NOTHING: ReadonlyMap<string, StepState> = new Map();

function statesByPath(steps: readonly StepState[]): Map<string, Map<string, StepState>> {
  const byPath = new Map<string, Map<string, StepState>>();
  for (const state of steps) {
    const own = byPath.get(state.path);
    if (own) own.set(state.stepId, state);
    else byPath.set(state.path, new Map([[state.stepId, state]]));
  }
  return byPath;
}
