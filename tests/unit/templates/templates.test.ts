import { describe, expect, test } from "vitest";
import { catalogueAction } from "@/server/domain/catalogue";
import type { FlowDefinition } from "@/server/domain/flow";
import { flowGraph } from "@/server/domain/flow-graph";
import { flowTemplateSchema, type TemplateSample } from "@/server/domain/flow-template";
import { flowTexts } from "@/server/domain/flow-texts";
import { exportFlow, importFlow } from "@/server/domain/import-flow";
import { lint } from "@/server/domain/lint";
import { applyAnswers } from "@/server/domain/template-answers";
import { valueAt } from "@/server/domain/template-places";
import type { TemplateQuestion } from "@/server/domain/template-question";
import { isStructurallySound, validate } from "@/server/domain/validate";
import { manifest } from "@/server/integrations/registry";
import { usualActions } from "@/server/plugins/simulated-actions";
import { gallery } from "@/server/templates/gallery";
import { SAMPLE_BUSINESS, trySample } from "@/server/templates/try-sample";
import { otherWays } from "./other-ways";

const action = usualActions(SAMPLE_BUSINESS);
const catalogue = { actions: manifest().map(catalogueAction), members: [], tags: ["newsletter"], pools: [] };
const known = { ...catalogue, pools: ["Senior", "Sales"].map((name) => ({ id: name, name })) };

test("there are twenty-one, each under a name of its own", () => {
  expect(gallery()).toHaveLength(21);
  expect(new Set(gallery().map(({ slug }) => slug)).size).toBe(21);
  expect(new Set(gallery().map(({ name }) => name)).size).toBe(21);
});

describe.each(gallery())("$slug", (template) => {
  const { definition, questions, samples, outcome, needs } = template;

  test("is data: it stays the same as JSON, and is imported again as it was", () => {
    const { definition: _, ...plain } = template;
    expect(flowTemplateSchema.parse(JSON.parse(JSON.stringify(plain)))).toEqual(plain);
    const exported = exportFlow({ externalId: null, name: plain.name, description: "", definition });
    expect(importFlow(exported)).toMatchObject({ ok: true, flow: { definition } });
  });

  test("has nothing wrong, and nothing that the linter would say", () => {
    expect(isStructurallySound(definition)).toBe(true);
    expect(validate(definition, known)).toEqual([]);
    expect(lint(definition, known)).toEqual([]);
  });

  test("says what it is for, what it needs and what comes of its first sample", () => {
    expect(questions.length).toBeGreaterThanOrEqual(2);
    expect(questions.length).toBeLessThanOrEqual(4);
    expect(samples.length).toBeGreaterThanOrEqual(2);
    expect(outcome).not.toBe("");
    for (const need of needs.connections)
      expect(["email", "sms", "voice", "slack", "google_calendar"]).toContain(need);
    expect(needs.connections.toSorted()).toEqual(used(definition).toSorted());
  });

  test("asks for places that are there, and takes the answers", () => {
    for (const { id, sets } of questions)
      for (const place of sets) expect(valueAt(definition, place), `${id}: ${place}`).not.toBeUndefined();
    const answers = Object.fromEntries(questions.map((question) => [question.id, answerTo(question)]));
    const answered = applyAnswers(definition, questions, answers, { timezone: "Europe/Berlin" });
    if (!answered.ok) throw new Error(JSON.stringify(answered.problems));
    expect(isStructurallySound(answered.definition)).toBe(true);
    expect(validate(answered.definition, known)).toEqual([]);
    // Everything that was answered has made a difference.
    for (const question of questions)
      for (const place of question.sets)
        expect(valueAt(answered.definition, place), place).not.toEqual(valueAt(definition, place));
  });

  test("with the answers that it suggests is the flow that one sees", () => {
    const suggested = questions.filter(({ initial }) => initial !== "");
    expect(applyAnswers(definition, suggested, {})).toEqual({ ok: true, definition });
  });

  test("names the business only by what was answered", () => {
    const texts = flowTexts(definition).filter(({ field }) => !field.startsWith("variables."));
    expect(texts.filter(({ text }) => /bright home|example\.com/i.test(text))).toEqual([]);
  });

  test("has no way that no sample takes", () => {
    const taken = new Set<string>();
    const run = (sample: TemplateSample, more: Parameters<typeof trySample>[2]) => {
      for (const { stepId, outlet, status } of trySample(template, sample, more).trace)
        if (status === "succeeded" || status === "failed") taken.add(`${stepId}:${outlet ?? "success"}`);
    };
    for (const sample of samples) run(sample, { action });
    for (const { sample = 0, ...more } of otherWays[template.slug] ?? []) {
      const tried = samples[sample];
      if (tried) run(tried, { action, ...more });
    }
    const ways = flowGraph(definition)
      .nodes.flatMap(({ id, step }) => (step ? flowGraph(definition).edgesFrom(id) : []))
      .filter(({ kind, explicit }) => kind !== "error" && kind !== "body" && explicit)
      .map(({ id }) => id);
    expect(ways.filter((way) => !taken.has(way))).toEqual([]);
  });

  test("comes to its end by every sample", () => {
    for (const sample of samples) {
      const { end } = trySample(template, sample, { action });
      expect(["completed"], `${sample.name}: ${end.reason}`).toContain(end.outcome);
    }
  });
});

const CHANNELS: Record<string, string> = {
  send_email: "email",
  send_sms: "sms",
  make_call: "voice",
  "slack.post_message": "slack",
  "google_calendar.create_event": "google_calendar",
};

const used = ({ steps }: FlowDefinition): string[] => [
  ...new Set(steps.flatMap((step) => (step.type === "action" ? (CHANNELS[step.action_id] ?? []) : []))),
];

/** Something else than what is suggested. */
function answerTo({ kind, choices, min = 1, initial }: TemplateQuestion): unknown {
  switch (kind) {
    case "number":
      return min + 1;
    case "duration":
      return { value: 3, unit: "hours" };
    case "time":
      return "11:45";
    case "choice":
    case "channel":
      return choices?.find(({ value }) => value !== initial)?.value;
    case "member":
      return "grace@example.com";
    case "pool":
      return "Senior" === initial ? "Sales" : "Senior";
    default:
      return "Something of our own";
  }
}
