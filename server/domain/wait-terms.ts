import type { DataScope } from "./data-scope";
import { durationMs } from "./duration";
import { canonicalEventType } from "./event-type";
import { flowGraph } from "./flow-graph";
import { isObject } from "./is-object";
import type { KnownRun } from "./known-run";
import { plainPath } from "./loop-frame";
import type { StepRef } from "./run";
import type { Step } from "./step";
import { failedStep, type StepOutcome } from "./step-outcome";
import { renderConfig } from "./template";

type WaitStep = Extract<Step, { type: "wait_for_event" }>;

/** After so long a new wait looks back once more: what was under way when it was written may have missed it. */
export const LOOK_AGAIN_MS = 2_000;

/** What a wait listens for: an event of these types, since then, whose payload contains `match`. */
export type WaitTerms = {
  eventTypes: string[];
  match: Record<string, unknown>;
  opensAt: Date;
  expiresAt: Date | null;
  /** Answered the wait right before this one: it does not answer both. */
  afterEventId: string | null;
};

/** The terms at the first visit of the step; or its failure. */
export function waitTerms(
  run: KnownRun,
  ref: StepRef,
  step: WaitStep,
  scope: DataScope,
  at: Date,
): { ok: true; terms: WaitTerms } | { ok: false; outcome: StepOutcome } {
  const length =
    step.timeout && durationMs({ ...step.timeout, value: renderConfig(step.timeout.value, scope).value });
  if (length === null) {
    const message = "The longest time to wait is not a number. Check the step's timeout.";
    return { ok: false, outcome: failedStep("invalid_timeout", message) };
  }
  return {
    ok: true,
    terms: {
      eventTypes: step.event_types.map(canonicalEventType),
      match: nested(renderConfig(step.match, scope).value),
      opensAt: previousStepBegan(run, ref.path) ?? at,
      expiresAt: length === undefined ? null : new Date(at.getTime() + length),
      afterEventId: answerBefore(run, ref),
    },
  };
}

/** It came. */
export const heard = (event: {
  id: string;
  type: string | null;
  payload: Record<string, unknown> | null;
}): StepOutcome => ({
  kind: "succeeded",
  outlet: "event",
  output: { event_type: event.type, event_id: event.id, ...event.payload },
});

/** Its time is up. */
export const timedOut: StepOutcome = { kind: "succeeded", outlet: "timeout", output: { timed_out: true } };

/** Of its own iteration: what came before the item was begun is not meant for it. */
function previousStepBegan(run: KnownRun, path: string): Date | null {
  const own = plainPath(path);
  const done = [...run.steps.values()].filter(
    (step) => step.status === "succeeded" && plainPath(step.path) === own,
  );
  return done.at(-1)?.startedAt ?? null;
}

/** The event that the step right before this one, a wait as well, was waiting for. */
function answerBefore(run: KnownRun, ref: StepRef): string | null {
  const { edgesFrom } = flowGraph(run.definition);
  for (const step of run.steps.values()) {
    if (step.status !== "succeeded" || step.outlet !== "event" || step.path !== ref.path) continue;
    const leadsHere = edgesFrom(step.stepId).some(
      (edge) => edge.outlet === "event" && edge.to === ref.stepId,
    );
    const { output } = step;
    if (leadsHere && isObject(output) && typeof output.event_id === "string") return output.event_id;
  }
  return null;
}

/** { "a.b": 1 } as { a: { b: 1 } }, which a payload contains or not. */
function nested(match: unknown): Record<string, unknown> {
  const result: Record<string, unknown> = {};
  if (!isObject(match)) return result;
  for (const [path, value] of Object.entries(match)) {
    const parts = path.replace(/^trigger\.|^event\./, "").split(".");
    let place = result;
    for (const part of parts.slice(0, -1)) {
      const inner = place[part];
      const next: Record<string, unknown> = isObject(inner) ? inner : {};
      place[part] = next;
      place = next;
    }
    const last = parts.at(-1);
    if (last) place[last] = value;
  }
  return result;
}
