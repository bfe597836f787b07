import type { GateDecision } from "./gate";
import type { StepOutcome } from "./step-outcome";

/** What a step comes to that the gate did not let through; null: nothing stands against it. */
export function gateOutcome(decision: GateDecision, input: unknown, attempt: number): StepOutcome | null {
  const { verdict, rule, detail } = decision;
  if (verdict === "send") return null;
  if (verdict === "hold") {
    const { until } = decision;
    const output = { status: "held", reason: detail, rule, until: until.toISOString() };
    return { kind: "waiting", wakeAt: until, attempt, input, output, tokenNote: "gate" };
  }
  const output = { status: "skipped", reason: decision.reason, rule };
  return { kind: "succeeded", outlet: "success", input, output, tokenNote: "gate" };
}
