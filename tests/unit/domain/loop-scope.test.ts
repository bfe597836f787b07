import { expect, test } from "vitest";
import { importFlow } from "@/server/domain/import-flow";
import { loopScope } from "@/server/domain/loop-scope";

const log = { type: "action", action_id: "log", config: { message: "Hello" } };

test("one item of a loop: its own steps, which of them fail it, and which ends do", () => {
  const imported = importFlow({
    ...{ name: "Loops", trigger: { type: "manual" } },
    steps: [
      {
        ...{ id: "outer", type: "for_each", items: "{{trigger.orders}}", body: "check", limit: 100 },
        on_success: "last",
      },
      { id: "check", ...log, on_error: "refuse" },
      { id: "inner", type: "for_each", items: "{{item.lines}}", body: "line", limit: 100, on_success: "end" },
      { id: "line", ...log },
      { id: "refuse", type: "end", outcome: "failed", reason: "No good" },
      { id: "last", ...log },
    ],
  });
  if (!imported.ok) throw new Error(JSON.stringify(imported.problems));
  const { definition } = imported.flow;
  const outer = loopScope(definition, "outer");
  expect(outer?.stepIds.toSorted()).toEqual(["check", "inner", "refuse"]);
  expect(outer?.unhandled).not.toContain("check");
  expect(outer?.unhandled).toContain("inner");
  expect(outer?.failedEnds).toEqual(["refuse"]);
  expect(loopScope(definition, "inner")).toEqual({ stepIds: ["line"], unhandled: ["line"], failedEnds: [] });
  expect(loopScope(definition, "last")).toBeNull();
});
