import { describe, expect, test } from "vitest";
import { addStepEdits } from "@/components/flow-builder/add-step-edits";
import { canvasElements } from "@/components/flow-builder/canvas-elements";
import { connectionProblem } from "@/components/flow-builder/connection-problem";
import { moveEdits } from "@/components/flow-builder/move-edits";
import { placeOfSelection } from "@/components/flow-builder/place-of-selection";
import { applyEdit } from "@/server/domain/edit";
import type { FlowDefinition } from "@/server/domain/flow";
import type { FlowEdit } from "@/server/domain/flow-edit";
import { flowGraph, TRIGGER } from "@/server/domain/flow-graph";
import { newStep } from "@/server/domain/new-step";
import { flow } from "../../fixtures/flow-drawing";

const apply = (definition: FlowDefinition, edits: readonly FlowEdit[]) => edits.reduce(applyEdit, definition);
const way = (definition: FlowDefinition, id: string, outlet = "success") =>
  flowGraph(definition)
    .edgesFrom(id)
    .find((edge) => edge.outlet === outlet)?.to;

describe("drawing a way", () => {
  const definition = flow("trigger -> a -> each -body-> b -> end; each -> c -> end");
  const problem = (stepId: string, outlet: string, to: string) =>
    connectionProblem(definition, { stepId, outlet }, to);

  test("is refused with the reason where it cannot lead", () => {
    expect(problem("c", "success", "a")).toContain("Repeat for each");
    expect(problem("a", "success", "a")).toContain("itself");
    expect(problem("a", "success", TRIGGER)).toContain("Nothing leads to the start");
    expect(problem("a", "success", "b")).toContain("belongs to the loop");
    expect(problem("b", "success", "c")).toContain("outside of the loop");
  });

  test("is allowed where it can, and to the end", () => {
    expect(problem("a", "success", "c")).toBeNull();
    expect(problem("a", "error", "c")).toBeNull();
    expect(problem("a", "success", "end")).toBeNull();
  });

  test("a way that was broken before is no reason against another", () => {
    const broken = flow("trigger -> a -> b -> end", { a: { on_error: "nowhere" } });
    expect(connectionProblem(broken, { stepId: "b", outlet: "success" }, "end")).toBeNull();
  });
});

describe("adding a step", () => {
  test("on a canvas that nobody arranged is one edit", () => {
    const definition = flow("trigger -> a -> b -> end");
    const step = newStep("delay", definition);
    const edits = addStepEdits(
      definition,
      step,
      { kind: "step", after: { stepId: "a", outlet: "success" } },
      canvasElements(definition),
      "down",
    );
    expect(edits).toEqual([{ kind: "add_step", step, after: { stepId: "a", outlet: "success" } }]);
  });

  test.each(["down", "right"] as const)("on an arranged canvas makes room, reading %s", (direction) => {
    const along = (at: number) => (direction === "down" ? { x: 0, y: at } : { x: at, y: 0 });
    const positions = { [TRIGGER]: along(0), a: along(400), b: along(800), far: { x: 5000, y: 5000 } };
    const definition = flow("trigger -> if -yes-> a -> b -> end; if -no-> far -> end", {
      flow: { layout: { positions: { ...positions, if: along(150) } } },
    });
    const step = newStep({ action: "send_sms" }, definition);
    const edits = addStepEdits(
      definition,
      step,
      { kind: "step", after: { stepId: "a" } },
      canvasElements(definition, { direction }),
      direction,
    );
    const after = apply(definition, edits);
    const nodes = canvasElements(after, { direction }).nodes;
    const box = (id: string) => nodes.find((node) => node.id === id);
    const begin = (id: string) => (direction === "down" ? box(id)?.position.y : box(id)?.position.x) ?? 0;
    const length = (id: string) => (direction === "down" ? box(id)?.height : box(id)?.width) ?? 0;
    expect(way(after, "a")).toBe(step.id);
    expect(way(after, step.id)).toBe("b");
    expect(begin(step.id)).toBeGreaterThanOrEqual(400 + length("a"));
    expect(begin("b")).toBeGreaterThanOrEqual(begin(step.id) + length(step.id));
    expect(after.layout?.positions.far).toEqual(positions.far);
  });

  test("goes behind what is selected, else to the end", () => {
    const definition = flow("trigger -> a -> stop", { stop: { type: "end" } });
    expect(placeOfSelection(definition, ["a"])).toEqual({ kind: "step", after: { stepId: "a" } });
    expect(placeOfSelection(definition, [TRIGGER])).toEqual({ kind: "step", after: { stepId: TRIGGER } });
    expect(placeOfSelection(definition, [])).toEqual({ kind: "step" });
    expect(placeOfSelection(flow("trigger"), [])).toEqual({ kind: "step", after: { stepId: TRIGGER } });
  });
});

describe("moving cards", () => {
  const definition = flow("trigger -> a -> b -> end");
  const { nodes } = canvasElements(definition);

  test("the first time keeps all the others where they are seen", () => {
    const after = apply(definition, moveEdits(definition, nodes, new Map([["a", { x: 900.4, y: 10 }]])));
    const positions = after.layout?.positions ?? {};
    expect(positions.a).toEqual({ x: 900, y: 10 });
    for (const id of [TRIGGER, "b"])
      expect(positions[id]).toEqual(nodes.find((node) => node.id === id)?.position);
    const again = moveEdits(after, canvasElements(after).nodes, new Map([["b", { x: 1, y: 2 }]]));
    expect(again).toEqual([{ kind: "move", positions: { b: { x: 1, y: 2 } } }]);
  });

  test("tidying up gives the canvas back to the layout", () => {
    const moved = apply(definition, moveEdits(definition, nodes, new Map([["a", { x: 900, y: 10 }]])));
    const tidy = applyEdit(moved, { kind: "tidy" });
    expect(canvasElements(tidy).nodes.map(({ id, position }) => ({ id, position }))).toEqual(
      nodes.map(({ id, position }) => ({ id, position })),
    );
  });

  test("a note that was moved alone leaves the cards to the layout", () => {
    const note = { id: "n1", x: 0, y: 0, width: 200, height: 100, text: "Mind the gap" };
    const noted = applyEdit(definition, { kind: "add_note", note });
    const edits = moveEdits(noted, canvasElements(noted).nodes, new Map([["note:n1", { x: 7, y: 8 }]]));
    expect(edits).toEqual([{ kind: "update_note", noteId: "n1", changes: { x: 7, y: 8 } }]);
  });
});
