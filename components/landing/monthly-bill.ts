import { PLANS, type Plan, type PlanKey, planKeys } from "@/server/domain/plans";

/** Micro-dollars a month for so many milli-tokens; null when the plan stops before that. */
export function monthlyBill(plan: Plan, milliTokens: number): number | null {
  const over = Math.max(0, milliTokens - plan.includedMilliTokens);
  if (over === 0) return plan.priceMicroDollars;
  return plan.overageMicroDollars === null ? null : plan.priceMicroDollars + over * plan.overageMicroDollars;
}

/** The plan on which so many tokens cost least. */
export function cheapestPlan(milliTokens: number): PlanKey {
  const bills = planKeys.map((key) => ({
    key,
    bill: monthlyBill(PLANS[key], milliTokens) ?? Number.POSITIVE_INFINITY,
  }));
  return bills.reduce((best, each) => (each.bill < best.bill ? each : best)).key;
}
