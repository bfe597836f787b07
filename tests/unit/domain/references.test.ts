import { describe, expect, it } from "vitest";
import { applyEdit } from "@/server/domain/edit";
import { flowReferences, readsField } from "@/server/domain/references";
import { findInFlow } from "@/server/domain/replace-in-flow";
import { flow } from "@/tests/fixtures/flow-drawing";
import { freeze } from "@/tests/fixtures/random-edit";

const definition = freeze(
  flow("trigger -> sms -> if -yes-> tag -> sub; if -no-> hear", {
    sms: {
      ...{ action_id: "send_sms", connection_id: "twilio-1", name: "Greet Anna" },
      config: { to: "{{ phone }}", message: "Hi {{trigger.name | upcase}}, Anna", template: "welcome" },
    },
    if: {
      condition: {
        and: [
          { field: "trigger.email", operator: "contains", value: "anna@" },
          { field: "contact.tags", operator: "contains", value: "vip" },
        ],
      },
    },
    tag: { action_id: "add_tag", config: { tags: "new, warm" } },
    sub: { flow_id: "follow-up" },
    flow: {
      settings: { exit_conditions: [{ event_types: ["payment_received"] }] },
      layout: { positions: {}, notes: [{ id: "n", x: 0, y: 0, width: 1, height: 1, text: "For Anna" }] },
    },
  }),
);

describe("references", () => {
  it("are all that a flow names, with the step and the field", () => {
    const found = flowReferences(definition).map(
      ({ kind, value, stepId, field }) => `${kind} ${value} ${stepId} ${field}`,
    );
    expect(found.sort()).toEqual(
      [
        "field phone sms config.to",
        "field name sms config.message",
        "field email if condition.and.0.field",
        "field contact.tags if condition.and.1.field",
        "tag vip if condition.and.1.value",
        "template welcome sms config.template",
        "connection twilio-1 sms connection_id",
        "tag new tag config.tags",
        "tag warm tag config.tags",
        "flow follow-up sub flow_id",
        "event customer.created null trigger.event_types.0",
        "event payment.received null settings.exit_conditions.0.event_types",
        "event payment.received hear event_types.0",
      ].sort(),
    );
  });

  it("carry the text they stand in", () => {
    const texts = flowReferences(definition).filter(({ kind }) => kind === "field");
    expect(texts.find(({ value }) => value === "name")?.text).toBe("Hi {{trigger.name | upcase}}, Anna");
    expect(texts.find(({ value }) => value === "email")?.text).toBe('trigger.email contains "anna@"');
  });

  it("of a field are also those of what is in it", () => {
    expect(readsField("trigger.address.city", "address")).toBe(true);
    expect(readsField("address", "trigger.address.city")).toBe(false);
    expect(readsField("addresses", "address")).toBe(false);
  });
});

describe("finding and replacing words", () => {
  it("goes through everything that people wrote, and nothing else", () => {
    expect(findInFlow(definition, "anna").map(({ stepId, field }) => `${stepId} ${field}`)).toEqual([
      "sms name",
      "sms config.message",
      "if condition.and.0.value",
      "null layout.notes.0.text",
    ]);
    expect(findInFlow(definition, "Anna", { matchCase: true })).toHaveLength(3);
    expect(findInFlow(definition, "follow-up")).toEqual([]);
    expect(findInFlow(definition, "")).toEqual([]);
  });

  it("is one edit, and touches no step without the words", () => {
    const changed = applyEdit(definition, {
      kind: "replace_text",
      find: "anna",
      replace: "$& Bea",
      matchCase: false,
    });
    expect(changed.steps[0]).toMatchObject({
      name: "Greet $& Bea",
      config: { message: "Hi {{trigger.name | upcase}}, $& Bea" },
    });
    expect(changed.layout?.notes[0]?.text).toBe("For $& Bea");
    expect(changed.steps[2]).toBe(definition.steps[2]);
    expect(
      applyEdit(definition, { kind: "replace_text", find: "nobody", replace: "x", matchCase: false }),
    ).toBe(definition);
    const one = applyEdit(definition, {
      kind: "replace_text",
      find: "Anna",
      replace: "Bea",
      matchCase: false,
      stepId: "sms",
    });
    expect(one.layout).toBe(definition.layout);
  });

  it("is refused when a text would not be right any more", () => {
    const named = flow("trigger -> sms", { sms: { name: "a".repeat(200) } });
    expect(() =>
      applyEdit(named, { kind: "replace_text", find: "a", replace: "aa", matchCase: false }),
    ).toThrow("Nothing was changed: step “sms” would not be right");
  });
});
