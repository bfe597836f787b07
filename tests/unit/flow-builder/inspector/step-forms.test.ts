import { describe, expect, test } from "vitest";
import { stepIdProblem } from "@/components/flow-builder/inspector/step-id-problem";
import { freeCaseId } from "@/components/flow-builder/inspector/steps/free-case-id";
import { readStep, stepText } from "@/components/flow-builder/inspector/steps/step-text";
import { cronForm, cronOf } from "@/components/flow-builder/inspector/trigger/cron-form";
import { newTrigger } from "@/components/flow-builder/inspector/trigger/new-trigger";
import { applyEdit } from "@/server/domain/edit";
import { triggerSchema } from "@/server/domain/flow";
import { nextFires, scheduleProblem } from "@/server/domain/schedule";
import { stepSchema } from "@/server/domain/step";
import { flow } from "../../../fixtures/flow-drawing";

describe("schedules in words", () => {
  test.each([
    "* * * * *",
    "*/15 * * * *",
    "30 * * * *",
    "0 */2 * * *",
    "5 9 * * *",
    "0 9 * * 1-5",
    "0 9 * * 1,3,0",
    "0 9 * * 6,0",
    "30 18 1 * *",
    "0 0 L * *",
  ])("%s is said and comes back as a schedule of the same times", (cron) => {
    const form = cronForm(cron);
    expect(form.every).not.toBe("other");
    const after = new Date("2026-03-01T00:00:00Z");
    const times = (line: string) => nextFires(line, "Europe/Berlin", after, 12);
    expect(times(cronOf(form) ?? "")).toEqual(times(cron));
  });

  test.each(["0 9 * * 1#1", "0 9 1 3 *", "*/7 * * * *", "0 9,17 * * *", "0 9 13 * 5", "nonsense"])(
    "%s is left as it is written",
    (cron) => expect(cronForm(cron)).toEqual({ every: "other" }),
  );

  test("names of days are read", () => {
    expect(cronForm("0 8 * * MON-WED,SUN")).toEqual({ every: "week", days: [1, 2, 3, 7], time: "08:00" });
  });
});

describe("a step as JSON", () => {
  const ask = stepSchema.parse({
    id: "ask",
    type: "approval",
    name: "Ask",
    message: "Fine?",
    on_approved: "end",
  });

  test("shows what has no place elsewhere, and is the same after it was read", () => {
    expect(JSON.parse(stepText(ask))).toEqual({ message: "Fine?", approvers: { roles: [], user_ids: [] } });
    const read = readStep(stepText(ask), ask);
    expect(read.ok && read.step).toEqual(ask);
  });

  test("what is not written any more is taken away, and ways out stay", () => {
    const definition = applyEdit(flow("trigger -> log -> end"), { kind: "add_step", step: ask });
    const read = readStep('{"timeout": {"value": 1, "unit": "days"}}', ask);
    if (!read.ok) throw new Error(read.message);
    const changed = applyEdit(definition, { kind: "update_step", stepId: "ask", changes: read.changes });
    expect(changed.steps.at(-1)).toMatchObject({
      id: "ask",
      name: "Ask",
      message: "",
      timeout: { value: 1, unit: "days" },
      on_approved: "end",
    });
  });

  test.each([
    ['{"message": 5}', "message"],
    ['{"id": "x"}', "“id” is not changed here."],
    ["[1]", "A step is an object"],
    ["{", "not JSON"],
  ])("%s is refused in words", (text, words) => {
    const read = readStep(text, ask);
    expect(read.ok ? "" : read.message).toContain(words);
  });
});

test("every kind of start begins as a trigger that parses", () => {
  for (const type of ["event", "webhook", "schedule", "manual"] as const) {
    const trigger = newTrigger(type);
    expect(triggerSchema.safeParse(trigger).success).toBe(true);
    if (trigger.type === "schedule") expect(scheduleProblem(trigger.cron, trigger.timezone)).toBeNull();
  }
});

test("ids of steps are checked before they are changed", () => {
  const definition = flow("trigger -> sms -> mail -> end");
  expect(stepIdProblem(definition, "sms", "sms")).toBeNull();
  expect(stepIdProblem(definition, "sms", "welcome.sms")).toBeNull();
  expect(stepIdProblem(definition, "sms", "mail")).toContain("already");
  expect(stepIdProblem(definition, "sms", "a b")).toContain("only");
  expect(stepIdProblem(definition, "sms", "end")).toContain("end");
  expect(stepIdProblem(definition, "sms", " ")).toContain("empty");
});

test("cases get ids that no other has", () => {
  expect(freeCaseId([{ id: "case_2" }])).toBe("case_3");
  expect(freeCaseId([])).toBe("case_1");
});
