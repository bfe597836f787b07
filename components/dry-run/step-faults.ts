import type { FlowDefinition } from "@/server/domain/flow";
import type { Step } from "@/server/domain/step";
import { stepTitle } from "@/server/domain/step-title";
import type { FaultTimes, WhatIf } from "./what-if";

/** Steps that reach something which may not answer. Each is to fail twice; one that is never tried again, once for all. */
export function stepFaults(definition: FlowDefinition): WhatIf[] {
  return [...definition.steps, ...definition.error_handlers].filter(reachesOut).map((step) => {
    const retries = retriesOf(step, definition);
    return {
      ...{ id: `fault:${step.id}`, kind: "fault", stepId: step.id },
      label: `“${stepTitle(step)}” fails`,
      because: retries === 0 ? "It is not tried again" : `It is tried ${retries + 1} times`,
      times: retries >= 2 ? 2 : "always",
    };
  });
}

/** “fails once”, “fails twice”, “fails 4 times”, “always fails”. */
export function timesWords(times: FaultTimes): string {
  if (times === "always") return "every time";
  return times === 1 ? "once" : times === 2 ? "twice" : `${times} times`;
}

const reachesOut = (step: Step): boolean =>
  step.type === "code" || (step.type === "action" && !HARMLESS.has(step.action_id));

const HARMLESS = new Set(["log", "log_error"]);

const retriesOf = (step: Step, { settings }: FlowDefinition): number =>
  (step.type === "action" || step.type === "code" ? step.retry_count : undefined) ?? settings.retry_count;
