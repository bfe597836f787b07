import { describe, expect, test } from "vitest";
import { conditionSchema } from "@/server/domain/condition";
import { cronInWords } from "@/server/domain/cron-words";
import { describeCondition } from "@/server/domain/describe-condition";
import { describeStep } from "@/server/domain/describe-step";
import { describeTrigger } from "@/server/domain/describe-trigger";
import { triggerSchema } from "@/server/domain/flow";
import { stepSchema } from "@/server/domain/step";
import { sentenceCase } from "@/server/domain/step-title";
import { plainText, shorten, templateParts } from "@/server/domain/text-part";

const step = (json: unknown) => plainText(describeStep(stepSchema.parse(json)));
const condition = (json: unknown) => plainText(describeCondition(conditionSchema.parse(json)));
const trigger = (json: unknown) => plainText(describeTrigger(triggerSchema.parse(json)).parts);

describe("steps in words", () => {
  test.each([
    [
      {
        id: "a",
        type: "action",
        action_id: "send_sms",
        config: { message: "Hi {{contact.first_name}}, thanks" },
      },
      "SMS to contact.phone: “Hi contact.first_name, thanks”",
    ],
    [
      {
        id: "a",
        type: "action",
        action_id: "send_email",
        config: { to: "{{trigger.email}}", subject: "Welcome" },
      },
      "Email to email: “Welcome”",
    ],
    [
      {
        id: "a",
        type: "action",
        action_id: "create_task",
        config: { title: "Call", due_date: "{{now + 3 days}}" },
      },
      "Task: “Call”, due now + 3 days",
    ],
    [
      {
        id: "a",
        type: "action",
        action_id: "http_request",
        config: { method: "POST", url: "https://x.test/{{steps.lookup.output.id}}" },
      },
      "POST https://x.test/lookup.id",
    ],
    [
      { id: "a", type: "action", action_id: "log_error", plugin_id: "logging-plugin" },
      "Runs in logging-plugin",
    ],
    [
      {
        id: "a",
        type: "action",
        action_id: "create_contact",
        config: { source: "website", tags: ["a", "b"] },
      },
      "source: website · tags: 2 items",
    ],
    [{ id: "a", type: "delay", for: { value: 1, unit: "days" } }, "1 day"],
    [{ id: "a", type: "delay", next: { time: "09:00", weekdays: [1, 5] } }, "until 09:00 on Mon or Fri"],
    [
      {
        id: "a",
        type: "wait_for_event",
        event_types: ["message.received"],
        timeout: { value: 2, unit: "days" },
      },
      "For message.received of the same contact, at most 2 days",
    ],
    [{ id: "a", type: "end", outcome: "failed", reason: "no stock" }, "Ends the run as failed: no stock"],
  ])("%j", (json, words) => {
    expect(step(json)).toBe(words);
  });
});

describe("conditions in words", () => {
  test.each([
    [{ field: "location.country", operator: "equals", value: "US" }, "country is US"],
    [{ field: "trigger.order.id", operator: "exists" }, "order.id is set"],
    [{ field: "country", operator: "in", value: ["US", "DE", "FR"] }, "country is one of US, DE or FR"],
    [
      {
        and: [
          { field: "amount", operator: "gte", value: 100 },
          {
            or: [
              { field: "vip", operator: "exists" },
              { field: "plan", operator: "equals", value: "pro" },
            ],
          },
        ],
      },
      "amount is at least 100 and (vip is set or plan is pro)",
    ],
  ])("%j", (json, words) => {
    expect(condition(json)).toBe(words);
  });
});

test("triggers in words, with their filter", () => {
  expect(
    trigger({
      type: "event",
      event_types: ["order.created"],
      plugin_id: "shop",
      filter: { field: "total", operator: "gt", value: 50 },
    }),
  ).toBe("When an order is placed from shop, if total is more than 50");
  expect(trigger({ type: "schedule", cron: "0 9 * * 1-5", timezone: "Europe/Berlin" })).toBe(
    "Monday to Friday at 09:00, Europe/Berlin time",
  );
});

test.each([
  ["* * * * *", "Every minute"],
  ["*/15 * * * *", "Every 15 minutes"],
  ["5 * * * *", "Every hour at minute 5"],
  ["0 9 * * *", "Every day at 09:00"],
  ["30 8 * * 1,7", "Every Monday, Sunday at 08:30"],
  ["0 0 1 * *", "On day 1 of every month at 00:00"],
  ["0 9 13 * 5", "On the schedule 0 9 13 * 5"],
])("schedule %s", (cron, words) => {
  expect(cronInWords(cron)).toBe(words);
});

test("a template is cut between words, never inside a reference", () => {
  const parts = templateParts("Hello {{trigger.customer_name | upcase}}, how are you today?");
  expect(parts[1]).toEqual({
    kind: "reference",
    path: "trigger.customer_name | upcase",
    label: "customer_name",
  });
  expect(plainText(shorten(parts, 10))).toBe("Hello …");
  expect(plainText(shorten(parts, 22))).toBe("Hello customer_name, h…");
});

test("keys become titles", () => {
  expect(sentenceCase("send_sms")).toBe("Send SMS");
  expect(sentenceCase("create_crm_contact")).toBe("Create CRM contact");
});
