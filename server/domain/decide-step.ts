import type { DataScope } from "./data-scope";
import { delayUntil } from "./delay";
import { LIMITS } from "./flow-limits";
import { type KnownRun, stepKey } from "./known-run";
import type { StepRef } from "./run";
import type { Step } from "./step";
import { failedStep, type StepOutcome } from "./step-outcome";
import { renderConfig } from "./template";

type Of<Type extends Step["type"]> = Extract<Step, { type: Type }>;

/** Steps that reach nothing, ask nobody and have no parts of their own. */
export type PlainStep = Of<"set_variables" | "delay" | "end" | "parallel" | "join" | "approval" | "code">;

/** What a plain step comes to. */
export function decideStep(
  run: KnownRun,
  ref: StepRef,
  step: PlainStep,
  scope: DataScope,
  at: Date,
): StepOutcome {
  switch (step.type) {
    case "set_variables":
      return { kind: "succeeded", outlet: "success", output: renderConfig(step.variables, scope).value };
    case "delay":
      return delay(run, ref, step, scope, at);
    case "end":
      return { kind: "succeeded", outlet: "success", output: ending(step, scope) };
    case "parallel":
    case "join":
      return { kind: "succeeded", outlet: "success", output: {} };
    default:
      return failedStep(
        "step_kind_unavailable",
        `Steps of the kind “${step.type}” cannot run on this server. Replace the step.`,
      );
  }
}

export const decidedCondition = (holds: boolean): StepOutcome => ({
  kind: "succeeded",
  outlet: holds ? "true" : "false",
  output: { result: holds },
});

/** `option`: the first case that holds; null: none does. */
export const decidedBranch = (option: Of<"branch">["cases"][number] | null): StepOutcome => ({
  kind: "succeeded",
  outlet: option ? `case:${option.id}` : "default",
  output: { case: option ? (option.name ?? option.id) : null },
});

/** What the run gives back to a sub_flow step stands under `output`. */
function ending(step: Of<"end">, scope: DataScope): Record<string, unknown> {
  return {
    ...(step.reason && { reason: step.reason }),
    ...(step.output && { output: renderConfig(step.output, scope).value }),
  };
}

function delay(run: KnownRun, ref: StepRef, step: Of<"delay">, scope: DataScope, at: Date): StepOutcome {
  const known = run.steps.get(stepKey(ref));
  if (known?.status === "waiting") return { kind: "succeeded", outlet: "success", output: known.output };
  const contactZone = run.contact?.timezone;
  const until = delayUntil(step, (template) => renderConfig(template, scope).value, at, {
    workspace: run.facts.timezone,
    contact: typeof contactZone === "string" ? contactZone : null,
  });
  if (!until.ok) return failedStep("invalid_delay", until.message);
  if (until.at.getTime() - at.getTime() > LIMITS.delayMs)
    return failedStep(
      "delay_too_long",
      "A delay may take 90 days at most. Shorten it, or start another flow later.",
    );
  const output = { until: until.at.toISOString() };
  return until.at <= at
    ? { kind: "succeeded", outlet: "success", output }
    : { kind: "waiting", wakeAt: until.at, output };
}
