import { ActionError, AppError, type StepError } from "../errors";
import { fillFromRun } from "../fill-from-run";
import { gateOutcome } from "../gate-outcome";
import { invalidInput } from "../invalid-input";
import { stepKey } from "../known-run";
import { attemptAfter, retryAt } from "../retry-at";
import type { StepRef } from "../run";
import { runScope } from "../run-scope";
import type { ActionStep } from "../step";
import { failedStep, type StepOutcome } from "../step-outcome";
import { renderConfig } from "../template";
import { askSimulatedGate, countSent } from "./ask-simulated-gate";
import { recordOutcome, recordStep } from "./record-step";
import { changeContact, type Scene, type SimulatedCall, type SimulatedRun } from "./scene";
import { openSettling } from "./simulate-wait";
import type { SimulatedAnswer } from "./simulated-action";
import type { TraceEntry } from "./simulation";

type Gate = NonNullable<TraceEntry["gate"]>;
type Stopped = { outcome: StepOutcome; gate?: Gate };
export type PreparedAction = { call: SimulatedCall } | Stopped;

/** An action that is due: what it comes to without being called, or the call. */
export function prepareAction(
  scene: Scene,
  run: SimulatedRun,
  ref: StepRef,
  step: ActionStep,
): PreparedAction {
  const named = scene.world.action(step);
  if (!named)
    return {
      outcome: failedStep(
        "plugin_not_installed",
        `Nothing here offers the action “${step.action_id}”. Check its name, or install the plugin that has it.`,
      ),
    };
  const scope = runScope(run, ref, scene.at);
  const filled = fillFromRun(named, renderConfig(step.config, scope).value, scope, run, ref);
  const parsed = named.parse(filled);
  const { action } = parsed;
  if (!parsed.ok) {
    const error = invalidInput(step, action.title, parsed.problems);
    return { outcome: { kind: "failed", input: filled, error } };
  }
  const attempt = attemptAfter(run.steps.get(stepKey(ref)));
  const call = { ref, step, action, input: parsed.value, attempt };
  // What is internal is asked with its record. A decision about others stands, whatever comes of the call.
  if (action.effect(call.input) === "internal") return { call };
  const passed = passGate(scene, run, call);
  if ("outcome" in passed) return passed;
  passed.left();
  return { call: passed.call };
}

/** `left`: the message is on its way, and counts. */
function passGate(
  scene: Scene,
  run: SimulatedRun,
  call: SimulatedCall,
): Stopped | { call: SimulatedCall; left: () => void } {
  const messaging = call.action.messaging?.(call.input) ?? null;
  if (!messaging) return { call, left: () => {} };
  const asked = askSimulatedGate(scene, run, call.ref, messaging);
  const { decision } = asked;
  const { verdict, rule, detail } = decision;
  const gate: Gate = { verdict, rule, detail, ...(verdict === "hold" && { until: decision.until }) };
  const outcome = gateOutcome(decision, call.input, call.attempt);
  if (outcome) return { outcome, gate };
  return { call: { ...call, gate }, left: () => countSent(scene, run, call.ref, messaging, asked) };
}

/** A call that was begun: what it comes to, as a real run records it. */
export function performCall(scene: Scene, run: SimulatedRun, begun: SimulatedCall): void {
  const { ref, action, input, settled } = begun;
  if (settled) {
    succeed(scene, run, begun, settled);
    return;
  }
  const asked = action.effect(input) === "internal" ? passGate(scene, run, begun) : null;
  if (asked && "outcome" in asked) {
    recordOutcome(scene, run, ref, asked.outcome, asked.gate && { gate: asked.gate });
    return;
  }
  const call = asked?.call ?? begun;
  const answer = answerOf(scene, run, call);
  if ("error" in answer) {
    fail(scene, run, call, answer);
    return;
  }
  asked?.left();
  const wait = openSettling(scene, run, call, answer.output);
  if (!wait) {
    succeed(scene, run, call, answer);
    return;
  }
  meet(scene, run, answer);
  const { wakeAt } = wait;
  const { output } = answer;
  recordStep(scene, run, ref, {
    ...{ status: "waiting", attempt: call.attempt, input, output, wakeAt },
    ...told(call, answer),
  });
}

