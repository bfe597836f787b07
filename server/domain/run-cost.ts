import { blockExits } from "./block-exits";
import type { FlowDefinition } from "./flow";
import { flowGraph, type GraphEdge, TRIGGER } from "./flow-graph";
import { END } from "./flow-limits";
import { PRICES, type UsageKind } from "./plans";
import type { ActionStep, Step } from "./step";

/** Milli-tokens of one run: the way that costs least and the one that costs most. */
export type RunCost = {
  least: number;
  most: number;
  /** A loop has priced steps in it: `most` is with one item. */
  perItem: boolean;
};

/**
 * What a run may cost, before anything is known of its events: each message and call counted once, of one SMS and one
 * minute. Ways that steps take when they fail are left out: what failed is free.
 */
export function runCost(definition: FlowDefinition, kindOf: (step: ActionStep) => UsageKind | null): RunCost {
  const graph = flowGraph(definition);
  const exits = blockExits(definition);
  const known = new Map<string, Range>();
  let perItem = false;

  const from = (id: string, until: string): Range => {
    if (id === until || id === END) return FREE;
    const key = `${id}\n${until}`;
    const before = known.get(key);
    if (before) return before;
    const step = graph.node(id)?.step;
    const range = step ? plus(own(step), onward(step, until)) : FREE;
    known.set(key, range);
    return range;
  };
  const along = (edge: GraphEdge, until: string) =>
    edge.broken || edge.nextItem ? FREE : from(edge.to, until);
  const own = (step: Step): Range => {
    const kind = step.type === "action" ? kindOf(step) : null;
    const price = kind ? PRICES[kind].milliTokens : 0;
    return { least: price, most: price };
  };
  const onward = (step: Step, until: string): Range => {
    const ways = graph.edgesFrom(step.id).filter(({ kind }) => kind === "normal");
    if (step.type === "parallel") {
      const exit = exits.get(step.id) ?? END;
      const branches = ways.map((way) => along(way, exit)).reduce(plus, FREE);
      return plus(branches, from(exit, until));
    }
    const body = graph.edgesFrom(step.id).find(({ kind }) => kind === "body");
    const item = body ? along(body, step.id) : FREE;
    if (item.most > 0) perItem = true;
    const rest = ways.map((way) => along(way, until));
    return plus(
      { least: 0, most: item.most },
      {
        least: Math.min(...rest.map(({ least }) => least), rest.length === 0 ? 0 : Number.POSITIVE_INFINITY),
        most: Math.max(0, ...rest.map(({ most }) => most)),
      },
    );
  };
  const first = graph.edgesFrom(TRIGGER)[0];
  const steps = first ? along(first, END) : FREE;
  const run = PRICES.workflow_execution.milliTokens;
  return { least: run + steps.least, most: run + steps.most, perItem };
}

type Range = { least: number; most: number };
const FREE: Range = { least: 0, most: 0 };
const plus = (a: Range, b: Range): Range => ({ least: a.least + b.least, most: a.most + b.most });
