import { blockExits } from "./block-exits";
import { leadPieceOn } from "./edit-fragment";
import { findStep } from "./edit-steps";
import { AppError } from "./errors";
import { findItem, idsWithin } from "./find-item";
import type { FlowDefinition } from "./flow";
import { takeFragment } from "./flow-fragment";
import { flowGraph, TRIGGER } from "./flow-graph";
import { END } from "./flow-limits";
import { flowOutline } from "./flow-outline";
import { keepWays, makeFirst } from "./keep-ways";
import { mainOutlet, outletsOf } from "./outlets";
import { quotedStep } from "./quoted-step";
import type { Step } from "./step";
import { withTarget } from "./step-target";
import { stepsBefore } from "./steps-before";

/** Behind a step, on one of its ways; or before one, on all ways that lead to it. */
export type MoveGoal = {
  after?: { stepId: string; outlet?: string | undefined } | undefined;
  before?: string | undefined;
};

/**
 * A step at another place, with all that stands in its groups: its branches, the body of a loop, its error branch. The
 * flow closes behind it.
 */
export function moveStep(
  definition: FlowDefinition,
  stepId: string,
  { after, before }: MoveGoal,
): FlowDefinition {
  const step = findStep(definition, stepId);
  const members = blockOf(definition, stepId);
  const neighbour = before ?? after?.stepId;
  if (neighbour === undefined) throw new AppError("invalid", "Say where the step is to go.");
  if (neighbour !== TRIGGER) findStep(definition, neighbour);
  if (members.has(neighbour))
    throw new AppError("invalid", `${quotedStep(step)} cannot be moved into its own branches.`);

  const anchor = after && anchorOf(definition, after.stepId, after.outlet);
  const goal = before ?? anchor?.goal ?? END;
  if (goal === stepId) return definition;
  if (members.has(goal))
    throw new AppError(
      "invalid",
      `${quotedStep(step)} cannot be moved there: the way leads into its branches.`,
    );
  const exit = blockExits(definition).get(stepId) ?? END;
  const reaching = new Set([...stepsBefore(definition, neighbour), neighbour]);
  const pieces = leadAway(definition, step, members, { exit, goal, reaching });
  const waysOut = new Map(pieces.map((one) => [one.id, outletsOf(one)]));

  const moved = place(definition, pieces, members, neighbour, before !== undefined);
  const kept = keepWays(definition, moved, (edge) => {
    const own = waysOut.get(edge.from);
    if (own) return own.find(({ outlet }) => outlet === edge.outlet)?.target;
    if (anchor && edge.from === after?.stepId && edge.outlet === anchor.outlet) return stepId;
    if (edge.to === stepId && exit !== before) return exit;
    const isLedHere = before !== undefined && edge.to === before && edge.kind !== "error" && !edge.nextItem;
    return isLedHere ? stepId : edge.to;
  });
  const first = definition.steps[0]?.id;
  const isFirst = neighbour === TRIGGER || (before !== undefined && first === before);
  const wasFirst = first === stepId && exit !== before;
  const result = isFirst ? makeFirst(kept, stepId) : wasFirst ? makeFirst(kept, exit) : kept;
  // Steps that nothing leads to may still lead into the branches that moved.
  if (waysBack(result) > waysBack(definition))
    throw new AppError("invalid", `${quotedStep(step)} cannot be moved there: a way would lead back.`);
  return result;
}

const waysBack = (definition: FlowDefinition): number =>
  flowGraph(definition).edges.filter(({ broken }) => broken === "cycle").length;

/** The step and what stands in its groups, as far as nothing else leads there. */
function blockOf(definition: FlowDefinition, stepId: string): Set<string> {
  const placed = findItem(flowOutline(definition), stepId);
  const members = placed ? idsWithin(placed.item) : new Set([stepId]);
  const { edges } = flowGraph(definition);
  for (let size = 0; size !== members.size; ) {
    size = members.size;
    for (const { from, to, catchAll, broken, nextItem } of edges)
      if (!catchAll && !broken && !nextItem && to !== stepId && members.has(to) && !members.has(from))
        members.delete(to);
  }
  return members;
}

function anchorOf(definition: FlowDefinition, stepId: string, wanted: string | undefined) {
  if (stepId === TRIGGER) return { outlet: "start", goal: definition.steps[0]?.id ?? END };
  const step = findStep(definition, stepId);
  const outlet = wanted ?? mainOutlet(step);
  if (outlet === undefined)
    throw new AppError("invalid", `Nothing can follow ${quotedStep(step)}: it ends the branch.`);
  withTarget(step, outlet, END);
  const edge = flowGraph(definition)
    .edgesFrom(stepId)
    .find((one) => one.outlet === outlet && !one.catchAll);
  return { outlet, goal: edge && !edge.nextItem ? edge.to : END };
}

/** The steps that move, their ways out of the block leading to where it goes on now. */
function leadAway(
  definition: FlowDefinition,
  head: Step,
  members: ReadonlySet<string>,
  { exit, goal, reaching }: { exit: string; goal: string; reaching: ReadonlySet<string> },
): Step[] {
  const { steps, handlers } = takeFragment(definition, [...members]);
  const graph = flowGraph(definition);
  let left = false;
  const led = [...steps, ...handlers].map((step) =>
    graph.edgesFrom(step.id).reduce((result, { outlet, to, nextItem, kind, field, catchAll }) => {
      if (field === null || catchAll || kind === "body") return result;
      if (nextItem && !members.has(to)) return withTarget(result, outlet, END);
      // A way to what stands before the new place would lead back.
      const back = reaching.has(to) && !members.has(to);
      if ((to !== exit || exit === END) && !back) return result;
      left = true;
      return withTarget(result, outlet, goal);
    }, step),
  );
  return left ? led : leadPieceOn(led, head.id, goal);
}

function place(
  definition: FlowDefinition,
  pieces: readonly Step[],
  members: ReadonlySet<string>,
  neighbour: string,
  isBefore: boolean,
): FlowDefinition {
  const spread = (list: readonly Step[]) =>
    list.flatMap((one) => {
      if (members.has(one.id)) return [];
      if (one.id !== neighbour) return [one];
      return isBefore ? [...pieces, one] : [one, ...pieces];
    });
  const steps = spread(definition.steps);
  const layout = definition.layout && {
    ...definition.layout,
    positions: Object.fromEntries(
      Object.entries(definition.layout.positions).filter(([id]) => !members.has(id)),
    ),
  };
  return {
    ...definition,
    steps: neighbour === TRIGGER ? [...pieces, ...steps] : steps,
    error_handlers: spread(definition.error_handlers),
    ...(layout && { layout }),
  };
}
