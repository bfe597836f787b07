import { readFileSync } from "node:fs";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { FlowDefinition } from "@/server/domain/flow";
import { flowWords } from "@/server/domain/flow-words";
import { importFlow } from "@/server/domain/import-flow";
import { flowText, lineText } from "@/server/domain/line-text";
import { flow } from "@/tests/fixtures/flow-drawing";
import { chooser, soundFlow, tape, wildFlow } from "@/tests/fixtures/random-flow";

const told = (definition: FlowDefinition) =>
  flowWords(definition).map((line) => `${"  ".repeat(line.depth)}${lineText(line)}`);

const drawn = (drawing: string, changes: Parameters<typeof flow>[1] = {}) => {
  const definition = flow(drawing, changes);
  const steps = definition.steps.map((step) =>
    step.type === "action" && !changes[step.id]?.action_id ? { ...step, action_id: step.id } : step,
  );
  return told({ ...definition, steps }).slice(1);
};

describe("a flow in plain words", () => {
  it("tells the founding document's example", () => {
    const document = JSON.parse(readFileSync("tests/fixtures/documents/welcome-us-customers.json", "utf8"));
    const imported = importFlow(document);
    expect(imported.ok && told(imported.flow.definition)).toEqual([
      "When a customer is created",
      "Go on only if country is US",
      expect.stringMatching(/^Then send a welcome email/),
      "  If that fails, go on with “Log Error”",
      "Then create a contact (source: website_signup)",
      "  If that fails, go on with “Log Error”",
      "If another step fails",
      "  Then log an error by logging-plugin",
    ]);
  });

  it("tells messages, tasks and times with what is in them", () => {
    expect(
      drawn("trigger -> sms -> wait -> mail -> todo -> offer", {
        sms: { action_id: "send_sms", config: { message: "Hi {{contact.first_name}}, thanks" } },
        wait: { for: { value: 1, unit: "days" }, next: { time: "09:00", weekdays: [1, 2], zone: "contact" } },
        mail: { action_id: "send_email", config: { to: "{{trigger.email}}", subject: "Welcome" } },
        todo: { action_id: "create_task", config: { title: "Call", due_date: "{{now + 3 days}}" } },
        offer: { action_id: "create_discount_code", config: { percent: 10 } },
      }),
    ).toEqual([
      "Then send an SMS to contact's phone: “Hi {contact's first name}, thanks”",
      "Wait 1 day, then until 09:00 on Mon or Tue at the contact's place",
      "Then send an email to email: “Welcome”",
      "Then create a task: “Call”, due in 3 days",
      "Then create a discount code (percent: 10)",
    ]);
  });

  it.each([
    [
      "both sides",
      "trigger -> if -yes-> sms; if -no-> todo",
      ["If ok is set", "  Then SMS", "Otherwise", "  Then todo"],
    ],
    [
      "one side that ends",
      "trigger -> if -yes-> sms -> todo",
      ["Go on only if ok is set", "Then SMS", "Then todo"],
    ],
    [
      "the other side",
      "trigger -> if -no-> sms -> todo",
      ["Go on unless ok is set", "Then SMS", "Then todo"],
    ],
    [
      "what follows both",
      "trigger -> if -yes-> sms -> todo; if -no-> todo",
      ["If ok is set", "  Then SMS", "Then todo"],
    ],
    [
      "what follows, the no side alone having something",
      "trigger -> if -yes-> todo; if -no-> sms -> todo",
      ["Unless ok is set", "  Then SMS", "Then todo"],
    ],
    [
      "one side that ends with a reason",
      "trigger -> if -yes-> stop; if -no-> sms -> todo",
      ["If ok is set, end: stop was reached", "Then SMS", "Then todo"],
    ],
    ["nothing at all", "trigger -> end", ["Then nothing happens yet"]],
    [
      "a loop",
      "trigger -> each -body-> sms -> todo; each -> log",
      [expect.stringMatching(/^For each of /), "  Then SMS", "  Then todo", "Then write a log line"],
    ],
    [
      "a way for failing",
      "trigger -> sms -> todo; sms -error-> log",
      ["Then SMS", "  If that fails", "    Then write a log line", "    Then end", "Then todo"],
    ],
    [
      "a way for failing that goes on",
      "trigger -> sms -> todo; sms -error-> todo",
      ["Then SMS", "  If that fails, go on", "Then todo"],
    ],
    ["error handlers", "trigger -> sms; !log", ["Then SMS", "If a step fails", "  Then write a log line"]],
    [
      "things at once",
      "trigger -> fork -> sms -> join -> log; fork -> todo -> join",
      [
        "Then do 2 things at once",
        "  Branch 1:",
        "    Then SMS",
        "  Branch 2:",
        "    Then todo",
        "Wait until all of them are done",
        "Then write a log line",
      ],
    ],
  ])("tells %s", (_, drawing, lines) => {
    expect(drawn(drawing)).toEqual(lines);
  });

  it("tells what is waited for, and what happens when it does not come", () => {
    const hear = { event_types: ["payment_received"], timeout: { value: 3, unit: "days" } };
    expect(drawn("trigger -> hear -timeout-> sms -> todo", { hear })).toEqual([
      "Wait until a payment is received, at most 3 days",
      "  If it happens, end",
      "Then SMS",
      "Then todo",
    ]);
    expect(drawn("trigger -> hear -event-> sms; hear -timeout-> todo", { hear })).toEqual([
      "Wait until a payment is received, at most 3 days",
      "  If it happens",
      "    Then SMS",
      "  If it does not happen within 3 days",
      "    Then todo",
    ]);
    expect(
      drawn("trigger -> hear -event-> stop; hear -timeout-> sms", {
        hear: { ...hear, match: { order_id: "{{trigger.order_id}}", status: "paid" } },
        stop: { reason: "paid", outcome: "completed" },
      }),
    ).toEqual([
      "Wait until a payment is received, with the same order id and where status is paid, at most 3 days",
      "  If it happens, end: paid",
      "Then SMS",
    ]);
    expect(drawn("trigger -> ask -approved-> sms", { ask: { message: "May we?" } })).toEqual([
      "Wait for an approval. Asks the workspace: “May we?”",
      "  If it is rejected, end",
      "  If nobody answers within 1 day, end",
      "Then SMS",
    ]);
  });

  it("tells choices, other flows and exits", () => {
    const definition = flow("trigger -> pick -a-> sms; pick -default-> sub", {
      sub: { flow_id: "nurture" },
      sms: { action_id: "send_sms", config: {} },
      flow: {
        trigger: { type: "schedule", cron: "0 9 * * *", timezone: "Europe/Berlin" },
        settings: { stop_on_reply: true, exit_conditions: [{ event_types: ["payment.received"] }] },
      },
    });
    expect(told(definition)).toEqual([
      "Every day at 09:00 (Europe/Berlin time)",
      "Choose the first way that fits",
      expect.stringMatching(/^ {2}If /),
      "    Then send an SMS to contact's phone",
      "  Otherwise",
      "    Then run the flow nurture and wait for it",
      "Stop as soon as the contact writes back",
      "Stop as soon as a payment is received",
    ]);
  });
});

