import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { holds } from "@/server/domain/compare-values";
import { type Condition, conditionSchema, operators } from "@/server/domain/condition";
import { evaluateCondition } from "@/server/domain/condition-evaluate";
import { conditionInWords } from "@/server/domain/condition-words";
import { payloadScope } from "@/server/domain/data-scope";
import { instantOf } from "@/server/domain/instant";
import { patternProblem } from "@/server/domain/pattern";

describe("holds", () => {
  it.each([
    ["US", "equals", "US", true],
    ["us", "equals", "US", false],
    [5, "equals", "5", true],
    ["5.0", "equals", 5, true],
    ["007", "equals", "7", false],
    [true, "equals", "true", true],
    [{ a: 1, b: [2] }, "equals", { b: [2], a: 1 }, true],
    ["", "equals", null, false],
    ["US", "not_equals", "DE", true],
    ["A refund, please", "contains", "REFUND", true],
    [["vip", 7], "contains", "7", true],
    [["vip"], "not_contains", "new", true],
    ["+4930", "starts_with", "+49", true],
    ["a@b.com", "ends_with", ".COM", true],
    ["US", "in", ["US", "CA"], true],
    ["CA", "in", "US, CA", true],
    [["a", "b"], "in", ["b", "c"], true],
    ["DE", "not_in", "US, CA", true],
    ["", "exists", undefined, false],
    ["  ", "exists", undefined, false],
    [0, "exists", undefined, true],
    [false, "exists", undefined, true],
    ["", "not_exists", undefined, true],
    ["100", "gt", 99, true],
    ["9", "gt", "10", false],
    [10, "gte", "10", true],
    ["abc", "gt", 1, false],
    ["2026-03-02", "gt", "2026-03-01", true],
    [3, "lt", 4, true],
    [4, "lte", 4, true],
    ["2026-03-01T10:00:00+02:00", "before", "2026-03-01T09:00:00Z", true],
    ["2026-03-01", "after", "2026-02-28T23:59:59Z", true],
    [1_772_000_000, "before", 1_772_000_000_001, true],
    ["soon", "before", "2026-01-01", false],
    ["order-1234", "matches", "^order-\\d+$", true],
    ["ORDER", "matches", "(?i)order", true],
    ["x", "matches", "(", false],
  ] as const)("%j %s %j: %s", (actual, operator, expected, result) =>
    expect(holds(operator, actual, expected)).toBe(result),
  );

  it("fails every positive question about a missing value and passes every negative one", () => {
    for (const operator of operators) {
      for (const missing of [undefined, null])
        expect(holds(operator, missing, "x"), operator).toBe(operator.startsWith("not_"));
    }
  });

  it("never throws, whatever is compared", () => {
    const any = fc.jsonValue();
    fc.assert(
      fc.property(
        fc.constantFrom(...operators),
        any,
        any,
        (operator, a, b) => typeof holds(operator, a, b) === "boolean",
      ),
      { numRuns: 1_000 },
    );
  });

  it("is not stopped by a pattern made to run for ever", () => {
    const began = performance.now();
    for (const pattern of ["^(a+)+$", "(.*){1000}", "[a-z]+".repeat(100)])
      holds("matches", `${"a".repeat(400_000)}!`, pattern);
    expect(performance.now() - began).toBeLessThan(5_000);
    expect(holds("matches", "a", "a".repeat(1_001))).toBe(false);
  });
});

describe("evaluateCondition", () => {
  const scope = payloadScope(
    { email: "a@b.c", total: 120, location: { country: "US" }, limit: 100 },
    new Date("2026-03-01T00:00:00Z"),
  );
  const holdsFor = (condition: Condition) => evaluateCondition(condition, scope);

  it("joins rules by and, by or, and in groups of groups", () => {
    const yes: Condition = { field: "email", operator: "exists" };
    const no: Condition = { field: "phone", operator: "exists" };
    expect(holdsFor({ and: [yes, { or: [no, yes] }] })).toBe(true);
    expect(holdsFor({ and: [yes, no] })).toBe(false);
    expect(holdsFor({ or: [no, { and: [yes, no] }] })).toBe(false);
  });

  it("reads bare and prefixed paths, fields in braces, and values that are templates", () => {
    expect(holdsFor({ field: "location.country", operator: "equals", value: "US" })).toBe(true);
    expect(
      holdsFor({
        field: "trigger.location.country",
        operator: "in",
        value: ["{{trigger.location.country}}"],
      }),
    ).toBe(true);
    expect(holdsFor({ field: "{{ total }}", operator: "gt", value: "{{limit}}" })).toBe(true);
    expect(holdsFor({ field: "{{ email | upcase }}", operator: "equals", value: "A@B.C" })).toBe(true);
    expect(holdsFor({ field: "trigger.total", operator: "before", value: "{{now + 3 days}}" })).toBe(true);
  });

  it("asks for the answers of plugins", () => {
    const rule = conditionSchema.parse({
      plugin_id: "email-marketing",
      condition_id: "customer_location",
      operator: "equals",
      value: "US",
    });
    expect(evaluateCondition(rule, scope, ({ value }) => value === "US")).toBe(true);
    expect(evaluateCondition(rule, scope)).toBe(false);
  });
});

describe("instantOf", () => {
  it("reads what names no zone as UTC, whatever the machine's zone is", () => {
    expect(new Date(2026, 2, 1).getTimezoneOffset()).not.toBe(0);
    const at = Date.UTC(2026, 2, 1, 10);
    for (const text of [
      "2026-03-01T10:00",
      "2026-03-01 10:00:00",
      "2026-03-01T10:00:00.000Z",
      "2026-03-01T12:00:00+0200",
      "Sun, 01 Mar 2026 10:00:00 GMT",
    ]) {
      expect(instantOf(text), text).toBe(at);
    }
    expect(instantOf("2026-03-01")).toBe(Date.UTC(2026, 2, 1));
    expect([instantOf(at / 1000), instantOf(at), instantOf(new Date(at))]).toEqual([at, at, at]);
    expect(["March", "", "2026-13-01", "5", null, true].map(instantOf)).toEqual([
      null,
      null,
      null,
      null,
      null,
      null,
    ]);
  });
});

describe("in words", () => {
  it.each([
    [{ field: "location.country", operator: "equals", value: "US" }, "country is US"],
    [
      { field: "trigger.order.status", operator: "in", value: ["paid", "sent", "done"] },
      "order status is one of paid, sent or done",
    ],
    [
      {
        and: [
          { field: "customer_email", operator: "exists" },
          {
            or: [
              { field: "total", operator: "gte", value: 100 },
              { field: "vip", operator: "equals", value: true },
            ],
          },
        ],
      },
      "customer email is set and (total is at least 100 or vip is true)",
    ],
    [
      { plugin_id: "p", condition_id: "customer_location", operator: "equals", value: "US" },
      "customer location equals US",
    ],
  ])("%j: %s", (condition, words) => expect(conditionInWords(conditionSchema.parse(condition))).toBe(words));

  it("say what is wrong with a pattern", () => {
    expect(patternProblem("^a+$")).toBeNull();
    expect(patternProblem("(a")).toContain("missing closing )");
  });
});
