import type { FlowDefinition } from "./flow";
import { flowGraph, TRIGGER } from "./flow-graph";
import { END } from "./flow-limits";
import { makeFirst } from "./keep-ways";
import { mainOutlet, outletsOf } from "./outlets";
import type { Step } from "./step";
import { withTarget } from "./step-target";

export type Sides = { base: FlowDefinition; mine: FlowDefinition; theirs: FlowDefinition };

/**
 * Leads every way of a merged definition where the sides led it: where one of them led it elsewhere, there; where both
 * put something on the same arrow, first to mine, and from its end to theirs. Steps that are gone are passed over.
 */
export function mergeWays(
  merged: FlowDefinition,
  sides: Sides,
  onConflict: (stepId: string, field: string) => void,
): FlowDefinition {
  const alive = new Set([...merged.steps, ...merged.error_handlers].map(({ id }) => id));
  const wanted = wantedWays(merged, sides, alive, onConflict);
  const first = wanted.get(wayKey(TRIGGER, "start"));
  // Writing one way can change what silence means for another; it settles the second time.
  const settled = settle(settle(merged, wanted), wanted);
  return first && first !== END ? makeFirst(settled, first) : settled;
}

const wayKey = (from: string, outlet: string): string => `${from}\n${outlet}`;

function wantedWays(
  merged: FlowDefinition,
  { base, mine, theirs }: Sides,
  alive: ReadonlySet<string>,
  onConflict: (stepId: string, field: string) => void,
): Map<string, string | undefined> {
  const wanted = new Map<string, string | undefined>();
  const [was, own, other] = [base, mine, theirs].map((side) => reader(side, alive));
  if (!was || !own || !other) return wanted;
  const decide = (from: string, outlet: string, field: string) => {
    const key = wayKey(from, outlet);
    const [before, here, there] = [was(from, outlet), own(from, outlet), other(from, outlet)];
    if (!there.known || (here.known && (here.to === there.to || (before.known && before.to === there.to))))
      return wanted.set(key, here.to);
    if (!here.known || (before.known && before.to === here.to)) return wanted.set(key, there.to);
    wanted.set(key, here.to);
    const tail = before.known ? tailOf(mine, here.to, before.to, base) : null;
    if (tail && there.to !== undefined) wanted.set(wayKey(tail.from, tail.outlet), there.to);
    else onConflict(from, field);
  };
  decide(TRIGGER, "start", "");
  for (const step of [...merged.steps, ...merged.error_handlers])
    for (const { outlet, field } of outletsOf(step))
      if (field !== null && !wanted.has(wayKey(step.id, outlet))) decide(step.id, outlet, field);
  return wanted;
}

type Way = { known: boolean; to: string | undefined };

/** Where a way leads in one of the definitions, past steps that are gone. */
function reader(definition: FlowDefinition, alive: ReadonlySet<string>) {
  const graph = flowGraph(definition);
  const past = (target: string): string => {
    const passed = new Set<string>();
    let to = target;
    for (
      let step = graph.node(to)?.step;
      step && !alive.has(to) && !passed.has(to);
      step = graph.node(to)?.step
    ) {
      passed.add(to);
      const main = mainOutlet(step);
      to = graph.edgesFrom(to).find(({ outlet }) => outlet === main)?.to ?? END;
    }
    return passed.has(to) ? END : to;
  };
  return (from: string, outlet: string): Way => {
    const node = graph.node(from);
    if (!node) return { known: false, to: undefined };
    const edge = graph.edgesFrom(from).find((one) => one.outlet === outlet && !one.catchAll);
    if (edge) {
      const handled = edge.kind === "error" && graph.node(edge.to)?.kind === "handler" && !alive.has(edge.to);
      return { known: true, to: handled ? undefined : past(edge.to) };
    }
    return {
      known: node.step ? outletsOf(node.step).some((way) => way.outlet === outlet) : false,
      to: undefined,
    };
  };
}

/** The end of what one side has put on an arrow: the way of a new step that leads where the arrow led. */
function tailOf(
  side: FlowDefinition,
  start: string | undefined,
  goal: string | undefined,
  base: FlowDefinition,
): { from: string; outlet: string } | null {
  const graph = flowGraph(side);
  const old = flowGraph(base);
  const seen = new Set<string>();
  for (let at = start; at !== undefined && !old.node(at) && !seen.has(at); ) {
    seen.add(at);
    const step: Step | null | undefined = graph.node(at)?.step;
    const main = step ? mainOutlet(step) : undefined;
    const edge = graph.edgesFrom(at).find(({ outlet }) => outlet === main);
    if (!edge || main === undefined) return null;
    if (edge.to === goal) return { from: at, outlet: main };
    at = edge.to;
  }
  return null;
}

function settle(definition: FlowDefinition, wanted: ReadonlyMap<string, string | undefined>): FlowDefinition {
  const graph = flowGraph(definition);
  let changed = false;
  const lead = (step: Step): Step => {
    const led = outletsOf(step).reduce((result, { outlet, field }) => {
      const key = wayKey(step.id, outlet);
      if (field === null || !wanted.has(key)) return result;
      const target = wanted.get(key);
      const now = graph.edgesFrom(step.id).find((edge) => edge.outlet === outlet && !edge.catchAll);
      return now?.to === target ? result : withTarget(result, outlet, target);
    }, step);
    changed ||= led !== step;
    return led;
  };
  const steps = definition.steps.map(lead);
  const error_handlers = definition.error_handlers.map(lead);
  return changed ? { ...definition, steps, error_handlers } : definition;
}
