import { describe, expect, it } from "vitest";
import type { SimulatedFacts } from "@/server/domain/simulate/simulated-action";
import { actionStepSchema } from "@/server/domain/step";
import { allActions, findAction } from "@/server/integrations/registry";
import { toSimulated } from "@/server/integrations/simulated-actions";
import { usualActions } from "@/server/plugins/simulated-actions";
import { simulatedCondition } from "@/server/plugins/simulated-condition";
import { anna, days, dryRun, sentMessages, sms } from "@/tests/fixtures/dry-run-world";

const find = usualActions("Acme");
const facts: SimulatedFacts = {
  ...{ now: new Date("2026-03-02T09:00:00Z"), timezone: "UTC", runId: "run", stepId: "step" },
  contact: { ...anna.fields, timezone: anna.timezone },
  heard: [],
};

function answer(action_id: string, config: Record<string, unknown>, more: Record<string, unknown> = {}) {
  const step = actionStepSchema.parse({ id: "step", type: "action", action_id, config, ...more });
  const parsed = find(step)?.parse(config);
  if (!parsed?.ok) throw new Error(JSON.stringify(parsed));
  return parsed.action.answer(parsed.value, facts);
}

describe("what an action answers in a dry run", () => {
  it("echoes what the step was given", () => {
    expect(answer("create_task", { title: "Call Anna", due_date: "2026-03-05" }).output).toMatchObject({
      ...{ title: "Call Anna", due_at: "2026-03-05T23:59:59.999Z", priority: "normal" },
    });
    expect(answer("slack.post_message", { channel: "#ops", message: "hi" }).output).toMatchObject({
      channel: "#ops",
    });
    expect(() => answer("create_task", { title: "Call", due_date: "soonish" })).toThrow(/no date/);
  });

  it("changes the contact for the steps behind it", () => {
    const tagged = answer("add_tag", { tags: "vip, new" });
    expect(tagged).toMatchObject({ output: { added: ["vip", "new"] }, contact: { tags: ["vip", "new"] } });
    const updated = answer("update_contact", {
      status: "customer",
      fields: { size: 4 },
      timezone: "Asia/Tokyo",
    });
    expect(updated.contact).toMatchObject({
      kind: "customer",
      status: "customer",
      size: 4,
      timezone: "Asia/Tokyo",
    });
    expect(updated.output).toMatchObject({
      changed: ["status", "timezone", "fields"],
      email: "anna@example.com",
    });
    expect(answer("create_lead", { email: "anna@example.com", name: "Other" })).toMatchObject({
      output: { created: false, name: "Anna Berg" },
    });
    expect(answer("create_lead", { email: "new@example.com" })).toMatchObject({
      output: { created: true, email: "new@example.com", kind: "lead" },
    });
    const rules = [
      { field: "email", operator: "exists", points: 40 },
      { field: "tags", operator: "contains", value: "vip", points: 30 },
    ];
    expect(answer("calculate_lead_score", { rules, threshold: 40 })).toMatchObject({
      output: { score: 40, qualified: true, matched: [{ field: "email", points: 40 }] },
      contact: { score: 40 },
    });
    expect(answer("assign_owner", { pool: "West" })).toMatchObject({
      output: { pool: "West", kept: false },
      contact: { owner: { name: "Ada Lovelace" } },
    });
  });

  it("writes messages as they would leave, by whichever action they do", () => {
    const welcome = answer("send_email", { to: "anna@example.com", template: "welcome_email" });
    expect(welcome.message).toMatchObject({ channel: "email", to: "anna@example.com" });
    expect(welcome.message?.subject).toContain("Anna Berg");
    const note = answer("create_notification", { channel: "sms", to: "+4915112345678", message: "Look" });
    expect(note.message).toMatchObject({ channel: "sms", to: "+4915112345678", body: "Look" });
    const plugin = answer(
      "send_welcome_email",
      { email: "anna@example.com" },
      { plugin_id: "email-marketing" },
    );
    expect(plugin.message).toMatchObject({ channel: "email", purpose: "transactional" });
    const cart = { phone: "+4915112345678", cart_url: "https://example.com/cart" };
    expect(answer("send_abandoned_cart_sms", cart).message?.body).toContain("https://example.com/cart");
    const survey = answer("send_survey", { to: "anna@example.com", question: "Well?" });
    expect(survey.message?.body).toMatch(/^Well\?\n\nhttps:/);
    expect(() => answer("send_sms", { to: "+4915112345678" })).toThrow(/no text/);
  });

  it("takes a workspace's own template before the system's", () => {
    const action = findAction("send_sms");
    if (!action) throw new Error("no SMS");
    const own = {
      id: "1",
      name: "late",
      title: "Running late",
      channel: "sms" as const,
      subject: "",
      html: null,
    };
    const simulated = toSimulated(action, {
      name: "Acme",
      templates: [{ ...own, text: "{{name}}, {{workspace}} is late" }],
    });
    for (const template of ["late", "running late"]) {
      const parsed = simulated.parse({ to: "+4915112345678", template });
      if (!parsed.ok) throw new Error("not parsed");
      expect(parsed.action.answer(parsed.value, facts).message?.body).toBe("Anna Berg, Acme is late");
    }
  });

  it("brings people whom the steps behind it can write to", () => {
    const told = dryRun({
      steps: [
        { id: "find", type: "action", action_id: "find_contacts", config: { tag: "vip" } },
        { id: "each", type: "for_each", items: "{{steps.find.output.contacts}}", body: "text" },
        { ...sms("text", { to: "{{item.phone}}", purpose: "marketing" }), on_success: "each" },
      ],
      at: "2026-03-02T19:00:00Z",
    });
    expect(sentMessages(told)).toMatchObject([{ to: "+14155550100" }]);
  });

  it("refuses as a plugin refuses", () => {
    const step = { id: "text", type: "action", action_id: "send_abandoned_cart_sms" };
    const told = dryRun({ steps: [{ ...step, config: { phone: "nothing" } }], settings: { retry_count: 0 } });
    expect(told.trace.at(-1)).toMatchObject({ status: "succeeded", tokenNote: "gate" });
  });

  it("has conditions of plugins answered", () => {
    const rule = {
      plugin_id: "email-marketing",
      condition_id: "customer_location",
      operator: "equals",
      value: "us",
    };
    expect(simulatedCondition(rule, { trigger: { country: "US" } })).toBe(true);
    expect(simulatedCondition(rule, { trigger: { country: "DE" } })).toBe(false);
    expect(simulatedCondition({ ...rule, plugin_id: "elsewhere" }, {})).toBe(true);
  });

  it("costs what the action is metered as", () => {
    const prices = allActions().flatMap((action) => {
      const [charge] = toSimulated(action, { name: "", templates: [] }).charges(action.sampleOutput);
      return charge ? [`${action.key} ${charge.kind} ${charge.milliTokens}`] : [];
    });
    expect(prices.sort()).toEqual([
      "make_call call_minute 10000",
      "send_email email_sent 100",
      "send_sms sms_sent 1000",
      "send_survey email_sent 100",
    ]);
  });
});

it("a step that nothing offers fails as in a real run", () => {
  const told = dryRun({ steps: [{ id: "x", type: "action", action_id: "nothing.there" }, days("rest", 1)] });
  expect(told.trace[0]).toMatchObject({ status: "failed", error: { code: "plugin_not_installed" } });
  expect(told.end.outcome).toBe("failed");
});
