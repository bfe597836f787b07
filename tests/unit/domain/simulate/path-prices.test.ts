import { describe, expect, test } from "vitest";
import { type FlowDefinition, flowDefinitionSchema } from "@/server/domain/flow";
import { pathPrices, type StepPrice } from "@/server/domain/simulate/path-prices";
import type { Step } from "@/server/domain/step";

const flow = (...steps: object[]): FlowDefinition =>
  flowDefinitionSchema.parse({ trigger: { type: "manual" }, steps });
const act = (id: string, action_id = "send_sms", more: object = {}) => ({
  id,
  type: "action",
  action_id,
  ...more,
});
const check = (id: string, field: string, more: object = {}) => ({
  ...{ id, type: "condition", condition: { field, operator: "exists" } },
  ...more,
});

const PRICES: Record<string, StepPrice> = {
  send_sms: { milliTokens: 1_000, each: null },
  send_email: { milliTokens: 100, each: null },
  make_call: { milliTokens: 10_000, each: "minute" },
};
const priceOf = (step: Step) => (step.type === "action" ? (PRICES[step.action_id] ?? null) : null);
const pricesOf = (definition: FlowDefinition) => pathPrices(definition, priceOf);
const told = (definition: FlowDefinition) =>
  pricesOf(definition).paths.map(({ words, milliTokens }) => `${words}: ${milliTokens}`);

describe("prices by path", () => {
  test("a flow that goes one way has one price, with the start of the run", () => {
    expect(told(flow(act("sms"), act("mail", "send_email")))).toEqual(["Every run: 1600"]);
  });

  test("a condition has two, the cheaper first", () => {
    const definition = flow(check("vip", "vip", { on_false: "end" }), act("sms"));
    expect(told(definition)).toEqual(["not: vip is set: 500", "vip is set: 1500"]);
  });

  test("what both ways lead to is counted once", () => {
    const definition = flow(
      check("vip", "vip", { on_true: "sms", on_false: "mail" }),
      act("sms", "send_sms", { on_success: "last" }),
      act("mail", "send_email", { on_success: "last" }),
      act("last", "send_email"),
    );
    expect(told(definition)).toEqual(["not: vip is set: 700", "vip is set: 1600"]);
  });

  test("branches that go at once add up", () => {
    const definition = flow(
      { id: "both", type: "parallel", branches: [{ target: "sms" }, { target: "mail" }] },
      act("sms", "send_sms", { on_success: "join" }),
      act("mail", "send_email", { on_success: "join" }),
      { id: "join", type: "join" },
      act("last"),
    );
    expect(told(definition)).toEqual(["Every run: 2600"]);
  });

  test("a wait ends by its event or its time", () => {
    const definition = flow(
      {
        ...{ id: "wait", type: "wait_for_event", event_types: ["payment.received"] },
        ...{ timeout: { value: 1, unit: "days" }, on_event: "end", on_timeout: "sms" },
      },
      act("sms"),
    );
    const [paid, not] = pricesOf(definition).paths;
    expect([paid?.milliTokens, not?.milliTokens]).toEqual([500, 1_500]);
    expect(paid?.words).toContain("payment");
    expect(not?.words).toMatch(/^not in time: /);
  });

  test("an error is a way where somebody drew it", () => {
    const drawn = flow(
      act("sms", "send_sms", { on_success: "end", on_error: "mail" }),
      act("mail", "send_email"),
    );
    expect(told(drawn)).toEqual(["“Send SMS” fails: 600", "Every run: 1500"]);
    expect(told(flow(act("sms")))).toEqual(["Every run: 1500"]);
  });

  test("items of a loop and minutes of a call come on top", () => {
    const [path] = pricesOf(
      flow(
        {
          id: "each",
          type: "for_each",
          name: "Each order",
          items: "{{trigger.orders}}",
          body: "sms",
          on_success: "call",
        },
        act("sms"),
        act("call", "make_call"),
      ),
    ).paths;
    expect(path).toMatchObject({
      milliTokens: 10_500,
      more: [
        { milliTokens: 1_000, each: "item of “Each order”" },
        { milliTokens: 10_000, each: "minute" },
      ],
    });
  });

  test("of many ways those that cost the same are told together", () => {
    const definition = flow(
      ...Array.from({ length: 6 }, (_, n) =>
        check(`c${n}`, `f${n}`, { on_true: `s${n}`, on_false: `c${n + 1}` }),
      )
        .flatMap((step, n) => [step, act(`s${n}`, "send_sms", { on_success: n === 5 ? "end" : `c${n + 1}` })])
        .map((step) => ("on_false" in step && step.on_false === "c6" ? { ...step, on_false: "end" } : step)),
    );
    const { paths, least, most, complete } = pricesOf(definition);
    expect(complete).toBe(true);
    expect([least, most]).toEqual([500, 6_500]);
    expect(paths.map(({ milliTokens }) => milliTokens)).toEqual([
      500, 1_500, 2_500, 3_500, 4_500, 5_500, 6_500,
    ]);
    expect(paths.reduce((sum, { ways }) => sum + ways, 0)).toBe(64);
  });

  test("a flow with more ways than anybody looks at is told as such, and costs at most everything", () => {
    const steps = Array.from({ length: 14 }, (_, n) => n).flatMap((n) => [
      check(`c${n}`, `f${n}`, { on_true: `s${n}`, on_false: n === 13 ? "end" : `c${n + 1}` }),
      act(`s${n}`, "send_sms", { on_success: n === 13 ? "end" : `c${n + 1}` }),
    ]);
    const { complete, most, paths } = pricesOf(flow(...steps));
    expect(complete).toBe(false);
    expect(most).toBe(14_500);
    expect(paths.length).toBeLessThanOrEqual(24);
  });
});
