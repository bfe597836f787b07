import { applyLoops } from "../apply-loops";
import type { Condition } from "../condition";
import { evaluateCondition } from "../condition-evaluate";
import type { DataScope } from "../data-scope";
import { decidedBranch, decidedCondition, decideStep } from "../decide-step";
import { findStep } from "../find-step";
import { stepKey } from "../known-run";
import { nextSteps } from "../next-steps";
import type { NextSteps, StepRef } from "../run";
import { runScope } from "../run-scope";
import type { ActionStep, Step } from "../step";
import { failedStep, type StepOutcome } from "../step-outcome";
import { endRun } from "./end-run";
import { recordOutcome, recordPassedOver } from "./record-step";
import type { Scene, SimulatedCall, SimulatedRun } from "./scene";
import { performCall, prepareAction } from "./simulate-action";
import { visitLoop } from "./simulate-loop";
import { visitSubFlow } from "./simulate-sub-flow";
import { prepareSettling, visitWait } from "./simulate-wait";

/** Takes a run as far as it goes at this moment. True: something was decided. */
export function advanceRun(scene: Scene, run: SimulatedRun, most: number): boolean {
  const before = scene.trace.length;
  for (; !run.over && scene.trace.length < most; ) {
    const { steps, frames, definition } = run;
    const state = { steps: [...steps.values()], frames: [...frames.values()] };
    const next = nextSteps(definition, state, scene.at);
    if (next.done && next.cancel.length === 0) {
      finish(scene, run, next.done);
      return true;
    }
    if (next.skip.length + next.cancel.length + next.loops.length + next.run.length > 0)
      follow(scene, run, next);
    else {
      const call = run.calls.shift();
      if (call) performCall(scene, run, call);
      else {
        run.wakeAt = next.wakeAt;
        break;
      }
    }
  }
  return scene.trace.length > before;
}

function follow(scene: Scene, run: SimulatedRun, next: NextSteps): void {
  for (const ref of next.skip) recordPassedOver(scene, run, ref, "skipped");
  for (const ref of next.cancel) recordPassedOver(scene, run, ref, "cancelled");
  applyLoops(run, next.loops);
  for (const ref of next.run) visit(scene, run, ref);
}

/** A step that is due: decided at once, or begun as a call. */
function visit(scene: Scene, run: SimulatedRun, ref: StepRef): void {
  try {
    visitStep(scene, run, ref);
  } catch (error) {
    if (!(error instanceof Error) || !STEP_FAULTS.has(error.name)) throw error;
    recordOutcome(scene, run, ref, failedStep("invalid_step", error.message));
  }
}

/** A fault of the definition or its data, such as a template that does not render. */
const STEP_FAULTS = new Set(["TemplateError", "AppError", "ActionError"]);

function visitStep(scene: Scene, run: SimulatedRun, ref: StepRef): void {
  const step = findStep(run.definition, ref.stepId);
  if (!step) return;
  if (step.type !== "action") {
    const outcome = outcomeOf(scene, run, ref, step);
    if (outcome) recordOutcome(scene, run, ref, outcome);
    return;
  }
  const settling = prepareSettling(scene, run, ref, step);
  if (settling === "waits") return;
  const prepared = settling ?? prepareAction(scene, run, ref, step);
  if ("call" in prepared) begin(scene, run, prepared.call);
  else recordOutcome(scene, run, ref, prepared.outcome, prepared.gate && { gate: prepared.gate });
}

/** null: it goes on waiting. */
function outcomeOf(
  scene: Scene,
  run: SimulatedRun,
  ref: StepRef,
  step: Exclude<Step, ActionStep>,
): StepOutcome | null {
  if (step.type === "wait_for_event") return visitWait(scene, run, ref, step);
  if (step.type === "for_each") return visitLoop(scene, run, ref, step);
  if (step.type === "sub_flow") return visitSubFlow(scene, run, ref, step);
  const scope = runScope(run, ref, scene.at);
  if (step.type === "condition") return decidedCondition(holds(scene, step.condition, scope));
  if (step.type !== "branch") return decideStep(run, ref, step, scope, scene.at);
  return decidedBranch(step.cases.find(({ condition }) => holds(scene, condition, scope)) ?? null);
}

const holds = ({ world }: Scene, condition: Condition, scope: DataScope): boolean =>
  evaluateCondition(condition, scope, (rule) => world.pluginCondition?.(rule, scope.data) ?? true);

/** In flight: the rule does not ask for it again. */
function begin({ at }: Scene, run: SimulatedRun, call: SimulatedCall): void {
  const { ref, attempt } = call;
  const key = stepKey(ref);
  const known = run.steps.get(key);
  run.steps.delete(key);
  run.steps.set(key, {
    ...{ output: undefined, error: null, ...known, ...ref },
    ...{ status: "running", outlet: null, wakeAt: null, attempt },
    startedAt: known?.startedAt ?? at,
  });
  run.calls.push(call);
}

function finish(scene: Scene, run: SimulatedRun, done: NonNullable<NextSteps["done"]>): void {
  const { outcome, reason, failedStepId } = done;
  const failed =
    failedStepId === null ? undefined : run.steps.get(stepKey({ stepId: failedStepId, path: "" }));
  const error = outcome === "failed" ? (failed?.error?.message ?? reason) : null;
  endRun(scene, run, { outcome, reason, error });
}
