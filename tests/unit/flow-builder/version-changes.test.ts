import { describe, expect, it } from "vitest";
import { versionChanges } from "@/components/flow-builder/version-changes";
import { flowDefinitionSchema } from "@/server/domain/flow";

const log = (id: string, message: string, more: object = {}) => ({
  ...{ id, type: "action", action_id: "log", name: `Step ${id}` },
  config: { message, level: "info" },
  ...more,
});
const flow = (steps: object[], more: object = {}) =>
  flowDefinitionSchema.parse({
    trigger: { type: "event", event_types: ["customer.created"] },
    steps,
    ...more,
  });

describe("what a version changes, in words", () => {
  it("is nothing when it does the same, wherever its boxes stand", () => {
    const before = flow([log("a", "Hello")]);
    const after = { ...before, layout: { positions: { a: { x: 1, y: 2 } }, notes: [] } };
    expect(versionChanges(before, after)).toEqual([]);
  });

  it("names steps that came, went and changed, and of these the fields", () => {
    const before = flow([log("a", "Hello"), log("b", "Bye"), log("c", "Stay")]);
    const after = flow([
      log("a", "Hello you", { on_success: "end", on_error: "d" }),
      log("c", "Stay"),
      log("d", "New"),
    ]);
    expect(versionChanges(before, after)).toEqual([
      "“Step d” is new",
      "“Step b” is gone",
      "“Step a” changed: message, where it leads",
    ]);
  });

  it("names the start, the order, settings and variables", () => {
    const before = flow([log("a", "Hello"), log("b", "Bye")]);
    const after = flow([log("b", "Bye"), log("a", "Hello")], {
      trigger: { type: "manual" },
      settings: { timeout: 5000 },
      variables: { greeting: "Hi" },
    });
    expect(versionChanges(before, after)).toEqual([
      "It starts by hand, no longer by events",
      "The order of steps changed",
      "Settings changed: timeout",
      "Variables changed: greeting",
    ]);
    const others = flow([log("a", "Hello"), log("b", "Bye")], {
      trigger: { type: "event", event_types: ["lead.created"] },
    });
    expect(versionChanges(before, others)).toEqual(["What starts it changed: event types"]);
  });
});
