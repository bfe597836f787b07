import type { FlowDefinition } from "./flow";
import { flowGraph, type GraphEdge, TRIGGER } from "./flow-graph";
import type { Step } from "./step";
import { withTarget } from "./step-target";

/**
 * After the list of steps has changed: every arrow leads where it led before, or where `wanted` sends it. A step that is
 * silent about a way goes on with the next in the list, which may be another one now; only then its target is written.
 */
export function keepWays(
  before: FlowDefinition,
  after: FlowDefinition,
  wanted: (edge: GraphEdge) => string | undefined,
): FlowDefinition {
  // Writing one target can change what silence means for another step, inside loops; it settles at once or the next time.
  const settled = settleOnce(before, after, wanted);
  return settled === after ? after : settleOnce(before, settled, wanted);
}

function settleOnce(
  before: FlowDefinition,
  after: FlowDefinition,
  wanted: (edge: GraphEdge) => string | undefined,
): FlowDefinition {
  const graph = flowGraph(after);
  const settle = (step: Step): Step => {
    let settled = step;
    for (const edge of flowGraph(before).edgesFrom(step.id)) {
      if (edge.catchAll || edge.field === null) continue;
      const target = wanted(edge);
      const now = graph
        .edgesFrom(step.id)
        .find(({ outlet, catchAll }) => outlet === edge.outlet && !catchAll);
      if (now && now.to !== target) settled = withTarget(settled, edge.outlet, target);
    }
    return settled;
  };
  const changed = onlyChanged(after, settle);
  return Object.keys(changed).length === 0 ? after : { ...after, ...changed };
}

function onlyChanged(definition: FlowDefinition, change: (step: Step) => Step): Partial<FlowDefinition> {
  const result: Partial<FlowDefinition> = {};
  for (const key of ["steps", "error_handlers"] as const) {
    const list = definition[key].map(change);
    if (list.some((step, index) => step !== definition[key][index])) result[key] = list;
  }
  return result;
}

/** Makes a step the first one. Everything else leads where it led. */
export function makeFirst(definition: FlowDefinition, stepId: string): FlowDefinition {
  const first = definition.steps.find(({ id }) => id === stepId);
  if (!first || definition.steps[0] === first) return definition;
  const steps = [first, ...definition.steps.filter((step) => step !== first)];
  return keepWays(definition, { ...definition, steps }, (edge) => (edge.from === TRIGGER ? stepId : edge.to));
}
