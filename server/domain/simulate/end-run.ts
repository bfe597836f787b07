import { stepKey } from "../known-run";
import { recordPassedOver } from "./record-step";
import type { Scene, SimulatedRun } from "./scene";

/** The run is over: what waits in it is cancelled, and so are its sub-flows; whoever waits for it goes on. */
export function endRun(scene: Scene, run: SimulatedRun, over: NonNullable<SimulatedRun["over"]>): void {
  if (run.over) return;
  run.over = over;
  run.wakeAt = null;
  for (const step of [...run.steps.values()])
    if (step.status === "waiting" || step.status === "retrying")
      recordPassedOver(scene, run, { stepId: step.stepId, path: step.path }, "cancelled");
  for (const child of scene.runs)
    if (child.parent?.run === run)
      endRun(scene, child, { outcome: "cancelled", reason: "parent_ended", error: null });
  const { parent } = run;
  const step = parent?.run.over ? undefined : parent?.run.steps.get(stepKey(parent.ref));
  if (step?.status === "waiting") step.wakeAt = scene.at;
}
