/** A step that runs another flow: why it does not begin, and what it comes to when the other run is over. */

import type { FlowDefinition } from "./flow";
import { flowInputProblem } from "./flow-input";
import { LIMITS } from "./flow-limits";
import { isObject } from "./is-object";
import type { Step } from "./step";
import { failedStep, type StepOutcome } from "./step-outcome";

type SubFlowStep = Extract<Step, { type: "sub_flow" }>;

export type SubFlowRefusal = (code: string, message: string) => StepOutcome;

export const subFlowRefusal =
  (step: SubFlowStep, payload: Record<string, unknown>): SubFlowRefusal =>
  (code, message) =>
    failedStep(code, `${step.name ?? step.id}: ${message}`, payload);

/** The chain of flows that run each other is as long as it may be. */
export const tooDeep = (depth: number, refuse: SubFlowRefusal): StepOutcome | null =>
  depth < LIMITS.causationDepth
    ? null
    : refuse(
        "too_deep",
        `this is the end of a chain of ${LIMITS.causationDepth} flows that run each other; a longer one is not allowed. Does a flow run itself?`,
      );

/** `bytes`: how long the input is as JSON. */
export function wrongInput(
  { name, definition: { trigger } }: { name: string; definition: FlowDefinition },
  payload: Record<string, unknown>,
  bytes: number,
  refuse: SubFlowRefusal,
): StepOutcome | null {
  const wrong = trigger.type === "manual" && trigger.input ? flowInputProblem(trigger.input, payload) : null;
  if (wrong) return refuse("invalid_input", `“${name}” takes an input: ${wrong.message}`);
  return bytes <= LIMITS.payloadBytes
    ? null
    : refuse("invalid_input", "the input is larger than 512 KB. Hand over a reference to the data instead.");
}

export type EndedChild = { id: string; status: string; name: string; error: string | null };

/** `output` is asked for only when it completed. */
export const childSucceeded = (child: EndedChild, output: Record<string, unknown>): StepOutcome => ({
  kind: "succeeded",
  outlet: "success",
  output: { run_id: child.id, status: child.status, output },
});

/** null: its run is not there any more. */
export function childFailed(child: EndedChild | null): StepOutcome {
  const what =
    child?.status === "cancelled"
      ? "was cancelled"
      : `failed: ${child?.error ?? "its run is not there any more"}`;
  return failedStep("sub_flow_failed", `The flow “${child?.name ?? ""}” ${what}`);
}

/**
 * What a run gives back: the outputs of the `end` steps it came to, or its variables when those give nothing out.
 * `decided`: its steps of these kinds outside of loops, as recorded.
 */
export function runOutput(
  { variables }: Pick<FlowDefinition, "variables">,
  decided: readonly { type: string; output: unknown }[],
): Record<string, unknown> {
  const given = decided.flatMap(({ type, output }) =>
    type === "end" && isObject(output) && isObject(output.output) ? [output.output] : [],
  );
  if (given.length > 0) return Object.assign({}, ...given);
  const set = decided.flatMap(({ type, output }) =>
    type === "set_variables" && isObject(output) ? [output] : [],
  );
  return Object.assign({}, variables, ...set);
}
