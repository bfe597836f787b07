import type { StepMark } from "@/components/flow-builder/step-mark";
import { isStepFinal, type StepStatus } from "@/server/domain/run";
import type { RunStep } from "./run-types";

/**
 * What the canvas shows of a run: one mark per step. Marks that did not change keep their identity, so that a live run
 * redraws only the cards it touches.
 */
export function stepMarks(
  steps: readonly RunStep[],
  before: ReadonlyMap<string, StepMark> = new Map(),
): ReadonlyMap<string, StepMark> {
  const byStep = new Map<string, RunStep[]>();
  for (const step of steps) byStep.set(step.stepId, [...(byStep.get(step.stepId) ?? []), step]);
  const marks = new Map<string, StepMark>();
  for (const [stepId, group] of byStep) {
    const mark = markOf(group);
    const old = before.get(stepId);
    marks.set(stepId, old && JSON.stringify(old) === JSON.stringify(mark) ? old : mark);
  }
  return marks;
}

function markOf(group: readonly RunStep[]): StepMark {
  const open = group.filter(({ status }) => !isStepFinal(status));
  const finished = group.flatMap(({ finishedAt }) => (finishedAt ? [finishedAt.getTime()] : []));
  return {
    status: summary(group),
    outlets: [
      ...new Set(group.flatMap(({ status, outlet }) => (outlet && status !== "skipped" ? [outlet] : []))),
    ],
    startedAt: new Date(Math.min(...group.map(({ startedAt }) => startedAt.getTime()))),
    finishedAt: open.length === 0 && finished.length > 0 ? new Date(Math.max(...finished)) : null,
    wakeAt: open.find(({ wakeAt }) => wakeAt)?.wakeAt ?? null,
    milliTokens: group.reduce((sum, step) => sum + step.milliTokens, 0),
    attempt: Math.max(...group.map(({ attempt }) => attempt)),
    iterations: group.length,
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

function summary(group: readonly RunStep[]): StepStatus {
  return BY_URGENCY.find((status) => group.some((step) => step.status === status)) ?? "skipped";
}
