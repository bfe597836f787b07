import { type InvoiceLine, invoicePreview } from "@/server/domain/invoice-preview";
import { PLANS, type Plan, type PlanKey, planKeys } from "@/server/domain/plans";

export type MonthlyBill = { lines: InvoiceLine[]; totalCents: number };

/** What a month with so many milli-tokens is invoiced at, overage switched on; null when the plan stops before that. */
export function monthlyBill(plan: Plan, milliTokens: number): MonthlyBill | null {
  const { key, includedMilliTokens, overageMicroDollars: rate } = plan;
  const over = Math.max(0, milliTokens - includedMilliTokens);
  if (over > 0 && rate === null) return null;
  return invoicePreview({
    terms: plan,
    segments: over > 0 && rate !== null ? [{ plan: key, rateMicroDollars: rate, milliTokens: over }] : [],
    usedMilliTokens: milliTokens,
    ...{ includedMilliTokens, creditMilliTokens: 0 },
  });
}

/** The plan on which so many tokens cost least. */
export function cheapestPlan(milliTokens: number): PlanKey {
  const bills = planKeys.map((key) => ({
    key,
    cents: monthlyBill(PLANS[key], milliTokens)?.totalCents ?? Number.POSITIVE_INFINITY,
  }));
  return bills.reduce((best, each) => (each.cents < best.cents ? each : best)).key;
}
