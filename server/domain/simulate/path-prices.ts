/**
 * What a run of a flow costs by each way that it can go: its decisions taken one way and the other, the distinct ends
 * of it with their price. Nothing is simulated; what an action costs is given. Errors count as a way of their own only
 * where somebody drew it. A flow with more ways than can be read is told by what they cost.
 */
import { conditionInWords, listInWords } from "../condition-words";
import { eventWords } from "../event-catalogue";
import { canonicalEventType } from "../event-type";
import type { FlowDefinition } from "../flow";
import { PRICES } from "../plans";
import { rootScope, type ScopeGraph, type ScopeNode } from "../scope-graph";
import type { Step } from "../step";
import { stepTitle } from "../step-title";

/** What a step costs when it succeeds: at least so much, and more by what. */
export type StepPrice = {
  milliTokens: number;
  /** Charged for each of these: a minute. null: once. */
  each: string | null;
};

export type PathPrice = {
  /** What decides that a run goes this way, and where it ends. “Every run” when nothing does. */
  words: string;
  milliTokens: number;
  /** What comes on top by how much there is of it: “1 token for each item of “For each order””. */
  more: { milliTokens: number; each: string }[];
  /** Priced steps on the way. */
  steps: string[];
  /** So many ways are told together. */
  ways: number;
};

export type PathPrices = {
  paths: PathPrice[];
  least: number;
  most: number;
  /** false: there are more ways than were looked at; `most` is then the price of everything at once. */
  complete: boolean;
};

/** Beyond so many ways nobody reads on. */
const MOST_SHOWN = 24;
const MOST_WAYS = 2_000;

export function pathPrices(
  definition: FlowDefinition,
  priceOf: (step: Step) => StepPrice | null,
): PathPrices {
  const start: number = PRICES.workflow_execution.milliTokens;
  const walk: Walk = { ways: [], priceOf };
  const root = rootScope(definition);
  go(walk, root, 0, begin(root), { said: [], milliTokens: start, more: [], steps: [] });
  const complete = walk.ways.length < MOST_WAYS;
  const prices = walk.ways.map(({ milliTokens }) => milliTokens);
  const everything = [...definition.steps, ...definition.error_handlers].reduce(
    (sum, step) => sum + (priceOf(step)?.milliTokens ?? 0),
    start,
  );
  return {
    paths: told(walk.ways),
    least: Math.min(...prices),
    most: complete ? Math.max(...prices) : everything,
    complete,
  };
}

type Way = { said: string[]; milliTokens: number; more: PathPrice["more"]; steps: string[] };
type Walk = { ways: Way[]; priceOf: (step: Step) => StepPrice | null };
/** Edges that arrived at each node, taken or not. */
type Marks = { taken: Uint16Array };

function begin({ nodes, entry }: ScopeGraph): Marks {
  const taken = new Uint16Array(nodes.length);
  if (entry >= 0) taken[entry] = 1;
  return { taken };
}

/** Nodes are in topological order: where one is come to, everything before it is decided. */
function go(walk: Walk, scope: ScopeGraph, from: number, { taken }: Marks, way: Way): void {
  for (let index = from; index < scope.nodes.length; index++) {
    const node = scope.nodes[index];
    if (!node || !taken[index]) continue;
    const choices = choicesOf(node);
    for (const [at, choice] of choices.entries()) {
      if (walk.ways.length >= MOST_WAYS) return;
      const last = at === choices.length - 1;
      const marks = last ? taken : taken.slice();
      for (const { outlet, to } of node.out)
        if (to >= 0 && (choice.outlet === null || outlet === choice.outlet)) marks[to] = (marks[to] ?? 0) + 1;
      const next = after(walk, node, choice, way);
      if (last) way = next;
      else go(walk, scope, index + 1, { taken: marks }, next);
    }
  }
  if (walk.ways.length < MOST_WAYS) walk.ways.push(way);
}

type Choice = {
  /** null: all of them. */
  outlet: string | null;
  words: string | null;
};

const one = (outlet: string): Choice[] => [{ outlet, words: null }];

