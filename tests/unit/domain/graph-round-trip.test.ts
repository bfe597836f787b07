import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { canvasGraph } from "@/components/flow-builder/canvas-graph";
import { applyEdit } from "@/server/domain/edit";
import { type FlowDefinition, flowDefinitionSchema } from "@/server/domain/flow";
import { flowGraph, TRIGGER } from "@/server/domain/flow-graph";
import { exportFlow, importFlow } from "@/server/domain/import-flow";
import { outletsOf } from "@/server/domain/outlets";
import type { Step } from "@/server/domain/step";
import { withTarget } from "@/server/domain/step-target";
import { gallery } from "@/server/templates/gallery";
import { starters } from "@/server/templates/starters";
import { freeze } from "@/tests/fixtures/random-edit";
import { chooser, soundFlow, tape, wildFlow } from "@/tests/fixtures/random-flow";

/** A definition written down again from what the canvas shows: its boxes in order, and its arrows. */
function fromGraph(definition: FlowDefinition): FlowDefinition {
  const graph = flowGraph(definition);
  const boxes = (kind: "step" | "handler") =>
    graph.nodes.flatMap((node) => (node.kind === kind && node.step ? [rewired(node.step)] : []));
  const rewired = (step: Step): Step =>
    graph
      .edgesFrom(step.id)
      .filter(({ explicit, catchAll }) => explicit && !catchAll)
      .reduce((result, { outlet, to }) => withTarget(result, outlet, to), bare(step));
  return { ...definition, steps: boxes("step"), error_handlers: boxes("handler") };
}

/** A box without its arrows. */
const bare = (step: Step): Step =>
  outletsOf(step).reduce(
    (result, { outlet, field, target, kind }) =>
      field === null || target === undefined
        ? result
        : withTarget(result, outlet, kind === "body" ? "end" : undefined),
    step,
  );

const unique = (definition: FlowDefinition): boolean => flowGraph(definition).duplicates.length === 0;

function isRoundTrip(definition: FlowDefinition): void {
  expect(fromGraph(definition)).toEqual(definition);
  expect(flowDefinitionSchema.parse(JSON.parse(JSON.stringify(definition)))).toEqual(definition);
  // Leading every arrow where it leads already changes nothing about where any of them leads.
  const graph = flowGraph(definition);
  for (const edge of graph.edges) {
    if (!edge.explicit || edge.catchAll || edge.broken || edge.from === TRIGGER) continue;
    expect(
      applyEdit(definition, { kind: "connect", from: edge.from, outlet: edge.outlet, to: edge.to }),
    ).toEqual(definition);
  }
  // The canvas draws each box and each arrow once.
  const drawn = canvasGraph(definition);
  const cards = drawn.boxes.flatMap((box) => (box.kind === "card" ? [box.id] : []));
  expect(cards).toEqual(graph.nodes.filter(({ kind }) => kind !== "end").map(({ id }) => id));
  const arrows = drawn.links.filter(({ id }) => !id.startsWith("$catch-all")).map(({ id }) => id);
  expect(arrows.sort()).toEqual(
    graph.edges
      .filter(({ catchAll }) => !catchAll)
      .map(({ id }) => id)
      .sort(),
  );
}

/** Every flow document beside the tests. */
function documents(): { name: string; json: unknown }[] {
  return ["documents", "seeds"].flatMap((folder) => {
    const path = fileURLToPath(new URL(`../../fixtures/${folder}/`, import.meta.url));
    return readdirSync(path)
      .filter((name) => name.endsWith(".json"))
      .map((name) => ({ name, json: JSON.parse(readFileSync(path + name, "utf8")) }));
  });
}

describe("definition → graph → definition is the identity", () => {
  for (const { slug, definition } of starters()) it(`for the starter ${slug}`, () => isRoundTrip(definition));
  for (const { slug, definition } of gallery()) it(`for the template ${slug}`, () => isRoundTrip(definition));

  for (const { name, json } of documents()) {
    const imported = importFlow(json);
    if (!imported.ok) continue;
    it(`for ${name}, which also comes back from its export`, () => {
      isRoundTrip(imported.flow.definition);
      const again = importFlow(JSON.parse(JSON.stringify(exportFlow(imported.flow))));
      expect(again.ok && again.flow.definition).toEqual(imported.flow.definition);
    });
  }

  it("for any flow, sound or not", () => {
    fc.assert(
      fc.property(tape, fc.boolean(), (choices, sound) => {
        const definition = freeze(sound ? soundFlow(chooser(choices)) : wildFlow(chooser(choices)));
        // Of two steps with one id the canvas can only show the first: `validate` refuses that.
        if (unique(definition)) isRoundTrip(definition);
      }),
      { numRuns: 500 },
    );
  });
});
