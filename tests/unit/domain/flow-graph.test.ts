import { describe, expect, it } from "vitest";
import { flowGraph } from "@/server/domain/flow-graph";
import { flow } from "@/tests/fixtures/flow-drawing";

const arrows = (definition: ReturnType<typeof flow>) =>
  flowGraph(definition).edges.map(
    ({ from, outlet, to, broken }) => `${from} ${outlet} ${to}${broken ? ` (${broken})` : ""}`,
  );

describe("flowGraph", () => {
  it("is the drawing", () => {
    expect(arrows(flow("trigger -> if -yes-> sms -> end; if -no-> end"))).toEqual([
      "$trigger start if",
      "if true sms",
      "if false end",
      "sms success end",
    ]);
  });

  it("reads silence as the next in the list, and after the last as the end", () => {
    const graph = flowGraph(
      flow("trigger -> sms -> task", { sms: { on_success: undefined }, task: { on_success: undefined } }),
    );
    expect(graph.edgesFrom("sms")).toMatchObject([{ to: "task", explicit: false, field: "on_success" }]);
    expect(graph.edgesFrom("task")).toMatchObject([{ to: "end", explicit: false }]);
  });

  it("leads failing steps to the first handler, but not those inside loops or behind it", () => {
    const graph = flowGraph(flow("trigger -> sms -> each -body-> email; !log -> task"));
    expect(graph.edges.filter(({ catchAll }) => catchAll).map(({ from }) => from)).toEqual(["sms", "each"]);
    expect(graph.node("email")?.loop).toBe("each");
  });

  it("marks what cannot be followed", () => {
    expect(arrows(flow("trigger -> sms -> email -> sms"))).toContain("email success sms (cycle)");
    expect(arrows(flow("trigger -> sms", { sms: { on_success: "nowhere" } }))).toContain(
      "sms success nowhere (missing)",
    );
    expect(arrows(flow("trigger -> if -yes-> each -body-> sms; if -no-> sms"))).toContain(
      "if false sms (crosses_loop)",
    );
    expect(arrows(flow("trigger -> sms -error-> !log -> sms"))).toContain("log success sms (cycle)");
  });

  it("takes the first of two steps with one id, and names the id", () => {
    const twice = flow("trigger -> sms -> task", { task: { id: "sms" } });
    expect(flowGraph(twice).duplicates).toEqual(["sms"]);
    expect(flowGraph(twice).nodes.filter(({ id }) => id === "sms")).toHaveLength(1);
  });

  it("has an arrow back to the loop's own box as the next item, not as a cycle", () => {
    const graph = flowGraph(flow("trigger -> each -body-> sms -> each"));
    expect(graph.edgesFrom("sms")).toMatchObject([{ to: "each", nextItem: true, broken: null }]);
  });

  it("reads 1,000 steps, and asks the rule about them, within milliseconds", async () => {
    const { nextSteps } = await import("@/server/domain/next-steps");
    const step = (index: number) =>
      ({ id: `s${index}`, type: "action", action_id: "log", config: {} }) as const;
    const definition = {
      ...flow("trigger -> end"),
      steps: Array.from({ length: 1_000 }, (_, index) => step(index)),
    };
    const steps = definition.steps.slice(0, 999).map(({ id }) => ({
      stepId: id,
      path: "",
      status: "succeeded" as const,
      outlet: "success",
      wakeAt: null,
    }));
    expect(nextSteps(definition, { steps, frames: [] }, new Date(0)).run).toEqual([
      { stepId: "s999", path: "" },
    ]);
    const began = performance.now();
    for (let turn = 0; turn < 100; turn++) nextSteps(definition, { steps, frames: [] }, new Date(turn));
    expect((performance.now() - began) / 100).toBeLessThan(10);
  });
});
