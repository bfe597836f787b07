import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { FlowDefinition } from "@/server/domain/flow";
import { flowGraph, type GraphEdge } from "@/server/domain/flow-graph";
import { nextSteps } from "@/server/domain/next-steps";
import type { StepState } from "@/server/domain/run";
import { chooser, deeds, soundFlow, tape, wildFlow } from "@/tests/fixtures/random-flow";
import { boxOf, type Simulated, simulate } from "@/tests/fixtures/run-simulator";

const seed = fc.nat({ max: 1_000_000 });
const order = (choices: readonly number[]) => {
  const { below } = chooser(choices);
  return (count: number) => (count > 0 ? below(count) : 0);
};

describe("on random flows", () => {
  it("decides every step once, runs nothing behind an untaken branch, and lets joins wait", () => {
    const seen = { runs: 0, skips: 0, failures: 0, loops: 0, cancelled: 0 };
    fc.assert(
      fc.property(tape, seed, tape, (choices, luck, picks) => {
        const definition = soundFlow(chooser(choices));
        const result = simulate(definition, {
          deed: deeds(luck, luck % 2 === 0 ? 25 : 2),
          pick: order(picks),
        });
        check(definition, result);
        seen.runs += result.log.length;
        seen.loops += result.frames.length;
        seen.failures += result.done.outcome === "failed" ? 1 : 0;
        for (const { status } of result.decided.values()) {
          seen.skips += status === "skipped" ? 1 : 0;
          seen.cancelled += status === "cancelled" ? 1 : 0;
        }
      }),
      { numRuns: 3_000 },
    );
    // The flows are worth something: all of this really happened.
    for (const [what, times] of Object.entries(seen)) expect(times, what).toBeGreaterThan(5);
  });

  it("comes to the same end in whatever order steps finish", () => {
    let compared = 0;
    fc.assert(
      fc.property(tape, seed, tape, tape, (choices, luck, firstOrder, secondOrder) => {
        const definition = soundFlow(chooser(choices));
        const deed = deeds(luck, luck % 2 === 0 ? 15 : 0);
        const first = simulate(definition, { deed, pick: order(firstOrder) });
        const second = simulate(definition, { deed, pick: order(secondOrder) });
        expect(second.done.outcome).toBe(first.done.outcome);
        // Where something failed unhandled, what else had begun by then is a matter of time.
        if (
          first.done.outcome === "failed" ||
          [...first.frames, ...second.frames].some(({ failed }) => failed > 0)
        )
          return;
        compared++;
        expect(second.done).toEqual(first.done);
        expect(outcomes(second)).toEqual(outcomes(first));
      }),
      { numRuns: 500 },
    );
    expect(compared).toBeGreaterThan(150);
  });

  it("ends every run of a broken draft too, deciding no step twice", () => {
    fc.assert(
      fc.property(tape, seed, tape, (choices, luck, picks) => {
        const definition = wildFlow(chooser(choices));
        const { decided } = simulate(definition, { deed: deeds(luck, 10), pick: order(picks) });
        const outside = flowGraph(definition).nodes.filter(({ step, loop }) => step && loop === null);
        for (const { id } of outside) must(decided.has(id), `${id} is decided`);
      }),
      { numRuns: 500 },
    );
  });

  it("answers by what is recorded, not by the order of the records", () => {
    fc.assert(
      fc.property(tape, fc.array(fc.nat({ max: 60 }), { minLength: 5, maxLength: 5 }), (choices, marks) => {
        const definition = soundFlow(chooser(choices));
        const at = new Date(0);
        const steps = flowGraph(definition).nodes.flatMap(({ id, step }, index): StepState[] => {
          const mark = (marks[index % marks.length] ?? 0) + index;
          if (!step || mark % 3 === 0) return [];
          const status =
            (["succeeded", "failed", "skipped", "waiting", "retrying", "running"] as const)[mark % 6] ??
            "running";
          return [{ stepId: id, path: "", status, outlet: "success", wakeAt: new Date(mark * 1000) }];
        });
        const answer = nextSteps(definition, { steps, frames: [] }, at);
        expect(
          nextSteps(structuredClone(definition), { steps: [...steps].reverse(), frames: [] }, at),
        ).toEqual(answer);
      }),
      { numRuns: 500 },
    );
  });
});

const outcomes = ({ decided }: Simulated) =>
  Object.fromEntries([...decided].map(([box, { status, outlet }]) => [box, `${status} ${outlet}`]).sort());

/** The rules again, from the outside and after the fact, by the edges alone. */
function check(definition: FlowDefinition, { decided, history, executions, done }: Simulated): void {
  const graph = flowGraph(definition);
  const edges = graph.edges.filter(({ broken }) => !broken);
  const when = new Map<string, number>();
  history.forEach((entry, index) => {
    if (!when.has(entry)) when.set(entry, index);
  });
  for (const { id, step, loop } of graph.nodes)
    if (step && loop === null) must(decided.has(id), `${id} is decided`);
  for (const box of executions.keys()) must(decided.has(box), `${box} ran and is decided`);

  for (const state of decided.values()) {
    const box = boxOf(state);
    const node = graph.node(state.stepId);
    if (!node?.step) throw new Error(`${state.stepId} is no step`);
    const incoming = edges.filter(
      ({ to, kind, nextItem }) => to === state.stepId && kind !== "body" && !nextItem,
    );
    const from = (edge: GraphEdge) => decided.get(boxOf({ stepId: edge.from, path: state.path }));
    const arrived = incoming.filter((edge) => edge.from === "$trigger" || isTaken(edge, from(edge)));
    const enters = edges.some(({ to, kind }) => to === state.stepId && kind === "body") && node.loop !== null;
    const wasRun = executions.has(box);
    const failed =
      done.outcome === "failed" ||
      [...decided.values()].some(
        ({ status, stepId, path }) => status === "failed" && path !== "" && !hasError(edges, stepId),
      );
    if (wasRun) must(arrived.length > 0 || enters, `${box} ran only where something leads`);
    else if (!failed) must(arrived.length === 0 && !enters, `${box} was not passed over`);
    const any = node.kind === "handler" || (node.step.type === "join" && node.step.mode === "any");
    if (wasRun && !any) {
      for (const edge of incoming) {
        if (edge.from === "$trigger") continue;
        const before =
          when.get(`decided ${boxOf({ stepId: edge.from, path: state.path })}`) ?? Number.POSITIVE_INFINITY;
        must(before < (when.get(`run ${box}`) ?? -1), `${box} waits for ${edge.from}`);
      }
    }
  }
}

/** As `expect`, which is too slow to be asked a hundred thousand times. */
function must(holds: boolean, what: string): void {
  if (!holds) throw new Error(`not so: ${what}`);
}

const hasError = (edges: GraphEdge[], stepId: string) =>
  edges.some(({ from, outlet }) => from === stepId && outlet === "error");

function isTaken(edge: GraphEdge, state: StepState | undefined): boolean {
  if (!state || (state.status !== "succeeded" && state.status !== "failed")) return false;
  if (edge.outlet.startsWith("branch:")) return state.status === "succeeded";
  return edge.outlet === state.outlet;
}
