import { findStep } from "../find-step";
import { stepKey } from "../known-run";
import { rememberStep } from "../remember-step";
import { isStepFinal, type StepRef, type StepStatus } from "../run";
import type { StepOutcome } from "../step-outcome";
import type { Scene, SimulatedRun } from "./scene";
import type { TraceEntry } from "./simulation";

type Recorded = Pick<TraceEntry, "status" | "attempt"> &
  Partial<Omit<TraceEntry, "at" | "stepId" | "path" | "status" | "attempt">>;

/** Into the run's memory, which the rule reads, and into the trace. */
export function recordStep(scene: Scene, run: SimulatedRun, ref: StepRef, record: Recorded): void {
  const { at } = scene;
  const { status, attempt, outlet = null, wakeAt = null, milliTokens = 0, tokenNote = null } = record;
  rememberStep(run, {
    ...{ ...ref, status, outlet, wakeAt, attempt },
    output: record.output,
    error: record.error ?? null,
    // A step begins once, however often it is tried: a wait behind it looks back on all that happened since.
    startedAt: run.steps.get(stepKey(ref))?.startedAt ?? at,
  });
  scene.trace.push({
    ...record,
    ...{ at, stepId: ref.stepId, path: `${run.prefix}${ref.path}` },
    ...{ status, outlet, attempt, wakeAt, milliTokens, tokenNote },
  });
  const type = findStep(run.definition, ref.stepId)?.type;
  if (type && ref.path !== "" && isStepFinal(status))
    run.inLoops.push({ ...ref, type, status, output: record.output });
}

/** What a step came to without a call, as a real run records it. */
export function recordOutcome(
  scene: Scene,
  run: SimulatedRun,
  ref: StepRef,
  outcome: StepOutcome,
  more: Pick<TraceEntry, "gate"> = {},
): void {
  const known = run.steps.get(stepKey(ref));
  const attempt = known?.attempt ?? 1;
  const input = outcome.input === undefined ? {} : { input: outcome.input };
  if (outcome.kind === "failed") {
    const { error, output, ourFault } = outcome;
    const told = { error, output, tokenNote: ourFault ? "our_fault" : "failed" };
    recordStep(scene, run, ref, { status: "failed", attempt, outlet: "error", ...input, ...told, ...more });
  } else if (outcome.kind === "retrying") {
    const { wakeAt, error } = outcome;
    const told = { attempt: outcome.attempt, wakeAt, error, tokenNote: "retry" };
    recordStep(scene, run, ref, { status: "retrying", ...input, ...told, ...more });
  } else if (outcome.kind === "waiting") {
    const { wakeAt, output, tokenNote = null } = outcome;
    const told = { attempt: outcome.attempt ?? attempt, wakeAt, output, tokenNote };
    recordStep(scene, run, ref, { status: "waiting", ...input, ...told, ...more });
  } else {
    const { outlet, output, tokenNote = null } = outcome;
    recordStep(scene, run, ref, {
      status: "succeeded",
      attempt,
      outlet,
      output,
      tokenNote,
      ...input,
      ...more,
    });
  }
}

/** Not run any more: nothing leads there, or it is over before its time came. */
export function recordPassedOver(
  scene: Scene,
  run: SimulatedRun,
  ref: StepRef,
  status: Extract<StepStatus, "skipped" | "cancelled">,
): void {
  const known = run.steps.get(stepKey(ref));
  if (status === "skipped") recordStep(scene, run, ref, { status, attempt: 0, tokenNote: "skipped" });
  else if (known)
    recordStep(scene, run, ref, {
      status,
      attempt: known.attempt,
      ...(known.error && { error: known.error }),
    });
}