describe("of any flow", () => {
  it("every step is told; an end may be told with the way that leads to it", () => {
    fc.assert(
      fc.property(tape, (choices) => {
        const definition = soundFlow(chooser(choices));
        const ids = [...definition.steps, ...definition.error_handlers].flatMap(({ id, type }) =>
          type === "end" ? [] : [id],
        );
        const first = new Set(flowWords(definition).map(({ stepId }) => stepId));
        expect(ids.filter((id) => !first.has(id))).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  it("lines are sentences and no line stands deeper than one below the line above", () => {
    fc.assert(
      fc.property(tape, (choices) => {
        const lines = flowWords(wildFlow(chooser(choices)));
        lines.forEach((line, index) => {
          expect(lineText(line)).not.toBe("");
          expect(line.depth).toBeLessThanOrEqual((lines[index - 1]?.depth ?? -1) + 1);
        });
      }),
      { numRuns: 300 },
    );
  });

  it("of what a message decides between the first is told", () => {
    const message =
      "Hi {% if x %}{{trigger.name}}{% elsif y %}you{% else %}there{% endif %},\n\nfrom {{variables.business}}";
    const definition = flow("trigger -> sms", { sms: { action_id: "send_sms", config: { message } } });
    expect(told(definition)[1]).toBe("Then send an SMS to contact's phone: “Hi {name}, from {business}”");
  });

  it("the whole text names references without their braces", () => {
    const definition = flow("trigger -> sms", {
      sms: { action_id: "send_sms", config: { message: "Hi {{trigger.name | default: 'you'}}" } },
    });
    expect(flowText(definition)).toBe(
      "When a customer is created. Then send an SMS to contact's phone: “Hi {name}”.",
    );
  });
});
