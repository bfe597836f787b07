import { describe, expect, test } from "vitest";
import { dataScope } from "@/server/domain/data-scope";
import { failuresBefore } from "@/server/domain/failures-before";
import { importFlow } from "@/server/domain/import-flow";
import { renderValue } from "@/server/domain/template";

const log = (id: string, more: Record<string, unknown> = {}) => ({
  ...{ id, type: "action", action_id: "log", config: { message: "x" } },
  ...more,
});

function definitionOf(steps: object[], error_handlers: object[] = []) {
  const read = importFlow({
    name: "Flow",
    definition: { trigger: { type: "manual" }, steps, error_handlers },
  });
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  return read.flow.definition;
}

const behind = (definition: ReturnType<typeof definitionOf>, id: string) =>
  [...failuresBefore(definition, id)].sort();

describe("the failures that lead to a step", () => {
  const definition = definitionOf([
    log("call", { on_success: "done", on_error: "tell" }),
    log("tell", { on_success: "check" }),
    { id: "check", type: "condition", condition: { field: "x", operator: "exists" }, on_false: "end" },
    log("done", { on_error: "sorry" }),
    log("sorry", { on_success: "end" }),
  ]);

  test("are those whose error outlet leads there, over any number of steps", () => {
    expect(behind(definition, "call")).toEqual([]);
    expect(behind(definition, "tell")).toEqual(["call"]);
    expect(behind(definition, "check")).toEqual(["call"]);
    // Where the ways meet again, and then behind another failure.
    expect(behind(definition, "done")).toEqual(["call"]);
    expect(behind(definition, "sorry")).toEqual(["call", "done"]);
    expect(behind(definition, "nowhere")).toEqual([]);
  });

  test("reach into the body of a loop, and not from one item to the next", () => {
    const looped = definitionOf([
      log("before", { on_success: "after", on_error: "each" }),
      { id: "each", type: "for_each", items: [1, 2], body: "item", on_success: "after" },
      log("item", { on_error: "again" }),
      log("again"),
      log("after"),
    ]);
    expect(behind(looped, "item")).toEqual(["before"]);
    expect(behind(looped, "again")).toEqual(["before", "item"]);
    expect(behind(looped, "after")).toEqual(["before"]);
  });

  test("of a step that says nothing lead to the first error handler and what is behind it", () => {
    const handled = definitionOf([log("call")], [log("handler", { on_success: "later" }), log("later")]);
    expect(behind(handled, "later")).toContain("call");
  });
});

test("a scope says what went wrong, typed and inside texts; without a failure it is nothing", () => {
  const scope = (error: Record<string, unknown> | null) =>
    dataScope({ trigger: {}, steps: {}, variables: {}, contact: null, error, now: new Date(0) });
  const failed = scope({ code: "http_500", message: "answered 500", step_id: "call", run_id: "r1" });
  expect(renderValue("{{error.message}}", failed)).toBe("answered 500");
  expect(renderValue("{{ error.step_id }}: {{ error.code }}", failed)).toBe("call: http_500");
  expect(renderValue("{{error}}", failed)).toMatchObject({ run_id: "r1" });
  expect(renderValue("{{error.message}}", scope(null))).toBeNull();
});
