import { describe, expect, test } from "vitest";
import { joinPath, kindOf } from "@/components/flow-builder/inspector/data/data-node";
import { foundRows, openRows } from "@/components/flow-builder/inspector/data/data-rows";
import { previewOf } from "@/components/flow-builder/inspector/data/preview";
import {
  type DataSources,
  findNode,
  runData,
  sourcesBefore,
} from "@/components/flow-builder/inspector/data/run-data";
import { sampleOutput } from "@/components/flow-builder/inspector/data/sample-output";
import type { FlowDefinition } from "@/server/domain/flow";
import * as template from "@/server/domain/template";
import { flow } from "../../../fixtures/flow-drawing";

const payload = { email: "ann@example.com", name: "Ann Lee", total: 20, items: [{ sku: "A", qty: 2 }] };

const dataAt = (definition: FlowDefinition, stepId: string, more: Partial<DataSources> = {}) =>
  runData({
    sample: { type: "order.created", payload },
    ...sourcesBefore(definition, stepId),
    variables: definition.variables,
    outputOf: (step) => sampleOutput(step, () => ({ id: "x1" })),
    timezone: "Europe/Berlin",
    now: new Date("2026-03-01T10:00:00Z"),
    ...more,
  });

describe("what a step can refer to", () => {
  test("the trigger, the steps before it the nearest first, the contact, the time; not what comes after", () => {
    const { tree } = dataAt(flow("trigger -> sms -> mail -> log -> end"), "log");
    expect(tree.map(({ label }) => label)).toEqual(["Trigger", "Mail", "SMS", "Contact", "Time"]);
    const first = dataAt(flow("trigger -> sms -> mail -> end"), "sms");
    expect(first.tree.map(({ label }) => label)).toEqual(["Trigger", "Contact", "Time"]);
  });

  test("every path of the tree leads to its value in the scope", () => {
    const { tree, scope } = dataAt(flow("trigger -> sms -> mail -> end"), "mail");
    const visit = (nodes: typeof tree): void => {
      for (const node of nodes) {
        if (node.path !== null && node.id !== "time" && /^[\w.[\]]+$/.test(node.path))
          expect([node.path, scope.lookup(node.path)]).toEqual([node.path, node.value]);
        visit(node.children);
      }
    };
    visit(tree);
    expect(findNode(tree, "steps.sms.output.id")?.value).toBe("x1");
    expect(findNode(tree, "trigger.items[0].qty")?.value).toBe(2);
  });

  test("inside a loop the item, first of all; outside of it not its steps", () => {
    const drawing = "trigger -> each -body-> note; each -> log -> end";
    const items = { each: { items: "{{trigger.items}}" } };
    const inside = dataAt(flow(drawing, items), "note");
    expect(inside.tree[0]?.label).toBe("This item");
    expect(inside.scope.lookup("item.sku")).toBe("A");
    expect(inside.scope.lookup("loop.total")).toBe(1);
    const outside = dataAt(flow(drawing, items), "log");
    expect(outside.tree.map(({ id }) => id)).not.toContain("steps.note.output");
    expect(findNode(outside.tree, "steps.each.output.total")).not.toBeNull();
  });

  test("behind an error outlet, and in a handler, the error", () => {
    const drawing = "trigger -> sms -error-> mail -> end; sms -> log -> end; log -error-> !alarm";
    const labels = (id: string) => dataAt(flow(drawing), id).tree.map(({ label }) => label);
    expect(labels("mail")).toContain("Error");
    expect(labels("alarm")).toContain("Error");
    expect(labels("log")).not.toContain("Error");
  });

  test("variables as the steps before have set them", () => {
    const set = {
      set: { variables: { total: "{{trigger.total}}" } },
      flow: { variables: { greeting: "Hi" } },
    };
    const { scope } = dataAt(flow("trigger -> set -> log -> end", set), "log");
    expect(scope.lookup("variables")).toEqual({ greeting: "Hi", total: 20 });
  });
});

describe("rows", () => {
  const { tree } = dataAt(flow("trigger -> sms -> end"), "sms");

  test("show what is open", () => {
    const rows = openRows(tree, (id) => id === "trigger");
    expect(rows.slice(0, 4).map(({ node, level }) => [node.label, level])).toEqual([
      ["Trigger", 1],
      ["email", 2],
      ["name", 2],
      ["total", 2],
    ]);
  });

  test("find by name, by path and by value; the name first", () => {
    expect(foundRows(tree, "first name")[0]?.node.path).toBe("contact.first_name");
    expect(foundRows(tree, "trigger.to")[0]?.node.path).toBe("trigger.total");
    expect(foundRows(tree, "ann@").map(({ node }) => node.path)).toContain("trigger.email");
    expect(foundRows(tree, "no such thing")).toEqual([]);
  });
});

test("kinds of values", () => {
  expect([1, "x", "2026-03-01", "2026-03-01T10:00:00Z", true, [], {}, null].map(kindOf)).toEqual([
    ...["number", "text", "date", "date", "boolean", "list", "object", "nothing"],
  ]);
});

test("paths are written so that templates read them", () => {
  expect(joinPath("trigger", "email")).toBe("trigger.email");
  expect(joinPath("trigger", "first name")).toBe('trigger["first name"]');
  expect(joinPath("trigger", 'a"b')).toBe("trigger['a\"b']");
});

describe("previews", () => {
  const { scope } = dataAt(flow("trigger -> sms -> end"), "sms");

  test("are what a run would make of it", () => {
    expect(previewOf("Hi {{trigger.name | upcase}}", scope, template)).toEqual({
      ok: true,
      text: "Hi ANN LEE",
      missing: [],
    });
    expect(previewOf({ to: "{{trigger.nothing}}" }, scope, template)).toMatchObject({
      missing: ["trigger.nothing"],
    });
    expect(previewOf("plain", scope, template)).toBeNull();
    expect(previewOf("{{ 'open }}", scope, template)).toMatchObject({ ok: false });
  });
});
