import { expect, test } from "vitest";
import { demoScript } from "@/components/landing/demo-script";
import { cheapestPlan, monthlyBill } from "@/components/landing/monthly-bill";
import { PLANS } from "@/server/domain/plans";

const dollars = (microDollars: number | null) => (microDollars === null ? null : microDollars / 1_000_000);

test("a bill is the plan, and what goes over it at the plan's rate", () => {
  expect(dollars(monthlyBill(PLANS.starter, 1_000_000))).toBe(99);
  expect(dollars(monthlyBill(PLANS.starter, 2_000_000))).toBe(99 + 15);
  expect(dollars(monthlyBill(PLANS.enterprise, 20_000_001))).toBe(999.00001);
});

test("the trial has no bill beyond its tokens", () => {
  expect(dollars(monthlyBill(PLANS.trial, 100_000))).toBe(0);
  expect(monthlyBill(PLANS.trial, 100_001)).toBeNull();
});

test.each([
  [100, "trial"],
  [101, "starter"],
  [51_000, "starter"],
  [52_000, "professional"],
  [281_000, "enterprise"],
])("%i tokens cost least on %s", (tokens, plan) => expect(cheapestPlan(tokens * 1000)).toBe(plan));

test("the demonstration plays in order, and each of its steps comes to an end", () => {
  for (const beats of Object.values(demoScript)) {
    expect(beats.map(({ at }) => at)).toEqual(beats.map(({ at }) => at).toSorted((a, b) => a - b));
    const last = new Map(beats.map((beat) => [beat.stepId, beat.status]));
    expect([...last.values()].every((status) => status === "succeeded" || status === "skipped")).toBe(true);
  }
});
