import { describe, expect, test } from "vitest";
import { builderKeys } from "@/components/flow-builder/builder-keys";
import { chooserItems, subFlowItems } from "@/components/flow-builder/chooser-items";
import { shortcuts } from "@/components/flow-builder/shortcuts";
import { triggerItems } from "@/components/flow-builder/trigger-items";
import type { BuilderTools } from "@/components/flow-builder/use-builder-tools";
import { flowDefinitionSchema, triggerSchema } from "@/server/domain/flow";
import { newStep } from "@/server/domain/new-step";
import { stepSchema } from "@/server/domain/step";
import { manifest } from "@/server/integrations/registry";

const empty = flowDefinitionSchema.parse({ trigger: { type: "manual" }, steps: [] });
const platform = manifest().map((action) => ({ ...action, offeredBy: { source: "platform" as const } }));
const ofPlugin = platform.slice(0, 1).map((action) => ({
  ...action,
  key: "score_lead",
  title: "Score a lead",
  offeredBy: {
    ...{ source: "plugin" as const, pluginId: "p1", pluginSlug: "acme", pluginAliases: [] },
    ...{ pluginName: "Acme", sandbox: false },
  },
}));
const items = chooserItems({ actions: [...platform, ...ofPlugin] });

describe("what can be added", () => {
  test("begins with what is used most", () => {
    expect(items.slice(0, 5).map(({ title }) => title)).toEqual([
      "SMS",
      "Email",
      "Task",
      "Delay",
      "Condition",
    ]);
  });

  test("is every action once, then logic, then plugins", () => {
    const keys = items.map(({ key }) => key);
    expect(new Set(keys).size).toBe(keys.length);
    for (const { key } of platform) expect(keys).toContain(`action:${key}`);
    const groups = [...new Set(items.map(({ group }) => group))];
    expect(groups.slice(-2)).toEqual(["Logic", "Acme"]);
  });

  test("holds nothing that the builder cannot set up yet", () => {
    const kinds = items.flatMap(({ make }) =>
      "step" in make && typeof make.step === "string" ? [make.step] : [],
    );
    expect(kinds).not.toContain("approval");
    expect(kinds).not.toContain("code");
  });

  test("makes steps that parse", () => {
    for (const { make, key } of items) {
      const step = "step" in make ? newStep(make.step, empty) : null;
      expect(stepSchema.safeParse(step).success, key).toBe(true);
    }
  });

  test("other flows are found by their name, never the flow itself", () => {
    const flows = ["Welcome", "Win back"].map((name, index) => ({
      ...{ id: `id-${index}`, externalId: null, name, published: true, input: null },
    }));
    expect(subFlowItems({ flows }, "w", "")).toEqual([]);
    expect(subFlowItems({ flows }, "wel", "").map(({ title }) => title)).toEqual(["Run “Welcome”"]);
    expect(subFlowItems({ flows }, "run flow", "id-1").map(({ key }) => key)).toEqual(["flow:id-0"]);
  });
});

test("whatever starts a flow parses, too", () => {
  const event = {
    type: "order.paid",
    title: "Order paid",
    description: "",
    category: "commerce",
    origin: "baton",
  };
  const starts = triggerItems({ eventTypes: [{ ...event, schema: null, sample: null }] }, "Europe/Berlin");
  expect(starts).toHaveLength(4);
  for (const { make, key } of starts)
    expect("trigger" in make && triggerSchema.safeParse(make.trigger).success, key).toBe(true);
});

test("the sheet tells every key that does something", () => {
  const tool = () => undefined;
  const tools = new Proxy({}, { get: () => tool });
  const isTools = (value: object): value is BuilderTools => value === tools;
  if (!isTools(tools)) throw new Error("no tools");
  const told = new Set(
    shortcuts.flatMap(({ list }) =>
      list.flatMap(({ keys }) => {
        const last = keys.at(-1) ?? "";
        const before = keys.slice(0, -1);
        return last.split(" / ").map((key) => [...before, key].join(" ").toLowerCase());
      }),
    ),
  );
  const same: Record<string, string> = {
    "=": "+",
    "-": "+ −",
    "+": "+ −",
    "⇧?": "?",
    backspace: "delete",
    escape: "esc",
    "mod+y": "mod ⇧ z",
  };
  for (const name of Object.keys(builderKeys(tools, false))) {
    const spelled = same[name] ?? name.replace("mod+", "mod ").replace("⇧", "⇧ ");
    expect(told.has(spelled === "+" ? "+ −" : spelled), `${name} as ${spelled}`).toBe(true);
  }
});
