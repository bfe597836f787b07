import type { StepMark } from "@/components/flow-builder/step-mark";
import type { FlowDefinition } from "@/server/domain/flow";
import { isStepFinal, type StepStatus } from "@/server/domain/run";
import type { TraceEntry } from "@/server/domain/simulate/simulation";

/** What the canvas shows of a dry run: one mark per step of the flow, over all items of its loops. */
export function traceMarks(
  trace: readonly TraceEntry[],
  { steps, error_handlers }: FlowDefinition,
): ReadonlyMap<string, StepMark> {
  const loops = new Set(
    [...steps, ...error_handlers].flatMap(({ id, type }) => (type === "for_each" ? [id] : [])),
  );
  const places = new Map<string, { first: TraceEntry; last: TraceEntry; milliTokens: number }>();
  for (const entry of trace) {
    // Of a flow within the flow: it is not on this canvas.
    if (entry.path.includes("/")) continue;
    const key = `${entry.stepId} ${entry.path}`;
    const known = places.get(key);
    const milliTokens = (known?.milliTokens ?? 0) + entry.milliTokens;
    places.set(key, { first: known?.first ?? entry, last: entry, milliTokens });
  }
  const marks = new Map<string, StepMark>();
  for (const { first, last, milliTokens } of places.values()) {
    const one = markOf(first, last, milliTokens, loops.has(last.stepId));
    const other = marks.get(last.stepId);
    marks.set(last.stepId, other ? joined(other, one) : one);
  }
  return marks;
}

const markOf = (first: TraceEntry, last: TraceEntry, milliTokens: number, isLoop: boolean): StepMark => ({
  status: last.status,
  // A loop that began took the way to its items.
  outlets:
    last.status === "skipped" ? [] : [...(isLoop ? ["body"] : []), ...(last.outlet ? [last.outlet] : [])],
  startedAt: first.at,
  finishedAt: isStepFinal(last.status) ? last.at : null,
  wakeAt: last.wakeAt,
  ...{ milliTokens, attempt: last.attempt, iterations: 1 },
});

const joined = (one: StepMark, other: StepMark): StepMark => ({
  status: BY_URGENCY.find((status) => status === one.status || status === other.status) ?? one.status,
  outlets: [...new Set([...one.outlets, ...other.outlets])],
  startedAt: one.startedAt < other.startedAt ? one.startedAt : other.startedAt,
  finishedAt:
    one.finishedAt && other.finishedAt && (one.finishedAt > other.finishedAt ? one : other).finishedAt,
  wakeAt: one.wakeAt ?? other.wakeAt,
  milliTokens: one.milliTokens + other.milliTokens,
  attempt: Math.max(one.attempt, other.attempt),
  iterations: one.iterations + other.iterations,
});

const BY_URGENCY: readonly StepStatus[] = [
  ...(["failed", "waiting", "retrying", "running", "cancelled", "succeeded", "skipped"] as const),
];
