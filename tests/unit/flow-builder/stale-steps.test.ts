import { expect, test } from "vitest";
import { staleSteps } from "@/components/flow-builder/stale-steps";
import { applyEdit } from "@/server/domain/edit";
import { flow } from "../../fixtures/flow-drawing";

test("a step that was set up otherwise since its test is stale, until that is taken back", () => {
  const tested = flow("trigger -> a -> b -> c");
  const steps = new Map(tested.steps.flatMap((step) => (step.id === "c" ? [] : [[step.id, step] as const])));
  // As it comes from the server: the same, and none of the same objects.
  const definition = structuredClone(tested);
  expect([...staleSteps(definition, steps)]).toEqual([]);

  const changed = applyEdit(definition, { kind: "update_step", stepId: "a", changes: { config: { x: 1 } } });
  expect([...staleSteps(changed, steps)]).toEqual(["a"]);
  expect([...staleSteps(definition, steps)]).toEqual([]);

  const named = applyEdit(definition, {
    ...{ kind: "update_step", stepId: "b" },
    changes: { name: "Other", description: "Why" },
  });
  const led = applyEdit(named, { kind: "connect", from: "b", outlet: "success", to: "end" });
  expect([...staleSteps(led, steps)]).toEqual([]);

  const never = applyEdit(definition, { kind: "update_step", stepId: "c", changes: { config: { x: 1 } } });
  expect([...staleSteps(never, steps)]).toEqual([]);
});
