import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { flowDefinitionSchema } from "@/server/domain/flow";
import { flowTemplateSchema } from "@/server/domain/flow-template";
import { portableFlow } from "@/server/domain/portable-flow";
import { questionCandidates } from "@/server/domain/question-candidates";
import { readTemplate } from "@/server/domain/read-template";
import { applyAnswers } from "@/server/domain/template-answers";
import { templateOfFlow } from "@/server/domain/template-of-flow";
import { valueAt } from "@/server/domain/template-places";
import { chooser, soundFlow, tape } from "@/tests/fixtures/random-flow";

const definition = flowDefinitionSchema.parse({
  trigger: { type: "event", event_types: ["lead.created"] },
  variables: { large: 100 },
  steps: [
    {
      id: "hello",
      type: "action",
      action_id: "send_sms",
      connection_id: "our-twilio",
      config: { to: "+14155550199", message: "Hi {{contact.first_name}}, call {{trigger.agent_name}}" },
    },
    { id: "pause", type: "delay", for: { value: 2, unit: "days" } },
    {
      id: "task",
      type: "action",
      action_id: "create_task",
      config: { title: "Call", assignee: "ada@example.com" },
    },
    { id: "own", type: "action", action_id: "assign_owner", config: { pool: "Senior" } },
    {
      id: "tell",
      type: "action",
      action_id: "http_request",
      config: {
        method: "POST",
        url: "https://hooks.example.com/T0/secret",
        headers: { Authorization: "Bearer abcdefghijklmnopqrstuvwxyz" },
      },
    },
    {
      id: "ask",
      type: "approval",
      message: "OK?",
      approvers: { user_ids: ["u1"] },
      timeout: { value: 1, unit: "days" },
    },
    { id: "large", type: "condition", condition: { field: "total", operator: "gte", value: 50 } },
  ],
  layout: { notes: [{ id: "n", x: 0, y: 0, width: 1, height: 1, text: "Ask Bob about this" }] },
});

describe("a flow for strangers", () => {
  it("has nothing in it that belongs to one workspace", () => {
    const { definition: portable, leftOut } = portableFlow(definition, new Set());
    const text = JSON.stringify(portable);
    for (const own of [
      "our-twilio",
      "+14155550199",
      "ada@example.com",
      "Senior",
      "hooks.example",
      "abcdefghij",
      "u1",
      "Bob",
    ])
      expect(text).not.toContain(own);
    expect(text).toContain("{{contact.first_name}}");
    expect(leftOut.map(({ stepId, what }) => [stepId, what])).toEqual([
      ["hello", "connection"],
      ["hello", "person"],
      ["task", "person"],
      ["own", "pool"],
      ["tell", "address"],
      ["ask", "person"],
      [null, "note"],
      ["tell", "secret"],
    ]);
  });

  it("keeps the places of its questions, empty", () => {
    const asked = "steps.task.config.assignee";
    expect(valueAt(portableFlow(definition, new Set([asked])).definition, asked)).toBe("");
  });

  it("is the same flow when it has nothing of its own", () => {
    fc.assert(
      fc.property(tape, (choices) => {
        const sound = soundFlow(chooser(choices));
        expect(portableFlow(sound, new Set())).toEqual({ definition: sound, leftOut: [] });
      }),
      { numRuns: 100 },
    );
  });
});

describe("what a template may ask", () => {
  it("are wordings, times, amounts and people, with what stands there", () => {
    expect(questionCandidates(definition).map(({ place, kind, initial }) => [place, kind, initial])).toEqual([
      ["variables.large", "number", 100],
      ["steps.hello.config.to", "text", "+14155550199"],
      ["steps.hello.config.message", "long_text", expect.stringContaining("Hi ")],
      ["steps.pause.for", "duration", { value: 2, unit: "days" }],
      ["steps.task.config.title", "text", "Call"],
      ["steps.task.config.assignee", "member", "ada@example.com"],
      ["steps.own.config.pool", "pool", "Senior"],
      ["steps.tell.config.method", "text", "POST"],
      ["steps.tell.config.url", "text", "https://hooks.example.com/T0/secret"],
      ["steps.ask.timeout", "duration", { value: 1, unit: "days" }],
      ["steps.large.condition.value", "number", 50],
    ]);
  });

  it("can be asked: every answer has its place and gives the same flow", () => {
    const questions = questionCandidates(definition)
      .slice(0, 10)
      .map(({ place, kind, label, initial }, index) => ({
        id: `q${index}`,
        label,
        kind,
        initial,
        sets: [place],
      }));
    const answered = applyAnswers(definition, questions, {});
    expect(answered).toEqual({ ok: true, definition });
  });
});

describe("a template as JSON", () => {
  const words = { name: "Call leads", description: "", category: "sales" as const };
  const question = {
    ...{ id: "pause", label: "How long?", kind: "duration" as const, initial: { value: 2, unit: "days" } },
    sets: ["steps.pause.for"],
  };

  it("says what it needs and how its event looks", () => {
    const template = templateOfFlow(definition, { ...words, questions: [question] });
    expect(template).toMatchObject({
      slug: "call-leads",
      description: expect.stringMatching(/^When a lead is created/),
      needs: { connections: ["sms"], fields: ["contact's first name", "agent name", "total"] },
      samples: [{ type: "lead.created", payload: expect.objectContaining({ email: expect.any(String) }) }],
    });
  });

  it("is read back as it was", () => {
    const template = templateOfFlow(definition, { ...words, questions: [question] });
    const read = readTemplate(JSON.parse(JSON.stringify(template)));
    expect(read).toEqual({ ok: true, template, definition });
    expect(flowTemplateSchema.parse(template)).toEqual(template);
  });

  it("is read from any flow, and then asks nothing", () => {
    const read = readTemplate({
      name: "Plain",
      trigger_event: "order.created",
      flow_definition: { steps: [] },
    });
    expect(read).toMatchObject({ ok: true, template: { name: "Plain", questions: [] } });
  });

  it.each([
    ["nothing", null],
    ["a flow that is none", { name: "x" }],
    ["a template without a flow", { name: "x", document: {} }],
    [
      "a question without a place",
      {
        ...templateOfFlow(definition, { ...words, questions: [] }),
        questions: [{ ...question, sets: ["steps.gone.for"] }],
      },
    ],
  ])("is refused with the reason when it is %s", (_, json) => {
    const read = readTemplate(json);
    expect(read.ok).toBe(false);
    expect(!read.ok && read.problems[0]?.message).toMatch(/\w/);
  });
});
