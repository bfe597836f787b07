import { checkNew, findStep } from "./edit-steps";
import { AppError } from "./errors";
import type { FlowDefinition } from "./flow";
import type { FlowFragment } from "./flow-fragment";
import { flowGraph, TRIGGER } from "./flow-graph";
import { END } from "./flow-limits";
import { keepWays } from "./keep-ways";
import { mainOutlet, outletsOf } from "./outlets";
import { quotedStep } from "./quoted-step";
import type { Step } from "./step";
import { withTarget } from "./step-target";

type Anchor = { stepId: string; outlet?: string | undefined };

/**
 * Puts a piece on the arrow out of a step, or unconnected beside the flow. What leads out of the piece goes on where the
 * arrow went; ways inside it stay. All its ids must be new.
 */
export function insertFragment(
  definition: FlowDefinition,
  fragment: FlowFragment,
  after: Anchor | undefined,
): FlowDefinition {
  checkNew(definition, [...fragment.steps, ...fragment.handlers]);
  const place = after && placeOf(definition, after);
  const goal = place?.goal ?? END;
  const pieces = { steps: written(fragment.steps, false), handlers: written(fragment.handlers, true) };
  const inside = new Set([...pieces.steps, ...pieces.handlers].map(({ id }) => id));
  const entry = entryOf(pieces.steps);
  const handlers = new Set(definition.error_handlers.map(({ id }) => id));
  let leftOpen = false;
  const lead = (step: Step, onward: string): Step =>
    outletsOf(step).reduce((result, { outlet, target, kind, field }) => {
      if (field === null || target === undefined || target === END || inside.has(target)) return result;
      if (kind === "error") return handlers.has(target) ? result : withTarget(result, outlet, undefined);
      if (kind === "body") return withTarget(result, outlet, END);
      leftOpen = true;
      return withTarget(result, outlet, onward);
    }, step);
  const led = pieces.steps.map((step) => lead(step, goal));
  const added = leftOpen || !entry ? led : leadPieceOn(led, entry.id, goal);
  const error_handlers = [...definition.error_handlers, ...pieces.handlers.map((step) => lead(step, END))];
  const ordered = entry
    ? [...added.filter(({ id }) => id === entry.id), ...added.filter(({ id }) => id !== entry.id)]
    : added;

  if (!place || !entry) {
    return keepWays(
      definition,
      { ...definition, steps: [...definition.steps, ...added], error_handlers },
      ({ to }) => to,
    );
  }
  const { previous, outlet } = place;
  if (previous === null) {
    const steps = [...ordered, ...definition.steps];
    return keepWays(definition, { ...definition, steps, error_handlers }, ({ to }) => to);
  }
  const spread = (list: readonly Step[]) =>
    list.flatMap((one) => (one.id === previous.id ? [withTarget(one, outlet, entry.id), ...ordered] : [one]));
  const changed = { ...definition, steps: spread(definition.steps), error_handlers: spread(error_handlers) };
  return keepWays(definition, changed, (edge) =>
    edge.from === previous.id && edge.outlet === outlet ? entry.id : edge.to,
  );
}

type Place = { previous: Step | null; outlet: string; goal: string };

/** Where a piece goes, and where it leads on. */
function placeOf(definition: FlowDefinition, { stepId, outlet: wanted }: Anchor): Place {
  if (stepId === TRIGGER) return { previous: null, outlet: "start", goal: definition.steps[0]?.id ?? END };
  const previous = findStep(definition, stepId);
  const outlet = wanted ?? mainOutlet(previous);
  if (outlet === undefined)
    throw new AppError("invalid", `Nothing can follow ${quotedStep(previous)}: it ends the branch.`);
  withTarget(previous, outlet, END);
  const followed = flowGraph(definition)
    .edgesFrom(previous.id)
    .find((edge) => edge.outlet === outlet && !edge.catchAll);
  return { previous, outlet, goal: followed && !followed.nextItem ? followed.to : END };
}

/** Every way written out: silence means the next step of the piece, and behind its last one, the way out of it. */
function written(steps: readonly Step[], ends: boolean): Step[] {
  return steps.map((step, index) =>
    outletsOf(step).reduce((result, { outlet, target, kind, field }) => {
      if (kind !== "normal" || field === null || target !== undefined) return result;
      return withTarget(result, outlet, ends ? END : (steps[index + 1]?.id ?? OUT));
    }, step),
  );
}

/** Leads out of the piece: no step can have this id. */
const OUT = TRIGGER;

/** The first step that no other of the piece leads to. */
function entryOf(steps: readonly Step[]): Step | undefined {
  const targets = new Set(steps.flatMap((step) => outletsOf(step).map(({ target }) => target)));
  return steps.find(({ id }) => !targets.has(id)) ?? steps[0];
}

/** No way leads out: the usual one goes on where it ends. */
export function leadPieceOn(steps: readonly Step[], entryId: string, goal: string): Step[] {
  const seen = new Set<string>();
  let last = steps.find(({ id }) => id === entryId);
  while (last && !seen.has(last.id)) {
    seen.add(last.id);
    const main = mainOutlet(last);
    const target = outletsOf(last).find(({ outlet }) => outlet === main)?.target;
    if (main !== undefined && (target === END || target === undefined)) {
      const { id } = last;
      return steps.map((step) => (step.id === id ? withTarget(step, main, goal) : step));
    }
    last = steps.find(({ id }) => id === target);
  }
  return [...steps];
}
