import { stepIcon } from "@/components/flow-builder/step-icon";
import type { FlowDefinition } from "@/server/domain/flow";
import { flowGraph, type GraphEdge } from "@/server/domain/flow-graph";
import type { Step } from "@/server/domain/step";
import { sentenceCase, stepTitle } from "@/server/domain/step-title";
import type { RunStep } from "./run-types";
import { stepKey } from "./step-key";

export type TimelineRow = {
  key: string;
  title: string;
  icon: ReturnType<typeof stepIcon> | null;
  step: RunStep;
  /** Name of the way out that was taken, where there is more than one. */
  wayOut: string | null;
  /** Why it was skipped, or was left out. */
  reason: string | null;
};

/** The steps of a run in the order in which they began, with their words from the version that ran. */
export function timelineRows(definition: FlowDefinition | null, steps: readonly RunStep[]): TimelineRow[] {
  const known = new Map<string, Step>();
  for (const step of definition ? [...definition.steps, ...definition.error_handlers] : [])
    known.set(step.id, step);
  const edges = definition ? flowGraph(definition).edges : [];
  const titleOf = (stepId: string) => {
    const step = known.get(stepId);
    return step ? stepTitle(step) : sentenceCase(stepId);
  };
  return [...steps]
    .sort((a, b) => a.startedAt.getTime() - b.startedAt.getTime() || a.runSeq - b.runSeq)
    .map((step) => {
      const definitionStep = known.get(step.stepId);
      return {
        key: stepKey(step),
        title: definitionStep ? stepTitle(definitionStep) : sentenceCase(step.actionType ?? step.stepId),
        icon: definitionStep ? stepIcon(definitionStep) : null,
        step,
        wayOut: edges.find((edge) => edge.from === step.stepId && edge.outlet === step.outlet)?.label || null,
        reason: step.status === "skipped" ? skipReason(step, steps, edges, titleOf) : null,
      };
    });
}

/** “Check if US customer” went no: told by the steps that lead here and went another way. */
function skipReason(
  skipped: RunStep,
  steps: readonly RunStep[],
  edges: readonly GraphEdge[],
  titleOf: (stepId: string) => string,
): string {
  for (const edge of edges) {
    if (edge.to !== skipped.stepId || edge.catchAll) continue;
    const from = steps.find((step) => step.stepId === edge.from && step.outlet !== null);
    if (!from || from.outlet === edge.outlet || from.status === "skipped") continue;
    if (from.outlet === "error") return `“${titleOf(edge.from)}” failed`;
    if (edge.kind === "error") return `“${titleOf(edge.from)}” did not fail`;
    const went = edges.find((other) => other.from === edge.from && other.outlet === from.outlet)?.label;
    return went ? `“${titleOf(edge.from)}” went ${went}` : `“${titleOf(edge.from)}” led elsewhere`;
  }
  return edges.some((edge) => edge.to === skipped.stepId && edge.catchAll)
    ? "no step failed"
    : "nothing led here";
}
