import { findStep } from "../find-step";
import { isObject } from "../is-object";
import { stepKey } from "../known-run";
import type { StepRef } from "../run";
import { runScope } from "../run-scope";
import type { Step } from "../step";
import { failedStep, type StepOutcome } from "../step-outcome";
import {
  childFailed,
  childSucceeded,
  runOutput,
  subFlowRefusal,
  tooDeep,
  wrongInput,
} from "../sub-flow-outcome";
import { renderConfig } from "../template";
import { beginRun, chargeRun, personOf, type Scene, type SimulatedRun } from "./scene";
import { faultOf } from "./simulate-action";

type SubFlowStep = Extract<Step, { type: "sub_flow" }>;

/** The first visit begins the other flow's run; a later one finds it over. null: it is still under way. */
export function visitSubFlow(
  scene: Scene,
  run: SimulatedRun,
  ref: StepRef,
  step: SubFlowStep,
): StepOutcome | null {
  const known = run.steps.get(stepKey(ref));
  if (known?.status !== "waiting") return open(scene, run, ref, step);
  const child = scene.runs.find(({ parent }) => parent?.run === run && stepKey(parent.ref) === stepKey(ref));
  if (!child) return childFailed(null);
  if (child.over) return ended(child);
  known.wakeAt = null;
  return null;
}

function open(scene: Scene, run: SimulatedRun, ref: StepRef, step: SubFlowStep): StepOutcome {
  const fault = faultOf(scene, run, ref);
  if (fault) return failedStep(fault.code, fault.message);
  const input = renderConfig(step.input, runScope(run, ref, scene.at)).value;
  const payload = isObject(input) ? input : {};
  const refuse = subFlowRefusal(step, payload);
  const deep = tooDeep(run.depth, refuse);
  if (deep) return deep;
  const flow = scene.world.flow(step.flow_id);
  if ("problem" in flow) return refuse("sub_flow_not_available", flow.problem);
  const bytes = new TextEncoder().encode(JSON.stringify(payload)).length;
  const wrong = wrongInput(flow, payload, bytes, refuse);
  if (wrong) return wrong;
  const child = beginRun(flow.definition, {
    ...{ id: `${run.run.id}-${scene.runs.length}`, name: flow.name, payload, parent: { run, ref } },
    timezone: scene.world.timezone,
    person: personOf(run.person, "flow.called", payload, scene.at),
  });
  chargeRun(scene);
  scene.runs.unshift(child);
  return { kind: "waiting", wakeAt: null, input: payload };
}

function ended(child: SimulatedRun): StepOutcome {
  const { outcome = "failed", error = null } = child.over ?? {};
  const told = { id: child.run.id, status: outcome, name: child.name, error };
  if (outcome !== "completed") return childFailed(told);
  const decided = [...child.steps.values()].flatMap(({ stepId, path, status, output }) => {
    const step = findStep(child.definition, stepId);
    return path === "" && status === "succeeded" && step ? [{ type: step.type, output }] : [];
  });
  return childSucceeded(told, runOutput(child.definition, decided));
}
