import type { StepMark } from "@/components/flow-builder/step-mark";
import { isStepFinal, type StepStatus } from "@/server/domain/run";
import type { RunStep, StepSummary } from "./run-types";

/**
 * What the canvas shows of a run: one mark per step. Marks that did not change keep their identity, so that a live run
 * redraws only the cards it touches.
 */
export function stepMarks(
  steps: readonly RunStep[],
  loopSteps: readonly StepSummary[] = [],
  before: ReadonlyMap<string, StepMark> = new Map(),
): ReadonlyMap<string, StepMark> {
  const byStep = new Map<string, Part[]>();
  for (const part of [...steps.map(alone), ...loopSteps]) {
    const parts = byStep.get(part.stepId);
    if (parts) parts.push(part);
    else byStep.set(part.stepId, [part]);
  }
  const marks = new Map<string, StepMark>();
  for (const [stepId, parts] of byStep) {
    const mark = markOf(parts);
    const old = before.get(stepId);
    marks.set(stepId, old && JSON.stringify(old) === JSON.stringify(mark) ? old : mark);
  }
  return marks;
}

/** A loop that waits for its items is at work, and its way to them is taken. */
const alone = ({ outlet, status, ...step }: RunStep): Part => {
  const isLoop = step.stepType === "for_each" && status !== "skipped";
  return {
    ...step,
    statuses: [isLoop && status === "waiting" ? "running" : status],
    outlets: [...(isLoop ? ["body"] : []), ...(outlet && status !== "skipped" ? [outlet] : [])],
    iterations: 1,
    ...(step.stepType === "sub_flow" && { waitsFor: "for another flow" }),
  };
};

type Part = StepSummary & { waitsFor?: string };

/** An error handler may have run outside of loops and inside. */
function markOf(parts: readonly Part[]): StepMark {
  const isOpen = parts.some(({ statuses }) => !statuses.every(isStepFinal));
  const finished = parts.flatMap(({ finishedAt }) => (finishedAt ? [finishedAt.getTime()] : []));
  return {
    status: summary(parts),
    outlets: [...new Set(parts.flatMap(({ outlets }) => outlets))],
    startedAt: new Date(Math.min(...parts.map(({ startedAt }) => startedAt.getTime()))),
    finishedAt: isOpen || finished.length === 0 ? null : new Date(Math.max(...finished)),
    wakeAt: isOpen ? (parts.find(({ wakeAt }) => wakeAt)?.wakeAt ?? null) : null,
    waitsFor: parts.find((part) => part.waitsFor)?.waitsFor,
    milliTokens: parts.reduce((sum, part) => sum + part.milliTokens, 0),
    attempt: Math.max(...parts.map(({ attempt }) => attempt)),
    iterations: parts.reduce((sum, part) => sum + part.iterations, 0),
  };
}

/** Of a step's iterations the one that asks for attention first. */
const BY_URGENCY: readonly StepStatus[] = [
  "running",
  "retrying",
  "waiting",
  "failed",
  "cancelled",
  "succeeded",
  "skipped",
];

function summary(parts: readonly StepSummary[]): StepStatus {
  return BY_URGENCY.find((status) => parts.some(({ statuses }) => statuses.includes(status))) ?? "skipped";
}
