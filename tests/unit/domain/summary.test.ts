import { readFileSync } from "node:fs";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { actionInWords } from "@/server/domain/action-words";
import { importFlow } from "@/server/domain/import-flow";
import { holdSentence } from "@/server/domain/run-words";
import { flowSummary } from "@/server/domain/summary";
import { flow } from "@/tests/fixtures/flow-drawing";
import { chooser, tape, wildFlow } from "@/tests/fixtures/random-flow";

describe("flowSummary", () => {
  it("tells the product's founding documents", () => {
    const told = (name: string) => {
      const result = importFlow(JSON.parse(readFileSync(`tests/fixtures/documents/${name}.json`, "utf8")));
      return result.ok ? flowSummary(result.flow.definition) : JSON.stringify(result.problems);
    };
    expect(told("welcome-us-customers")).toBe(
      "When a customer is created, if country is US, send a welcome email, then create a contact.",
    );
    expect(told("welcome-new-customer")).toBe(
      "When a customer is created, if email is set, send an email, then create a task.",
    );
  });

  it.each([
    ["trigger -> end", {}, "When a customer is created, nothing happens yet."],
    [
      "trigger -> wait -> send_sms",
      { wait: { for: { value: 1, unit: "hours" } } },
      "When a customer is created, wait 1 hour, then send an SMS.",
    ],
    [
      "trigger -> if -yes-> send_sms; if -no-> create_task",
      {},
      "When a customer is created, if ok is set, send an SMS; otherwise create a task.",
    ],
    ["trigger -> if -no-> create_task", {}, "When a customer is created, unless ok is set, create a task."],
    [
      "trigger -> each -body-> send_sms; each -> create_task",
      {},
      "When a customer is created, for each item send an SMS, then create a task.",
    ],
    [
      "trigger -> hear -event-> fail",
      {},
      "When a customer is created, wait until a payment is received, then end as failed.",
    ],
    [
      "trigger -> a -> b -> c -> d -> e -> f -> g",
      {},
      "When a customer is created, a, then b, then c, then d, then e, then f and so on.",
    ],
    [
      "trigger -> log",
      { flow: { trigger: { type: "event", event_types: ["payment_received", "deal.won"] } } },
      "When a payment is received or “deal.won” happens, write a log line.",
    ],
    [
      "trigger -> log",
      { flow: { trigger: { type: "webhook", filter: { field: "vip", operator: "exists" } } } },
      "When its web address is called and vip is set, write a log line.",
    ],
  ])("%s", (drawing, changes, sentence) => {
    const definition = flow(drawing, changes);
    const steps = definition.steps.map((step) =>
      step.type === "action" ? { ...step, action_id: step.id } : step,
    );
    expect(flowSummary({ ...definition, steps })).toBe(sentence);
  });

  it("has a sentence for any draft", () => {
    fc.assert(
      fc.property(tape, (choices) => flowSummary(wildFlow(chooser(choices))).endsWith(".")),
      { numRuns: 200 },
    );
  });
});

describe("words", () => {
  it.each([
    ["send_email", "send an email"],
    ["crm.update_customer", "update a customer"],
    ["create_slack_notification", "create a slack notification"],
    ["log_error", "log an error"],
    ["find_leads", "find leads"],
    ["ping", "ping"],
  ])("%s: %s", (actionId, words) => expect(actionInWords(actionId)).toBe(words));

  it("say why a run stands still", () => {
    expect(holdSentence("out_of_tokens")).toContain("Please upgrade or enable overage.");
    expect(holdSentence(null)).toContain("goes on by itself");
  });
});
