import { readFileSync } from "node:fs";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type FlowDefinition, flowDefinitionSchema } from "@/server/domain/flow";
import { exportFlow, importFlow } from "@/server/domain/import-flow";
import { upcastDefinition } from "@/server/domain/upcast-definition";
import { chooser, soundFlow, tape } from "@/tests/fixtures/random-flow";

const document = (name: string): unknown =>
  JSON.parse(readFileSync(`tests/fixtures/documents/${name}.json`, "utf8"));
const imported = (json: unknown) => {
  const result = importFlow(json);
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return result.flow;
};
const problems = (json: unknown) => {
  const result = importFlow(json);
  return result.ok ? [] : result.problems;
};
const manual = { trigger: { type: "manual" } };
const action = { id: "a", type: "action", action_id: "log" };

describe("importFlow", () => {
  it("reads the full document form", () => {
    const flow = imported(document("welcome-us-customers"));
    expect(flow).toMatchObject({ externalId: "flow_123", name: "Welcome New Customers", status: "active" });
    expect(flow.definition).toMatchObject({
      trigger: { type: "event", event_types: ["customer.created"], plugin_id: "platform" },
      steps: [
        {
          id: "condition_1",
          condition: { field: "location.country", operator: "equals", value: "US" },
          on_false: "end",
        },
        {
          id: "action_1",
          plugin_id: "email-marketing",
          action_id: "send_welcome_email",
          on_error: "error_handler_1",
        },
        { id: "action_2", config: { source: "website_signup" }, on_success: "end" },
      ],
      error_handlers: [{ id: "error_handler_1", plugin_id: "logging-plugin", action_id: "log_error" }],
      settings: { timeout: 30_000, retry_count: 3, retry_delay: 1_000 },
    });
  });

  it("reads the simplified form: steps in order, a condition that does not hold ends the run", () => {
    const flow = imported(document("welcome-new-customer"));
    expect(flow).toMatchObject({
      externalId: "flow_welcome_customer",
      name: "Welcome New Customer",
      status: null,
    });
    expect(flow.definition.trigger).toEqual({ type: "event", event_types: ["customer.created"] });
    expect(flow.definition.steps).toEqual([
      {
        ...{ id: "condition_1", type: "condition", description: "Check if customer has email" },
        ...{ condition: { field: "email", operator: "exists" }, on_false: "end" },
      },
      {
        ...{ id: "action_1", type: "action", action_id: "send_email" },
        config: { to: "{{trigger.email}}", subject: "Welcome {{trigger.name}}!", template: "welcome_email" },
      },
      {
        ...{ id: "action_2", type: "action", action_id: "create_task" },
        config: { title: "Follow up with {{trigger.name}}", due_date: "{{now + 3 days}}" },
      },
    ]);
  });

  it("reads a definition under `definition`, beside the name, and bare", () => {
    const parts = { ...manual, steps: [action] };
    const forms = [
      { name: "A", definition: parts },
      { name: "A", ...parts },
      { name: "A", trigger: parts.trigger, definition: { steps: parts.steps } },
    ];
    for (const form of forms) expect(imported(form)).toEqual(imported(forms[0]));
    expect(imported(parts).name).toBe("Untitled flow");
  });

  it("reads delays in milliseconds and in words", () => {
    const written = [7_200_000, "7200000", "2 hours", "2h", { value: 2, unit: "hours" }];
    for (const duration of written) {
      expect(
        imported({ ...manual, steps: [{ id: "w", type: "delay", duration }] }).definition.steps[0],
      ).toEqual({
        ...{ id: "w", type: "delay" },
        for: { value: 2, unit: "hours" },
      });
    }
    expect(
      imported({ ...manual, steps: [{ id: "w", type: "delay", amount: 3, unit: "days" }] }).definition
        .steps[0],
    ).toMatchObject({ for: { value: 3, unit: "days" } });
    expect(
      imported({ ...manual, steps: [{ id: "w", type: "delay", delay: "1 month" }] }).definition.steps[0],
    ).toMatchObject({ for: { value: 30, unit: "days" } });
  });

  it("reads other names for operators, steps without id or type, and empty targets", () => {
    const steps = [
      { field: "total", operator: ">=", value: 10 },
      { id: 7, action_type: "log", on_success: null, payload: { message: "hi" } },
    ];
    expect(imported({ ...manual, steps }).definition.steps).toEqual([
      {
        id: "step_1",
        type: "condition",
        condition: { field: "total", operator: "gte", value: 10 },
        on_false: "end",
      },
      { id: "7", type: "action", action_id: "log", config: { message: "hi" } },
    ]);
  });

  it("names the step and the field of every problem", () => {
    const steps = [
      { id: "c", type: "condition", name: "Check", condition: { field: "x", operator: "resembles" } },
      { id: "d", type: "delay", for: { value: -1, unit: "days" } },
      { id: "n", type: "teleport" },
      { id: "a", type: "action", on_success: 5 },
    ];
    const found = problems({ name: 5, status: "on", ...manual, steps });
    expect(found.map(({ stepId, field }) => `${stepId} ${field}`)).toEqual([
      "null status",
      "null name",
      "c condition.operator",
      "d for.value",
      "n type",
      "a action_id",
      "a on_success",
    ]);
    expect(found[2]?.message).toMatch(
      /^Step “Check” \(c\): “condition.operator” must be one of equals, .*, not “resembles”\.$/,
    );
    expect(found[4]?.message).toContain("teleport");
    expect(found[5]?.message).toBe("Step “a”: “action_id” is missing.");
  });

  it("refuses what goes beyond a limit, naming the step", () => {
    const many = Array.from({ length: 501 }, (_, index) => ({ ...action, id: `a${index}` }));
    expect(problems({ ...manual, steps: many })[0]?.message).toContain("501 steps; 500 is the limit");
    const split = { steps: many.slice(0, 300), error_handlers: many.slice(300) };
    expect(problems({ ...manual, ...split })[0]?.message).toContain("501 steps");
    expect(problems({ ...manual, steps: [{ id: "w", type: "delay", for: "91 days" }] })).toMatchObject([
      { stepId: "w", field: "for" },
    ]);
    expect(problems({ ...manual, steps: [{ ...action, retry_count: 21 }] })).toMatchObject([
      { stepId: "a", field: "retry_count" },
    ]);
    expect(problems({ ...manual, steps: [action], settings: { retry_count: 21 } })).toMatchObject([
      { stepId: null, field: "settings.retry_count" },
    ]);
    const large = { ...action, id: "big", config: { body: "x".repeat(300_000) } };
    expect(problems({ ...manual, steps: [action, large] })).toMatchObject([
      { stepId: "big", message: expect.stringContaining("256 KB") },
    ]);
    const loops = [
      { id: "outer", type: "for_each", items: "{{trigger.a}}", body: "inner", limit: 200, on_success: "end" },
      { id: "inner", type: "for_each", items: "{{trigger.b}}", body: "a", limit: 51, on_success: "end" },
      { ...action, on_success: "end" },
    ];
    expect(problems({ ...manual, steps: loops })).toMatchObject([
      { stepId: "inner", field: "limit", message: expect.stringContaining("10,200") },
    ]);
  });

  it("refuses what is no flow without throwing", () => {
    const deep: Record<string, unknown> = { field: "x", operator: "exists" };
    let condition = deep;
    for (let depth = 0; depth < 20_000; depth++) condition = { and: [condition] };
    const circle: Record<string, unknown> = { ...manual };
    circle.steps = [{ ...action, config: circle }];
    const nothing = [
      null,
      undefined,
      5,
      "flow",
      [],
      {},
      { definition: 5 },
      { ...manual },
      { steps: [] },
      { ...manual, steps: 5 },
      { ...manual, steps: [null, 5] },
    ];
    for (const json of [
      ...nothing,
      { ...manual, steps: [{ id: "c", type: "condition", condition }] },
      circle,
    ]) {
      expect(problems(json).length).toBeGreaterThan(0);
    }
    fc.assert(
      fc.property(fc.anything({ maxDepth: 4 }), (json) => void importFlow(json)),
      { numRuns: 300 },
    );
    fc.assert(
      fc.property(
        fc.jsonValue(),
        (steps) =>
          void importFlow({
            ...manual,
            steps: [steps, { id: "x", type: "delay", duration: steps, for: steps }],
          }),
      ),
      { numRuns: 300 },
    );
  });

  it("gives the same flow again for what was exported", () => {
    const statuses = ["draft", "active", "paused", "archived"] as const;
    fc.assert(
      fc.property(
        tape,
        fc.string({ minLength: 1, maxLength: 100 }),
        fc.option(fc.stringMatching(/^[a-z0-9_]{1,50}$/)),
        (choices, words, externalId) => {
          const name = words.trim() || "A flow";
          const status = statuses[choices.length % 5] ?? null;
          const flow = {
            externalId,
            name,
            description: words.trim(),
            status,
            definition: decorated(soundFlow(chooser(choices)), choices),
          };
          expect(imported(exportFlow(flow))).toEqual(flow);
          expect(imported(JSON.parse(JSON.stringify(exportFlow(flow))))).toEqual(flow);
        },
      ),
      { numRuns: 300 },
    );
  });
});

