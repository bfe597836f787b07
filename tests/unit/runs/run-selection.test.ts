import { describe, expect, test } from "vitest";
import {
  isItemOpen,
  isLoopOpen,
  isSelected,
  openItem,
  parseSelection,
} from "@/components/runs/run-selection";
import { importFlow } from "@/server/domain/import-flow";

function definition() {
  const log = { type: "action", action_id: "log", config: { message: "Hello" } };
  const imported = importFlow({
    ...{ name: "Loops", trigger: { type: "manual" } },
    steps: [
      { id: "first", ...log },
      {
        id: "outer",
        type: "for_each",
        items: "{{trigger.orders}}",
        body: "inner",
        on_success: "last",
        limit: 100,
      },
      { id: "inner", type: "for_each", items: "{{item.lines}}", body: "line", on_success: "sum", limit: 100 },
      { id: "line", ...log },
      { id: "sum", ...log },
      { id: "last", ...log },
    ],
  });
  if (!imported.ok) throw new Error(JSON.stringify(imported.problems));
  return imported.flow.definition;
}

const flow = definition();
const outer = { stepId: "outer", path: "" };
const inner = { stepId: "inner", path: "3" };

describe("what is open on a run's page", () => {
  test.each([
    ["line@3.17", [true, true, 3, 17]],
    ["inner@3.17", [true, true, 3, 17]],
    ["inner@3", [true, true, 3, null]],
    ["inner@4", [true, false, 4, null]],
    ["outer@3", [true, false, 3, null]],
    ["outer", [true, false, null, null]],
    ["sum@3", [true, false, 3, null]],
    ["line@30.17", [true, false, 30, null]],
    ["last", [false, false, null, null]],
  ])("%s opens the loops around it, at its items", (key, expected) => {
    const chosen = parseSelection(key);
    expect([
      isLoopOpen(flow, chosen, outer),
      isLoopOpen(flow, chosen, inner),
      openItem(flow, chosen, outer),
      openItem(flow, chosen, inner),
    ]).toEqual(expected);
  });

  test("a card of the canvas opens the loops around its step, and no item", () => {
    const chosen = parseSelection("line");
    expect(isLoopOpen(flow, chosen, outer)).toBe(true);
    expect(isItemOpen(flow, chosen, "outer", "0")).toBe(false);
    expect(isSelected(chosen, { stepId: "line", path: "3.17" })).toBe(false);
  });

  test("a handler that loops share keeps its loop in its path", () => {
    const chosen = parseSelection("notify@3@outer");
    expect(chosen).toEqual({ stepId: "notify", path: "3@outer" });
    expect(isSelected(chosen, { stepId: "notify", path: "3@outer" })).toBe(true);
    expect(isSelected(chosen, { stepId: "notify", path: "3" })).toBe(false);
  });

  test("nothing is open where nothing is chosen", () => {
    expect(parseSelection(null)).toBeNull();
    expect(isLoopOpen(flow, null, outer)).toBe(false);
    expect(openItem(flow, null, outer)).toBeNull();
  });
});