function choicesOf({ step, out }: ScopeNode): Choice[] {
  switch (step.type) {
    case "condition": {
      const question = conditionInWords(step.condition);
      return [
        { outlet: "true", words: question },
        { outlet: "false", words: `not: ${question}` },
      ];
    }
    case "branch":
      return [
        ...step.cases.map((each) => ({
          outlet: `case:${each.id}`,
          words: each.name ?? conditionInWords(each.condition),
        })),
        { outlet: "default", words: `none of the cases of “${stepTitle(step)}”` },
      ];
    case "wait_for_event": {
      const what = listInWords(
        step.event_types.map((type) => eventWords(canonicalEventType(type))),
        "or",
      );
      const ways: Choice[] = [{ outlet: "event", words: what }];
      if (out.some(({ outlet }) => outlet === "timeout"))
        ways.push({ outlet: "timeout", words: `not in time: ${what}` });
      return ways;
    }
    case "approval":
      return [
        { outlet: "approved", words: "approved" },
        { outlet: "rejected", words: "rejected" },
        ...(out.some(({ outlet }) => outlet === "timeout")
          ? [{ outlet: "timeout", words: "not approved in time" }]
          : []),
      ];
    case "parallel":
      return [{ outlet: null, words: null }];
    case "action":
    case "sub_flow":
    case "code":
    case "for_each":
      return step.on_error === undefined
        ? one("success")
        : [
            { outlet: "success", words: null },
            { outlet: "error", words: `“${stepTitle(step)}” fails` },
          ];
    default:
      return one("success");
  }
}

function after({ priceOf }: Walk, { step, body }: ScopeNode, choice: Choice, way: Way): Way {
  const said = choice.words === null ? way.said : [...way.said, choice.words];
  if (step.type === "end" && step.outcome === "failed") return { ...way, said: [...said, "ends as failed"] };
  if (choice.outlet === "error") return { ...way, said };
  if (body) {
    const inside: Walk = { ways: [], priceOf };
    go(inside, body, 0, begin(body), { said: [], milliTokens: 0, more: [], steps: [] });
    const dearest = Math.max(0, ...inside.ways.map(({ milliTokens }) => milliTokens));
    const each = `item of “${stepTitle(step)}”`;
    if (dearest === 0) return { ...way, said };
    const steps = [...new Set([...way.steps, ...inside.ways.flatMap((one) => one.steps)])];
    return { ...way, said, more: [...way.more, { milliTokens: dearest, each }], steps };
  }
  const price = priceOf(step);
  if (!price) return { ...way, said };
  return {
    said,
    milliTokens: way.milliTokens + price.milliTokens,
    more:
      price.each === null ? way.more : [...way.more, { milliTokens: price.milliTokens, each: price.each }],
    steps: [...way.steps, step.id],
  };
}

/** Each way by itself, or, of many, those that cost the same together. The cheapest comes first. */
function told(ways: readonly Way[]): PathPrice[] {
  const different = new Map<string, Way>();
  for (const way of ways) different.set(way.said.join(", then "), way);
  const list = [...different].map(([words, way]) => ({
    ...{ words: words || "Every run", milliTokens: way.milliTokens, more: way.more },
    ...{ steps: way.steps, ways: 1 },
  }));
  const byPrice = (first: PathPrice, second: PathPrice) => first.milliTokens - second.milliTokens;
  if (list.length <= MOST_SHOWN) return list.sort(byPrice);
  const groups = new Map<string, PathPrice[]>();
  for (const path of list) {
    const key = JSON.stringify([path.milliTokens, path.more]);
    groups.set(key, [...(groups.get(key) ?? []), path]);
  }
  const merged = [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (!first) return [];
    return group.length === 1
      ? [first]
      : [{ ...first, words: `${first.words}, and ${group.length - 1} other ways`, ways: group.length }];
  });
  const sorted = merged.sort(byPrice);
  if (sorted.length <= MOST_SHOWN) return sorted;
  // The cheapest and the dearest are what one wants to know.
  return [...sorted.slice(0, MOST_SHOWN / 2), ...sorted.slice(-MOST_SHOWN / 2)];
}