function fail(scene: Scene, run: SimulatedRun, call: SimulatedCall, { error, retry }: Failed): void {
  const { step, attempt, input, gate } = call;
  const again = error.retryable
    ? retryAt(run.definition.settings, step, { attempt, ...retry }, scene.at, scene.world.jitter ?? 0.5)
    : null;
  const note = error.code === "outcome_unknown" ? "our_fault" : "failed";
  recordStep(scene, run, call.ref, {
    ...{ attempt, input, error, ...(gate && { gate }) },
    ...(again
      ? { status: "retrying", wakeAt: again, tokenNote: "retry" }
      : { status: "failed", outlet: "error", tokenNote: note }),
  });
}

function succeed(scene: Scene, run: SimulatedRun, call: SimulatedCall, answer: SimulatedAnswer): void {
  const charges = call.action.charges(answer.output);
  for (const { kind, milliTokens } of charges) scene.byKind[kind] += milliTokens;
  meet(scene, run, answer);
  recordStep(scene, run, call.ref, {
    ...{ status: "succeeded", outlet: "success", attempt: call.attempt, output: answer.output },
    ...(!call.settled && { input: call.input }),
    ...told(call, answer),
    milliTokens: charges.reduce((sum, { milliTokens }) => sum + milliTokens, 0),
  });
}

/** What the answer says of people: of the contact, and of others. */
function meet(scene: Scene, run: SimulatedRun, { contact, people = [] }: SimulatedAnswer): void {
  if (contact) changeContact(scene, run, contact);
  for (const person of people)
    for (const address of [person.fields.email, person.fields.phone])
      if (typeof address === "string" && !scene.others.has(address)) scene.others.set(address, person);
}

const told = ({ gate }: SimulatedCall, { message }: SimulatedAnswer) => ({
  ...(message && { message }),
  ...(gate && { gate }),
});

type Failed = { error: StepError; retry: { retryAfterMs?: number } };

/** What was recorded for the step, else what its action answers; unless it is to fail. */
function answerOf(scene: Scene, run: SimulatedRun, call: SimulatedCall): SimulatedAnswer | Failed {
  const { world, at } = scene;
  const fault = faultOf(scene, run, call.ref);
  if (fault) return { error: fault, retry: {} };
  const recorded = run.parent === null ? world.recorded : undefined;
  const output = recorded?.get(call.ref.stepId);
  try {
    const facts = { now: at, timezone: world.timezone, runId: run.run.id, stepId: call.ref.stepId };
    const answer = call.action.answer(call.input, {
      ...facts,
      contact: run.contact,
      heard: [scene.start, ...scene.heard],
    });
    return output === undefined ? answer : { ...answer, output };
  } catch (thrown) {
    if (output !== undefined) return { output };
    if (thrown instanceof ActionError) {
      const { code, message, retryable, retryAfterMs } = thrown;
      return {
        error: { code, message, retryable },
        retry: retryAfterMs === undefined ? {} : { retryAfterMs },
      };
    }
    if (thrown instanceof AppError)
      return { error: { code: thrown.code, message: thrown.message, retryable: false }, retry: {} };
    throw thrown;
  }
}

/** The failure that a step is told to have, as often as it is told. */
export function faultOf({ world }: Scene, run: SimulatedRun, ref: StepRef): StepError | null {
  const fault = run.parent === null ? world.faults.find(({ stepId }) => stepId === ref.stepId) : undefined;
  if (!fault) return null;
  const key = stepKey(ref);
  const times = run.failed.get(key) ?? 0;
  if (fault.times !== "always" && times >= fault.times) return null;
  run.failed.set(key, times + 1);
  return fault.error;
}
