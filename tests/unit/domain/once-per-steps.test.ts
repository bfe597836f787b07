import { expect, test } from "vitest";
import { applyEdit } from "@/server/domain/edit";
import { flowGraph } from "@/server/domain/flow-graph";
import { oncePerSteps } from "@/server/domain/once-per-steps";
import { flow } from "@/tests/fixtures/flow-drawing";

test("a reading of the steps is made once, whatever else of the flow changes", () => {
  let readings = 0;
  const read = oncePerSteps(({ steps }) => {
    readings++;
    return steps.map(({ id }) => id);
  });
  const definition = flow("trigger -> a -> b; !c -> end");
  const note = { id: "n", x: 0, y: 0, width: 200, height: 100, text: "" };
  const noted = applyEdit(definition, { kind: "add_note", note });
  const set = applyEdit(noted, { kind: "set_settings", settings: { retry_count: 2 } });
  expect(read(set)).toBe(read(definition));
  expect(readings).toBe(1);
  expect(flowGraph(set)).toBe(flowGraph(definition));

  const shorter = applyEdit(set, { kind: "remove_steps", stepIds: ["b"] });
  expect(read(shorter)).toEqual(["a"]);
  const bare = applyEdit(set, { kind: "remove_steps", stepIds: ["c"] });
  expect(flowGraph(bare).node("c")).toBeUndefined();
  expect(flowGraph(set).node("c")).toBeDefined();
});
