/** Waits: for an event that a step names, and for the end of what an action began. */
import { canonicalEventType } from "../event-type";
import { stepKey } from "../known-run";
import type { StepRef } from "../run";
import { runScope } from "../run-scope";
import type { ActionStep, Step } from "../step";
import type { StepOutcome } from "../step-outcome";
import { heard, LOOK_AGAIN_MS, timedOut, type WaitTerms, waitTerms } from "../wait-terms";
import { containsJson } from "./contains-json";
import type { Heard, OpenWait, Scene, SimulatedCall, SimulatedRun } from "./scene";

type WaitStep = Extract<Step, { type: "wait_for_event" }>;

/** The first visit opens the wait; a later one finds what came of it. null: nothing yet. */
export function visitWait(scene: Scene, run: SimulatedRun, ref: StepRef, step: WaitStep): StepOutcome | null {
  const known = run.waits.get(stepKey(ref));
  if (known) {
    const outcome = waitOutcome(scene, known);
    if (!outcome) rest(run, ref, known);
    return outcome;
  }
  const asked = waitTerms(run, ref, step, runScope(run, ref, scene.at), scene.at);
  if (!asked.ok) return asked.outcome;
  const { terms } = asked;
  const isEarlier = (event: Heard) =>
    event.at >= terms.opensAt && event.id !== terms.afterEventId && isMatch(terms, event);
  const earlier = scene.heard.find(isEarlier) ?? null;
  run.waits.set(stepKey(ref), { ...terms, ofAction: false, event: earlier, usual: null });
  const again = new Date(scene.at.getTime() + LOOK_AGAIN_MS);
  // What came before the wait was there is seen when the wait looks back.
  const isLooked = earlier && !(terms.expiresAt && terms.expiresAt < again);
  return { kind: "waiting", wakeAt: isLooked ? again : terms.expiresAt };
}

function waitOutcome({ at }: Scene, { event, expiresAt }: OpenWait): StepOutcome | null {
  if (event) return heard(event);
  return expiresAt && expiresAt <= at ? timedOut : null;
}

/** What an action that has run waits for; null: it is done. */
export function openSettling(
  scene: Scene,
  run: SimulatedRun,
  { action: { waits }, ref }: SimulatedCall,
  output: unknown,
): { wakeAt: Date } | null {
  if (!waits) return null;
  const { at } = scene;
  const type = canonicalEventType(waits.eventType);
  const told = scene.planned.some(
    ({ happening }) => happening.kind === "event" && canonicalEventType(happening.type) === type,
  );
  const { afterMs, event } = waits.usual;
  const expiresAt = new Date(at.getTime() + waits.longestMs);
  const usual = told ? null : { at: new Date(at.getTime() + afterMs), event };
  const terms = {
    eventTypes: [type],
    match: waits.match(output),
    opensAt: at,
    expiresAt,
    afterEventId: null,
  };
  run.waits.set(stepKey(ref), { ...terms, ofAction: true, event: null, usual });
  return { wakeAt: usual?.at ?? expiresAt };
}

/** A step that waits for what it began: the call that settles it, or nothing yet. null: it has not begun. */
export function prepareSettling(
  scene: Scene,
  run: SimulatedRun,
  ref: StepRef,
  step: ActionStep,
): { call: SimulatedCall } | "waits" | null {
  const known = run.steps.get(stepKey(ref));
  const wait = run.waits.get(stepKey(ref));
  const action = scene.world.action(step);
  if (!wait || !action?.waits || known?.status !== "waiting") return null;
  const event = endingEvent(scene, wait);
  if (event === undefined) {
    rest(run, ref, wait);
    return "waits";
  }
  const output = action.waits.settle(known.output, event);
  return {
    call: { ...{ ref, step, action, attempt: known.attempt }, input: undefined, settled: { output } },
  };
}

/** undefined: it goes on. null: no event came in all that time. */
function endingEvent(
  { at }: Scene,
  { event, usual, match, expiresAt }: OpenWait,
): Record<string, unknown> | null | undefined {
  if (event) return { ...match, ...event.payload };
  if (usual && usual.at <= at) return { ...match, ...usual.event };
  return expiresAt && expiresAt <= at ? null : undefined;
}

/** Something happened: the waits of the run that it ends. */
export function answerWaits(run: SimulatedRun, event: Heard, at: Date): StepRef[] {
  const answered: StepRef[] = [];
  for (const step of run.steps.values()) {
    const wait = run.waits.get(stepKey(step));
    if (step.status !== "waiting" || !wait || wait.event || (wait.expiresAt && wait.expiresAt < event.at))
      continue;
    if (!isMatch(wait, event)) continue;
    wait.event = event;
    step.wakeAt = at;
    answered.push({ stepId: step.stepId, path: step.path });
  }
  return answered;
}

/** An action's wait is for its own call: what happens need not say which that is. */
const isMatch = (
  { eventTypes, match, ofAction = false }: WaitTerms & { ofAction?: boolean },
  event: Heard,
): boolean =>
  eventTypes.includes(event.type) &&
  containsJson(ofAction ? { ...match, ...event.payload } : event.payload, match);

const wake = (run: SimulatedRun, ref: StepRef, at: Date | null): void => {
  const step = run.steps.get(stepKey(ref));
  if (step) step.wakeAt = at;
};

const rest = (run: SimulatedRun, ref: StepRef, { usual, expiresAt }: OpenWait): void =>
  wake(run, ref, usual?.at ?? expiresAt);
