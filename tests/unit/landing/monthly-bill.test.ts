import { expect, test } from "vitest";
import { demoScript } from "@/components/landing/demo-script";
import { cheapestPlan, monthlyBill } from "@/components/landing/monthly-bill";
import { PLANS, type Plan } from "@/server/domain/plans";

const cents = (plan: Plan, milliTokens: number) => monthlyBill(plan, milliTokens)?.totalCents ?? null;

test("a bill is the plan, and what goes over it at the plan's rate", () => {
  expect(cents(PLANS.starter, 1_000_000)).toBe(9_900);
  expect(cents(PLANS.starter, 1_500_000)).toBe(9_900 + 750);
  expect(cents(PLANS.enterprise, 20_000_001)).toBe(99_900);
  // Half a cent, and a milli-token less: rounded as an invoice is.
  expect(cents(PLANS.enterprise, 20_000_500)).toBe(99_901);
  expect(cents(PLANS.enterprise, 20_000_499)).toBe(99_900);
});

test("the trial has no bill beyond its tokens", () => {
  expect(cents(PLANS.trial, 100_000)).toBe(0);
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