/** With settings, variables and a layout, and within the limit of nested loops. */
function decorated(definition: FlowDefinition, choices: readonly number[]): FlowDefinition {
  const [x = 0, y = 0] = choices;
  const steps = definition.steps.map((step) => (step.type === "for_each" ? { ...step, limit: 10 } : step));
  const trigger = [
    {
      type: "event",
      event_types: ["customer.created"],
      filter: { or: [{ field: "a", operator: "in", value: ["b"] }] },
    },
    { type: "schedule", cron: "0 9 * * *", timezone: "Asia/Kathmandu" },
    { type: "webhook" },
    { type: "manual" },
  ][x % 4];
  return flowDefinitionSchema.parse({
    ...{ ...definition, trigger, steps, variables: { x, list: [y] } },
    settings: {
      retry_count: x % 20,
      reentry: "once_per_contact",
      quiet_hours: { from: "21:00", to: "08:00" },
    },
    layout: { positions: { s0: { x, y } }, notes: [{ id: "n", x, y, width: 1, height: 1, text: "why" }] },
  });
}

describe("upcastDefinition", () => {
  const steps = {
    1: (old: Record<string, unknown>) => ({ ...old, renamed: old.name }),
    2: (old: Record<string, unknown>) => ({ ...old, third: true }),
  };

  it("carries an old document through every version", () => {
    expect(upcastDefinition({ name: "x" }, steps, 3)).toEqual({
      ok: true,
      document: { name: "x", renamed: "x", third: true, schema: 3 },
    });
    expect(upcastDefinition({ name: "x", schema: 2 }, steps, 3)).toEqual({
      ok: true,
      document: { name: "x", third: true, schema: 3 },
    });
  });

  it("refuses a document of a later version", () => {
    expect(problems({ ...manual, schema: 2, steps: [action] })).toMatchObject([
      { field: "schema", message: expect.stringContaining("2") },
    ]);
  });
});
