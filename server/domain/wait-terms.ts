import type { DataScope } from "./data-scope";
import { durationMs } from "./duration";
import { canonicalEventType } from "./event-type";
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
