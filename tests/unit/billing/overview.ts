import type { BillingOverview } from "@/components/billing/billing-types";
import { PLANS } from "@/server/domain/plans";

/** An owner on Starter that Stripe bills, all paid. */
export const overviewOf = (change: Partial<BillingOverview> = {}): BillingOverview => ({
  ...{ configured: true, plan: "starter", planName: "Starter", terms: PLANS.starter, custom: false },
  ...{ status: "ok", graceEndsAt: null, canManage: true, canSeeInvoices: true },
  overage: { enabled: false, capMicroDollars: null, rateMicroDollars: 15 },
  subscription: subscriptionOf(),
  ...change,
});

export const subscriptionOf = (
  change: Partial<NonNullable<BillingOverview["subscription"]>> = {},
): NonNullable<BillingOverview["subscription"]> => ({
  ...{ status: "active", plan: "starter", currentPeriodEnd: new Date("2026-12-12T00:00:00Z") },
  ...{ cancelAt: null, pendingPlan: null },
  ...change,
});
