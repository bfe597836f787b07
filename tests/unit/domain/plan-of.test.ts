import { expect, test } from "vitest";
import { customPricingSchema, planOf } from "@/server/domain/plan-of";
import { PLANS } from "@/server/domain/plans";

const own = {
  priceMicroDollars: 2_500_000_000,
  includedMilliTokens: 100_000_000,
  overageMicroDollars: 7,
  maxAgents: 2_000,
  maxWorkflows: 5_000,
};

test("an enterprise workspace may have terms of its own; the others have the price list's", () => {
  expect(planOf({ plan: "enterprise", customPricing: null })).toBe(PLANS.enterprise);
  expect(planOf({ plan: "enterprise", customPricing: own })).toEqual({ ...PLANS.enterprise, ...own });
  expect(planOf({ plan: "starter", customPricing: own })).toBe(PLANS.starter);
});

test("terms are whole amounts, and overage costs something", () => {
  expect(customPricingSchema.safeParse(own).success).toBe(true);
  for (const wrong of [
    { overageMicroDollars: 0 },
    { includedMilliTokens: 0.5 },
    { maxAgents: -1 },
    { priceMicroDollars: 2 ** 53 },
    { discount: 1 },
  ])
    expect(customPricingSchema.safeParse({ ...own, ...wrong }).success).toBe(false);
});
