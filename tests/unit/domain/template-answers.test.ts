import { describe, expect, test } from "vitest";
import { flowDefinitionSchema } from "@/server/domain/flow";
import { applyAnswers } from "@/server/domain/template-answers";
import { valueAt } from "@/server/domain/template-places";
import type { TemplateQuestion } from "@/server/domain/template-question";

const definition = flowDefinitionSchema.parse({
  trigger: { type: "schedule", cron: "0 9 * * 1-5", timezone: "UTC" },
  variables: { before: "-24 hours", score: 80 },
  settings: { cool_down: { value: 7, unit: "days" } },
  steps: [
    {
      id: "how.good",
      type: "branch",
      cases: [
        { id: "high", condition: { field: "score", operator: "gt", value: 80 }, target: "say" },
        { id: "low", condition: { field: "score", operator: "lt", value: 50 }, target: "end" },
      ],
    },
    {
      id: "say",
      type: "action",
      action_id: "send_sms",
      config: { to: "{{trigger.phone}}", message: "Hello" },
    },
  ],
  error_handlers: [
    { id: "help", type: "action", action_id: "create_task", config: { assignee: "{{contact.owner}}" } },
  ],
});

const asks = (question: Partial<TemplateQuestion>): TemplateQuestion => ({
  ...{ id: "q", label: "What?", kind: "text", initial: "", sets: ["variables.score"] },
  ...question,
});

function answered(question: Partial<TemplateQuestion>, answer: unknown) {
  const full = asks(question);
  const result = applyAnswers(definition, [full], answer === undefined ? {} : { q: answer });
  return result.ok ? full.sets.map((place) => valueAt(result.definition, place)) : result.problems;
}

describe("answers go into their places", () => {
  test.each<[string, Partial<TemplateQuestion>, unknown, unknown]>([
    ["a number", { kind: "number" }, 90, 90],
    ["a number as text", { kind: "number" }, "90", 90],
    [
      "words with references",
      { kind: "long_text", sets: ["steps.say.config.message"] },
      "Hi {{trigger.name}}",
      "Hi {{trigger.name}}",
    ],
    [
      "a case of a branch by its id",
      { kind: "number", sets: ["steps.how.good.cases.low.condition.value"] },
      40,
      40,
    ],
    [
      "a case of a branch by its number",
      { kind: "number", sets: ["steps.how.good.cases.0.condition.value"] },
      70,
      70,
    ],
    [
      "an error handler's step",
      { kind: "member", sets: ["steps.help.config.assignee"] },
      " ada@example.com ",
      "ada@example.com",
    ],
    ["the hour of a schedule", { kind: "time", sets: ["trigger.cron"] }, "07:30", "30 7 * * 1-5"],
    [
      "a length of time",
      { kind: "duration", sets: ["settings.cool_down"] },
      { value: 2, unit: "weeks" },
      { value: 2, unit: "weeks" },
    ],
    [
      "a length of time where text stands",
      { kind: "duration", sets: ["variables.before"] },
      { value: 2, unit: "days" },
      "-2 days",
    ],
    ["one of the choices", { kind: "channel", sets: ["variables.before"] }, "sms", "sms"],
  ])("%s", (_, question, answer, expected) => {
    expect(answered(question, answer)).toEqual([expected]);
  });

  test("one answer may go to several places, and the flow that was there is as it was", () => {
    const before = structuredClone(definition);
    const sets = ["variables.score", "steps.how.good.cases.high.condition.value"];
    expect(answered({ kind: "number", sets }, 95)).toEqual([95, 95]);
    expect(definition).toEqual(before);
  });

  test("what is not answered is as the question has it", () => {
    expect(answered({ kind: "number", initial: 60 }, undefined)).toEqual([60]);
  });

  test("a question may be prefilled with the workspace's name", () => {
    const question = asks({ prefill: "workspace_name" });
    expect(applyAnswers(definition, [question], {}, { name: "Acme" })).toMatchObject({
      definition: { variables: { score: "Acme" } },
    });
    expect(applyAnswers(definition, [question], {})).toMatchObject({ ok: false });
  });

  test("an empty answer that may be empty leaves what stands there", () => {
    expect(answered({ kind: "member", optional: true, sets: ["steps.help.config.assignee"] }, " ")).toEqual([
      "{{contact.owner}}",
    ]);
  });

  test("a schedule goes by the clocks of whoever uses it; other triggers have none", () => {
    const result = applyAnswers(definition, [], {}, { timezone: "Europe/Berlin" });
    expect(result).toMatchObject({ ok: true, definition: { trigger: { timezone: "Europe/Berlin" } } });
    const manual = { ...definition, trigger: { type: "manual" as const } };
    expect(applyAnswers(manual, [], {}, { timezone: "Europe/Berlin" })).toEqual({
      ok: true,
      definition: manual,
    });
  });
});

describe("wrong answers are named by their question", () => {
  test.each<[string, Partial<TemplateQuestion>, unknown, RegExp]>([
    ["nothing where something is needed", {}, "  ", /only you can know/],
    ["no number", { kind: "number" }, "many", /Enter a number/],
    ["too small a number", { kind: "number", min: 1 }, 0, /1 or more/],
    ["too large a number", { kind: "number", max: 100 }, 101, /100 or less/],
    ["no time", { kind: "time", sets: ["trigger.cron"] }, "9 o'clock", /09:00/],
    ["no length of time", { kind: "duration", sets: ["settings.cool_down"] }, "soon", /how long/],
    [
      "longer than any delay",
      { kind: "duration", sets: ["settings.cool_down"] },
      { value: 91, unit: "days" },
      /90 days/,
    ],
    ["none of the choices", { kind: "choice", choices: [{ value: "a", label: "First" }] }, "b", /First/],
    ["a text that cannot be rendered", { kind: "long_text" }, "Hi {{ name", /cannot be read/],
    ["a reference where nothing is rendered", { kind: "long_text" }, "Hi {{contact.name}}", /plain words/],
    ["too long a text", {}, "x".repeat(501), /500/],
    ["a place that is not there", { sets: ["steps.nobody.config.message"] }, "x", /no place/],
    ["what the flow cannot take there", { sets: ["settings.retry_count"] }, "x", /retry_count/],
  ])("%s", (_, question, answer, message) => {
    expect(answered(question, answer)).toEqual([{ field: "q", message: expect.stringMatching(message) }]);
  });

  test("an answer to no question", () => {
    expect(applyAnswers(definition, [], { other: 1 })).toEqual({
      ok: false,
      problems: [{ field: "other", message: expect.stringContaining("does not ask") }],
    });
  });
});
