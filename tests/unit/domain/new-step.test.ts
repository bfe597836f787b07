import { expect, test } from "vitest";
import { applyEdit } from "@/server/domain/edit";
import { newStep, type StepKind } from "@/server/domain/new-step";
import { stepSchema } from "@/server/domain/step";
import { validate } from "@/server/domain/validate";
import { flow } from "@/tests/fixtures/flow-drawing";

const kinds: StepKind[] = [
  ...(["condition", "delay", "wait_for_event", "branch", "parallel", "join", "for_each"] as const),
  ...(["approval", "set_variables", "code", "end"] as const),
  { action: "crm.create_contact", plugin: "crm", name: "New contact", config: { a: 1 } },
  { flow: "follow-up" },
];

test("a new step of any kind parses, and a flow with it is sound", () => {
  for (const kind of kinds) {
    const definition = flow("trigger -> sms");
    const step = newStep(kind, definition);
    expect(stepSchema.parse(step)).toEqual(step);
    const added = applyEdit(definition, { kind: "add_step", step, after: { stepId: "sms" } });
    expect(validate(added).filter(({ severity }) => severity === "structure")).toEqual([]);
  }
});

test("ids speak of what the step does, and are free", () => {
  const definition = flow("trigger -> send_sms -> wait -> create_contact");
  expect(newStep({ action: "send_sms" }, definition).id).toBe("send_sms_2");
  expect(newStep({ action: "crm.create_contact", plugin: "crm" }, definition).id).toBe("create_contact_2");
  expect(newStep("delay", definition).id).toBe("wait_2");
  expect(newStep("end", definition).id).toBe("stop");
});
